using System.Globalization;
using System.Text;
using System.Text.Json;
using Clew.Dialects;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;
using Clew.Wire.Otlp;

namespace Clew.Api;

/// <summary>A span's story in the words of the API.</summary>
static class SpanDetails
{
    static readonly string[] Kinds = ["unspecified", "internal", "server", "client", "producer", "consumer"];

    /// <param name="kept">The span's row as it is stored: a cost is what it was when it was worked out.</param>
    public static SpanDetail Of(TraceId trace, SpanStory story, SpanRow? kept, bool counts)
    {
        var (facts, said, row, span) = (story.Facts, story.TraceFacts, story.Row, story.Span!);
        var (input, output) = (story.Input, story.Output);
        var (cutInput, cutOutput) = (
            ContentView.Of(input, story.IsSentWhole),
            ContentView.Of(output, story.IsSentWhole)
        );
        var llm = LlmOf(row.Chat, input);
        var use = new AttributeUse(story);
        return new()
        {
            TraceId = trace.ToString(),
            SpanId = story.Id.ToString(),
            ParentSpanId = Summaries.IdOf(row.ParentId),
            Name = row.Name,
            Type = Words.Of(row.Type),
            Status = Words.Of(row.Status),
            Level = Words.Of(row.Level),
            Operation = facts.Text(Field.Operation),
            Kind = (uint)span.Kind < Kinds.Length ? Kinds[span.Kind] : span.Kind.ToString(CultureInfo.InvariantCulture),
            StartUnixNano = Summaries.Nano(row.StartNano),
            EndUnixNano = Summaries.Nano(row.EndNano),
            DurationNano = Summaries.Nano(row.EndNano - row.StartNano),
            ErrorMessage = facts.Text(Field.ErrorMessage),
            ErrorType = facts.Text(Field.ErrorType),
            Model = row.Model,
            ResponseModel = row.ResponseModel,
            Provider = row.Provider,
            Service = row.Service,
            Parameters = JsonText.Parse(PathTree.ToJson(facts, Field.Parameter)),
            FinishReasons = FinishReasons.Of(facts),
            TimeToFirstTokenNano = Summaries.Nano(story.TimeToFirstTokenNano),
            Usage = row.Usage.IsEmpty ? null : Summaries.Of(row.Usage),
            CountsTowardTotals = counts,
            Cost = Summaries.CostOf(kept ?? row),
            Input = cutInput.Text,
            InputMimeType = cutInput.Mime,
            InputTruncated = cutInput.IsCut,
            InputSize = cutInput.Size,
            InputCutBySender = cutInput.IsCutBySender,
            Output = cutOutput.Text,
            OutputMimeType = cutOutput.Mime,
            OutputTruncated = cutOutput.IsCut,
            OutputSize = cutOutput.Size,
            OutputCutBySender = cutOutput.IsCutBySender,
            InputMessages = ShapesOf(cutInput.Messages),
            OutputMessages = ShapesOf(cutOutput.Messages),
            SystemInstructions = Content.InstructionsOf(facts),
            ToolDefinitions = JsonText.ParseList(TextOf(facts, Field.ToolDefinitions)),
            ToolName = row.ToolName,
            ToolCallId = facts.Text(Field.ToolCallId),
            ToolArguments = TextOf(facts, Field.ToolArguments),
            ToolResult = TextOf(facts, Field.ToolResult),
            Documents = JsonText.ParseList(TextOf(facts, Field.Document)),
            EmbeddingCount = facts.Number(Field.EmbeddingCount),
            EmbeddingDimensions = facts.Number(Field.EmbeddingDimensions),
            PromptName = facts.Text(Field.PromptName),
            PromptVersion = facts.Text(Field.PromptVersion),
            SessionId = said.Text(Field.SessionId),
            UserId = said.Text(Field.UserId),
            Environment = said.Text(Field.Environment),
            Release = said.Text(Field.Release),
            Version = said.Text(Field.Version),
            Tags = said.Texts(Field.Tag),
            Metadata = JsonText.Parse(PathTree.ToJson(facts, Field.Metadata)),
            Llm = llm,
            Attributes = [.. use.Of(span.Attributes, AttributePlace.Span), .. LlmAttributes.Of(llm)],
            Resource = new(
                use.Of(span.Resource.Attributes, AttributePlace.Resource),
                span.Resource.SchemaUrl,
                span.Resource.DroppedAttributes
            ),
            Scope = new(
                span.Scope.Name,
                span.Scope.Version,
                use.Of(span.Scope.Attributes, AttributePlace.Scope),
                span.Scope.SchemaUrl,
                span.Scope.DroppedAttributes
            ),
            Events = [.. span.Events.Select(e => EventOf(e, use))],
            Links = [.. span.Links.Select(LinkOf)],
            Logs = [.. story.Logs.OrderBy(l => l.TimeNano).Select(l => LogOf(l, use))],
            TraceState = span.TraceState,
            Flags = span.Flags,
            DroppedAttributesCount = span.DroppedAttributes,
            DroppedEventsCount = span.DroppedEvents,
            DroppedLinksCount = span.DroppedLinks,
            Warnings = SpanWarnings.Of(story, row),
            Provenance = Sources.Of(story, kept),
            Raw = [.. story.Records.Select(RawOf)],
        };
    }

    internal static MessageShape[]? ShapesOf(IReadOnlyList<Message>? messages) =>
        messages?.Select(m => new MessageShape(m.Role, m.Name, m.FinishReason, [.. m.Parts.Select(PartOf)])).ToArray();

    static string? TextOf(Fold facts, Field field) =>
        facts.Text(field) ?? (facts.Payload(field) is { } payload ? Encoding.UTF8.GetString(payload.Utf8.Span) : null);

    /// <summary>The facts of the input as it is shown, so with the instructions that were put in front.</summary>
    static LlmShape? LlmOf(ChatFacts? row, Content? input)
    {
        var chat = input is null ? null : ChatMl.Facts(input.Payload.Utf8.Span);
        if ((chat ?? row) is not { } c)
        {
            return null;
        }

        return new()
        {
            MessageCount = c.Messages,
            UserMessageCount = c.User,
            AssistantMessageCount = c.Assistant,
            SystemMessageCount = c.System,
            ToolMessageCount = c.Tool,
            FirstRole = c.FirstRole,
            LastRole = c.LastRole,
            HasToolCalls = c.ToolCalls > 0,
            ToolCallCount = c.ToolCalls,
        };
    }

    static PartShape PartOf(MessagePart part) =>
        new(
            part.Type,
            part.Text,
            part.Id,
            part.Name,
            part.Arguments,
            part.Result,
            part.Uri,
            part.MimeType,
            part.FileId,
            part.Json
        );

    static EventShape EventOf(DecodedEvent e, AttributeUse use) =>
        new(
            Summaries.Nano(e.TimeNano),
            AttributeShapes.Text(e.Name),
            use.Of(e.Attributes, AttributePlace.Event, AttributeShapes.Text(e.Name)),
            e.DroppedAttributes
        );

    static LinkShape LinkOf(DecodedLink link) =>
        new(
            link.TraceId,
            link.SpanId,
            link.TraceState,
            AttributeShapes.Of(link.Attributes),
            link.Flags,
            link.DroppedAttributes
        );

    static LogShape LogOf(DecodedLog log, AttributeUse use) =>
        new(
            Summaries.Nano(log.TimeNano),
            Summaries.Nano(log.ObservedTimeNano),
            log.SeverityNumber,
            log.SeverityText,
            log.EventName,
            AttributeShapes.Of(log.Body, null),
            use.Of(log.Attributes, AttributePlace.Log, log.EventName)
        );

    static RawShape RawOf(Record record) =>
        new(
            record.Kind switch
            {
                RecordKind.OtlpSpan => "otlp_span",
                RecordKind.OtlpLog => "otlp_log",
                _ => "langfuse_event",
            },
            record.Encoding == RecordEncoding.Json ? "json" : "protobuf",
            Summaries.Nano(record.ArrivalNano),
            record.Sequence,
            JsonText.Parse(record.Kind.HasOwnId() ? record.Bytes : RecordReader.ToJson(record))
        );
}
