using System.Text.Json;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// OTel GenAI content outside of the span's attributes: in span events and in log records that name the span.
/// <list type="bullet">
/// <item>1.37 on: <c>gen_ai.client.inference.operation.details</c> with the attributes of a span, often several for
/// one span, each with a part of them; all are read.</item>
/// <item>1.28 to 1.36: one event per message, see <see cref="EventMessages"/>.</item>
/// <item>before: <c>gen_ai.content.prompt</c> and <c>gen_ai.content.completion</c>.</item>
/// </list>
/// What they repeat of the span counts for less than what the span says itself.
/// </summary>
sealed class OtelGenAiEvents : GenAiVocabulary
{
    const string Failure = "gen_ai.client.operation.exception";

    readonly Provenance message;
    readonly Provenance choice;
    readonly Provenance failure;
    readonly Key eventContent;

    public OtelGenAiEvents()
        : base("otel-genai-events")
    {
        message = SourceOf("gen_ai.*.message");
        choice = SourceOf("gen_ai.choice");
        failure = SourceOf(Failure);
        eventContent = Attribute("gen_ai.event.content");
    }

    public override bool Speaks(Reading reading) => true;

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var conversation = default(Conversation?);
        foreach (var e in span.Events)
        {
            if (!e.Name.Span.StartsWith("gen_ai."u8))
            {
                continue;
            }

            var name = reading.Strings.Of(e.Name.Span);
            if (!EventMessages.RoleIn(name).IsEmpty)
            {
                if (!IsWanted(name, reading))
                {
                    continue;
                }

                reading.EventAttributes.Load(e.Attributes);
                conversation ??= new(reading);
                conversation.Add(name, BodyOf(reading, e.Attributes, default));
            }
            else if (IsDetails(name))
            {
                reading.EventAttributes.Load(e.Attributes);
                ReadAttributes(reading.EventAttributes, reading, ContentSource.Events);
            }
        }

        conversation?.State(message, choice);
    }

    public override void ReadLog(DecodedLog log, Reading reading)
    {
        var name = log.EventName;
        if (!name.StartsWith("gen_ai.", StringComparison.Ordinal))
        {
            return;
        }

        reading.EventAttributes.Load(log.Attributes);
        if (!EventMessages.RoleIn(name).IsEmpty)
        {
            ReadMessage(log, name, reading);
        }
        else if (name == Failure)
        {
            ReadFailure(log, reading);
        }
        else if (IsDetails(name))
        {
            ReadAttributes(reading.Attributes, reading, ContentSource.Events);
        }
    }

    /// <summary>Whether the message could matter: not if the span itself has the conversation.</summary>
    static bool IsWanted(string name, Reading reading) =>
        reading.IsDetail
        || (
            EventMessages.IsChoice(name)
                ? reading.WantsOutput(ContentSource.OldEvents)
                : reading.WantsInput(ContentSource.OldEvents)
        );

    /// <summary>An evaluation is no part of the conversation: it will become a score.</summary>
    static bool IsDetails(string name) => name != "gen_ai.evaluation.result";

    /// <summary>A message that comes alone: a store puts it together with the others of its span.</summary>
    void ReadMessage(DecodedLog log, string name, Reading reading)
    {
        using var body = BodyOf(reading, log.Attributes, log.Body);
        var scratch = reading.Scratch();
        var writer = scratch.Begin();
        writer.WriteStartArray();
        if (
            EventMessages.IsChoice(name)
            && reading.IsDetail
            && EventMessages.FinishReasonOf(body.RootElement) is { } reason
        )
        {
            reading.Text(Field.FinishReason, FinishReasons.TextOf([reason]), choice);
        }

        if (!EventMessages.TryWrite(writer, name, body.RootElement, out var role))
        {
            return;
        }

        writer.WriteEndArray();
        var array = reading.Keep(scratch);
        var one = array[1..^1];
        if (EventMessages.IsChoice(name))
        {
            reading.Content(Field.OutputPreview, ContentSource.OldEvents, 0, Preview.OfMessage(one.Span), choice);
            if (reading.IsDetail)
            {
                reading.Content(
                    Field.OutputMessage,
                    ContentSource.OldEvents,
                    0,
                    new Payload(one, Payload.Json),
                    choice
                );
            }

            return;
        }

        // A user's word is the better line to show, whichever comes first.
        var weight = role == "user" ? ContentSource.OldEvents : ContentSource.Derived;
        reading.Content(Field.InputPreview, weight, 0, Preview.OfMessage(one.Span), message);
        var calls = ChatMl.TryScan(array.Span, out var scan) ? scan.ToolCalls : 0;
        reading.Content(Field.InputMessageRole, ContentSource.OldEvents, calls, role, message);
        if (reading.IsDetail)
        {
            reading.Content(Field.InputMessage, ContentSource.OldEvents, 0, new Payload(one, Payload.Json), message);
        }
    }

    void ReadFailure(DecodedLog log, Reading reading)
    {
        reading.Number(Field.Failed, 1, failure);
        if (!reading.IsDetail)
        {
            return;
        }

        if (log.Attributes.TryGet("exception.message"u8, out var value) && value.Text is { Length: > 0 } text)
        {
            reading.Text(Field.ErrorMessage, text, failure);
        }

        if (log.Attributes.TryGet("exception.type"u8, out value) && value.Text is { Length: > 0 } type)
        {
            reading.Text(Field.ErrorType, type, failure);
        }
    }

    /// <summary>The body of a per-message event as JSON, wherever it stands.</summary>
    JsonDocument BodyOf(Reading reading, Attributes attributes, in Value body)
    {
        var value = reading.EventAttributes.TryGet(eventContent, out var content) ? content : body;
        var scratch = reading.Brief;
        var writer = scratch.Begin();
        if (value.Kind == ValueKind.Empty)
        {
            WriteAttributes(writer, attributes);
        }
        else
        {
            Json.WriteLoose(writer, value);
        }

        return JsonDocument.Parse(JsonStrings.Mend(scratch.End()), Json.Document);
    }

    /// <summary><c>gen_ai.user.message {content: "[{\"text\":\"Hi\"}]"}</c>: the attributes are the body.</summary>
    static void WriteAttributes(Utf8JsonWriter writer, Attributes attributes)
    {
        writer.WriteStartObject();
        foreach (var value in attributes)
        {
            if (
                value.Kind != ValueKind.Empty
                && !value.Key.StartsWith("gen_ai."u8)
                && !value.Key.SequenceEqual("event.name"u8)
            )
            {
                writer.WritePropertyName(value.Key);
                Json.WriteLoose(writer, value);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>The messages of one span's events, gathered into one input and one output.</summary>
    sealed class Conversation(Reading reading)
    {
        readonly JsonScratch input = reading.Scratch();
        readonly JsonScratch output = reading.Scratch();
        readonly List<string> reasons = [];
        Utf8JsonWriter? inputs;
        Utf8JsonWriter? outputs;

        public void Add(string name, JsonDocument body)
        {
            using (body)
            {
                var isChoice = EventMessages.IsChoice(name);
                if (isChoice && EventMessages.FinishReasonOf(body.RootElement) is { } reason)
                {
                    reasons.Add(reason);
                }

                var into = isChoice ? outputs ??= Begin(output) : inputs ??= Begin(input);
                EventMessages.TryWrite(into, name, body.RootElement, out _);
            }
        }

        public void State(Provenance messages, Provenance choices)
        {
            if (End(inputs, input) is { } said)
            {
                reading.Input(ContentSource.OldEvents, said, Payload.Json, messages);
            }

            if (End(outputs, output) is { } answered)
            {
                reading.Output(ContentSource.OldEvents, answered, Payload.Json, choices);
            }

            if (reading.IsDetail && FinishReasons.TextOf(reasons) is { } text)
            {
                reading.Text(Field.FinishReason, text, choices);
            }
        }

        static Utf8JsonWriter Begin(JsonScratch scratch)
        {
            var writer = scratch.Begin();
            writer.WriteStartArray();
            return writer;
        }

        /// <summary>The array; null if it has no message.</summary>
        ReadOnlyMemory<byte>? End(Utf8JsonWriter? writer, JsonScratch scratch)
        {
            if (writer is null || writer.BytesCommitted + writer.BytesPending <= 1)
            {
                return null;
            }

            writer.WriteEndArray();
            return reading.Keep(scratch);
        }
    }
}
