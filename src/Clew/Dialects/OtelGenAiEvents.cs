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
/// <item>of any age: <c>gen_ai.evaluation.result</c>, see <see cref="GenAiEvaluations"/>.</item>
/// </list>
/// What they repeat of the span counts for less than what the span says itself.
/// </summary>
sealed class OtelGenAiEvents : GenAiVocabulary
{
    const string Details = "gen_ai.client.inference.operation.details";
    const string Failure = "gen_ai.client.operation.exception";

    readonly Provenance message;
    readonly Provenance choice;
    readonly Provenance failure;
    readonly Key eventContent;
    readonly GenAiEvaluations evaluations;

    public OtelGenAiEvents()
        : base("otel-genai-events")
    {
        message = SourceOf("gen_ai.*.message");
        choice = SourceOf("gen_ai.choice");
        failure = SourceOf(Failure);
        eventContent = Attribute("gen_ai.event.content");
        evaluations = new(Attribute);
    }

    public override bool ListensToAll => true;

    public override bool Reads(AttributePlace place, string name, ReadOnlySpan<byte> key, bool isKnown)
    {
        if (place is not (AttributePlace.Event or AttributePlace.Log))
        {
            return false;
        }

        var isFailure =
            name == Failure && (key.SequenceEqual("exception.message"u8) || key.SequenceEqual("exception.type"u8));

        // The attributes may be the message.
        return isKnown || isFailure || (!EventMessages.RoleIn(name).IsEmpty && !key.StartsWith("gen_ai."u8));
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var conversation = default(EventConversation?);
        var evaluation = 0;
        foreach (var e in span.Events)
        {
            if (!e.Name.Span.StartsWith("gen_ai."u8))
            {
                continue;
            }

            var name = reading.Strings.Of(e.Name.Span);
            if (!EventMessages.RoleIn(name).IsEmpty)
            {
                if (!IsWanted(EventMessages.IsChoice(name), reading))
                {
                    continue;
                }

                reading.EventAttributes.Load(e.Attributes);
                conversation ??= new(reading);
                using var body = BodyOf(reading, e.Attributes, default);
                conversation.Add(name, body.RootElement, EventMessages.IsChoice(name));
                continue;
            }

            reading.EventAttributes.Load(e.Attributes);
            if (name == Details)
            {
                ReadAttributes(reading.EventAttributes, reading, ContentSource.Events);
            }
            else if (name == GenAiEvaluations.Event)
            {
                var time = e.TimeNano > 0 ? e.TimeNano : span.EndNano;
                evaluations.Read(reading.EventAttributes, reading, span.TraceId, span.SpanId, time, evaluation++);
            }
            else
            {
                // Others tell of single steps: what they say of models and tokens is not the span's.
                ReadMessages(reading.EventAttributes, reading, ContentSource.Events);
                ReadWhole(name, e.Attributes, reading, ref conversation);
            }
        }

        conversation?.State(message, choice);
        if (evaluations.Speaks(reading.Attributes))
        {
            var time = span.EndNano > 0 ? span.EndNano : span.StartNano;
            evaluations.Read(reading.Attributes, reading, span.TraceId, span.SpanId, time, evaluation);
        }
    }

    /// <summary>
    /// Foundry's names for events: <c>gen_ai.input.messages</c> with all messages in <c>gen_ai.event.content</c>.
    /// </summary>
    void ReadWhole(string name, Attributes attributes, Reading reading, ref EventConversation? conversation)
    {
        if (!reading.EventAttributes.TryGet(eventContent, out var content))
        {
            return;
        }

        var isAnswer = name is "gen_ai.output.messages";
        if (isAnswer || name is "gen_ai.input.messages")
        {
            if (IsWanted(isAnswer, reading))
            {
                conversation ??= new(reading);
                using var body = BodyOf(reading, attributes, default);
                conversation.AddMessages(body.RootElement, isAnswer);
            }
        }
        else if (name is "gen_ai.system.instructions" or "gen_ai.system_instructions")
        {
            reading.Number(Field.HasInstructions, 1, message);
            if (reading.IsDetail)
            {
                reading.Text(Field.Instructions, reading.PayloadOf(content, null), message);
            }
        }
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
        else if (name == Details)
        {
            ReadAttributes(reading.Attributes, reading, ContentSource.Events);
        }
        else if (name == GenAiEvaluations.Event)
        {
            var time = log.TimeNano > 0 ? log.TimeNano : log.ObservedTimeNano;
            evaluations.Read(reading.Attributes, reading, log.TraceId, log.SpanId, time, time);
        }
        else
        {
            ReadMessages(reading.Attributes, reading, ContentSource.Events);
            ReadPlain(log, name, reading);
        }
    }

    /// <summary>Semantic Kernel in Python: the prompt of a text completion is the body of <c>gen_ai.prompt</c>.</summary>
    void ReadPlain(DecodedLog log, string name, Reading reading)
    {
        if (log.Body.Kind == ValueKind.Empty)
        {
            return;
        }

        if (name is "gen_ai.prompt" or "gen_ai.content.prompt")
        {
            reading.Input(ContentSource.OldEvents, log.Body, null, message);
        }
        else if (name is "gen_ai.completion" or "gen_ai.content.completion")
        {
            reading.Output(ContentSource.OldEvents, log.Body, null, choice);
        }
    }

    /// <summary>Whether the message could matter: not if the span itself has the conversation.</summary>
    static bool IsWanted(bool isAnswer, Reading reading) =>
        reading.IsDetail
        || (isAnswer ? reading.WantsOutput(ContentSource.OldEvents) : reading.WantsInput(ContentSource.OldEvents));

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
}
