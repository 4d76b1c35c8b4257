using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary><c>span-create</c>, <c>generation-update</c> and their like: a span, or a change of one.</summary>
static class LangfuseObservationEvents
{
    public static void Read(LangfuseEvent said, Reading reading)
    {
        ReadShape(said, reading);
        ReadContent(said, reading);
        ReadModel(said, reading);
        // What it says of itself is the trace's only as long as nobody says so of the trace.
        if (LangfuseEvents.TextOf(said, "environment"u8) is { Length: > 0 } environment)
        {
            var source = LangfuseEvents.SourceOf("environment");
            var name = LangfuseEnvironment.Of(environment);
            reading.Add(Field.Environment, Ranks.StandIn, 0, name, source, Subject.Trace);
        }

        if (LangfuseEvents.TextOf(said, "version"u8) is { Length: > 0 } version)
        {
            var source = LangfuseEvents.SourceOf("version");
            reading.Add(Field.Version, Ranks.StandIn, 0, version, source, Subject.Trace);
        }
    }

    static void ReadShape(LangfuseEvent said, Reading reading)
    {
        var type = new Provenance(LangfuseEvents.Name, LangfuseEvents.Version, "type");
        // An update has no word for an agent or a tool, so it only guesses.
        var standing = said.Phase == RecordPhase.Update ? Standing.Guess : Standing.Said;
        var known = TypeOf(said);
        reading.TypeIs(known, type, standing);
        LangfuseEvents.ReadStart(said, "startTime", Field.StartNano, Subject.Span, reading);
        if (LangfuseEvents.TryGet(said, "name"u8, out _))
        {
            reading.Text(Field.Name, LangfuseEvents.TextOf(said, "name"u8), LangfuseEvents.SourceOf("name"));
        }

        if (
            LangfuseEvents.TextOf(said, "parentObservationId"u8) is { Length: > 0 } text
            && SpanId.TryParse(text, out var parent)
        )
        {
            var source = LangfuseEvents.SourceOf("parentObservationId");
            reading.Add(Field.ParentId, Ranks.Patch, parent.Number, parent.IsBinary ? null : text, source);
        }

        if (LangfuseEvents.TryTime(said, "endTime"u8, out var end))
        {
            reading.Number(Field.EndNano, end, LangfuseEvents.SourceOf("endTime"));
        }
        else if (known == SpanType.Event && said.Phase == RecordPhase.Create)
        {
            // An event is a moment: it has ended when it has begun.
            var start = LangfuseEvents.TryTime(said, "startTime"u8, out var time) ? time : said.TimeNano;
            reading.Add(Field.EndNano, Ranks.StandIn, start, null, LangfuseEvents.SourceOf("startTime"));
        }

        SpanLevel? level = LangfuseEvents.TextOf(said, "level"u8) switch
        {
            "DEBUG" => SpanLevel.Debug,
            "DEFAULT" => SpanLevel.Default,
            "WARNING" => SpanLevel.Warning,
            "ERROR" => SpanLevel.Error,
            _ => null,
        };
        if (level is { } l)
        {
            reading.Number(Field.Level, (long)l, LangfuseEvents.SourceOf("level"));
        }

        if (LangfuseEvents.TryGet(said, "statusMessage"u8, out _))
        {
            var message = LangfuseEvents.TextOf(said, "statusMessage"u8);
            reading.Text(Field.ErrorMessage, message, LangfuseEvents.SourceOf("statusMessage"));
        }

        if (LangfuseEvents.TryGet(said, "metadata"u8, out var metadata) && LangfuseEvents.SaysSomething(metadata))
        {
            Leaves.ReadMetadataAt("", metadata, MetadataOf.Span, reading, LangfuseEvents.SourceOf("metadata"));
        }
    }

    static void ReadContent(LangfuseEvent said, Reading reading)
    {
        if (LangfuseEvents.TryGet(said, "input"u8, out var input))
        {
            var (utf8, mime) = LangfuseEvents.ContentOf(input);
            reading.Input(ContentSource.Own, utf8, mime, LangfuseEvents.SourceOf("input"));
        }

        if (!LangfuseEvents.TryGet(said, "output"u8, out var output))
        {
            return;
        }

        var content = LangfuseEvents.ContentOf(output);
        var source = LangfuseEvents.SourceOf("output");
        if (LangfuseEvents.IsMerge(said))
        {
            var line = MergedOutput.LineOf(Preview.OfOutput(content.Utf8.Span));
            reading.Text(Field.OutputPreview, line, source);
            reading.Item(Field.OutputPatch, "", new Payload(content.Utf8, content.Mime), source);
        }
        else
        {
            reading.Output(ContentSource.Own, content.Utf8, content.Mime, source);
        }
    }

    static void ReadModel(LangfuseEvent said, Reading reading)
    {
        if (LangfuseEvents.TextOf(said, "model"u8) is { Length: > 0 } model)
        {
            reading.Text(Field.RequestModel, model, LangfuseEvents.SourceOf("model"));
        }

        ReadText(said, "promptName"u8, Field.PromptName, reading);
        ReadText(said, "promptVersion"u8, Field.PromptVersion, reading);
        LangfuseEventUsage.Read(said, reading);
        if (LangfuseEvents.TryTime(said, "completionStartTime"u8, out var first))
        {
            reading.Number(Field.FirstTokenNano, first, LangfuseEvents.SourceOf("completionStartTime"));
        }

        if (
            reading.IsDetail
            && LangfuseEvents.TryGet(said, "modelParameters"u8, out var parameters)
            && !LangfuseEvents.IsNull(parameters)
        )
        {
            Leaves.ReadParameters(parameters, reading, LangfuseEvents.SourceOf("modelParameters"));
        }
    }

    static void ReadText(LangfuseEvent said, ReadOnlySpan<byte> member, Field field, Reading reading)
    {
        if (LangfuseEvents.TextOf(said, member) is { Length: > 0 } text)
        {
            reading.Text(field, text, LangfuseEvents.SourceOf(System.Text.Encoding.UTF8.GetString(member)));
        }
    }

    /// <summary>The event's own word, or that of the older <c>observation-create</c> in its body.</summary>
    static SpanType TypeOf(LangfuseEvent said)
    {
        var word = said.Type.StartsWith("observation", StringComparison.Ordinal)
            ? LangfuseEvents.TextOf(said, "type"u8) ?? ""
            : said.Type.Split('-')[0];
        return word.ToLowerInvariant() switch
        {
            "generation" => SpanType.Generation,
            "event" => SpanType.Event,
            "embedding" => SpanType.Embedding,
            "agent" => SpanType.Agent,
            "tool" => SpanType.Tool,
            "chain" => SpanType.Chain,
            "retriever" => SpanType.Retriever,
            "guardrail" => SpanType.Guardrail,
            "evaluator" => SpanType.Evaluator,
            _ => SpanType.Span,
        };
    }
}
