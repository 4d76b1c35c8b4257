using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects.Chat;

/// <summary>The messages of one span's events, gathered into one input and one output.</summary>
sealed class EventConversation(Reading reading)
{
    readonly JsonScratch input = reading.Scratch();
    readonly JsonScratch output = reading.Scratch();
    readonly List<string> reasons = [];
    Utf8JsonWriter? inputs;
    Utf8JsonWriter? outputs;

    /// <summary>Adds the message of a per-message event.</summary>
    public void Add(string eventName, JsonElement body, bool isAnswer)
    {
        if (isAnswer && EventMessages.FinishReasonOf(body) is { } reason)
        {
            reasons.Add(reason);
        }

        EventMessages.TryWrite(Into(isAnswer), eventName, body, out _);
    }

    /// <summary>Adds whole messages, or one: those of an answer if it is one.</summary>
    public void AddMessages(JsonElement messages, bool isAnswer)
    {
        var name = isAnswer ? "gen_ai.assistant.message" : "gen_ai.user.message";
        if (messages.ValueKind != JsonValueKind.Array)
        {
            EventMessages.TryWrite(Into(isAnswer), name, messages, out _);
            return;
        }

        foreach (var message in messages.EnumerateArray())
        {
            EventMessages.TryWrite(Into(isAnswer), name, message, out _);
        }
    }

    public void State(Provenance said, Provenance answered)
    {
        if (End(inputs, input) is { } messages)
        {
            reading.Input(ContentSource.OldEvents, messages, Payload.Json, said);
        }

        if (End(outputs, output) is { } choices)
        {
            reading.Output(ContentSource.OldEvents, choices, Payload.Json, answered);
        }

        if (reading.IsDetail && FinishReasons.TextOf(reasons) is { } text)
        {
            reading.Text(Field.FinishReason, text, answered);
        }
    }

    Utf8JsonWriter Into(bool isAnswer) => isAnswer ? outputs ??= Begin(output) : inputs ??= Begin(input);

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
