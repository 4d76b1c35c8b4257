using System.Text;
using System.Text.Json;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary><c>trace-create</c>: creates a trace, or changes what it names.</summary>
static class LangfuseTraceEvents
{
    static readonly (string Member, Field Field, bool EmptyClears)[] Texts =
    [
        ("name", Field.TraceName, false),
        ("userId", Field.UserId, true),
        ("sessionId", Field.SessionId, true),
        ("release", Field.Release, true),
        ("version", Field.Version, true),
        ("externalId", Field.ExternalId, true),
    ];

    public static void Read(LangfuseEvent said, Reading reading)
    {
        LangfuseEvents.ReadStart(said, "timestamp", Field.TraceStartNano, Subject.Trace, reading);
        foreach (var (member, field, emptyClears) in Texts)
        {
            var name = Encoding.UTF8.GetBytes(member);
            if (LangfuseEvents.TryGet(said, name, out _))
            {
                var text = LangfuseEvents.TextOf(said, name);
                reading.Trace(field, emptyClears && text == "" ? null : text, LangfuseEvents.SourceOf(member));
            }
        }

        if (LangfuseEvents.TextOf(said, "environment"u8) is { Length: > 0 } environment)
        {
            reading.Trace(
                Field.Environment,
                LangfuseEnvironment.Of(environment),
                LangfuseEvents.SourceOf("environment")
            );
        }

        var isPublic = LangfuseEvents.TextOf(said, "public"u8);
        if (isPublic is "true" or "false")
        {
            // Who does not say so does not take it back.
            reading.Trace(Field.Public, null, LangfuseEvents.SourceOf("public"), number: isPublic == "true" ? 1 : 0);
        }

        ReadTags(said, reading);
        if (LangfuseEvents.TryGet(said, "metadata"u8, out var metadata) && LangfuseEvents.SaysSomething(metadata))
        {
            Leaves.ReadMetadataAt("", metadata, MetadataOf.Trace, reading, LangfuseEvents.SourceOf("metadata"));
        }

        ReadContent(said, reading);
    }

    static void ReadTags(LangfuseEvent said, Reading reading)
    {
        if (!LangfuseEvents.TryGet(said, "tags"u8, out var tags))
        {
            return;
        }

        using var document = Json.TryParse(tags.Memory);
        if (document?.RootElement is { ValueKind: JsonValueKind.Array } list)
        {
            foreach (var tag in list.EnumerateArray())
            {
                if (JsonStrings.TextOf(tag) is { } text)
                {
                    reading.Trace(Field.Tag, text, LangfuseEvents.SourceOf("tags"));
                }
            }
        }
    }

    static void ReadContent(LangfuseEvent said, Reading reading)
    {
        if (LangfuseEvents.TryGet(said, "input"u8, out var input))
        {
            var (utf8, mime) = LangfuseEvents.ContentOf(input);
            var source = LangfuseEvents.SourceOf("input");
            reading.Trace(Field.TraceInputPreview, Preview.OfInput(utf8.Span), source);
            reading.Trace(Field.TraceInput, new Payload(utf8, mime), source);
        }

        if (LangfuseEvents.TryGet(said, "output"u8, out var output))
        {
            var (utf8, mime) = LangfuseEvents.ContentOf(output);
            var source = LangfuseEvents.SourceOf("output");
            var isMerge = LangfuseEvents.IsMerge(said);
            var line = Preview.OfOutput(utf8.Span);
            reading.Trace(Field.TraceOutputPreview, isMerge ? MergedOutput.LineOf(line) : line, source);
            reading.Trace(
                isMerge ? Field.TraceOutputPatch : Field.TraceOutput,
                new Payload(utf8, mime),
                source,
                isMerge ? "" : null
            );
        }
    }
}
