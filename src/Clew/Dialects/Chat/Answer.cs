using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects.Chat;

/// <summary>
/// What a model answered, where an SDK tells it in pieces: text, reasoning, tool calls and files, each under a name of
/// its own. Put together it is one message in the shape of OTel GenAI.
/// </summary>
readonly ref struct Answer
{
    /// <summary>Plain text.</summary>
    public ReadOnlyMemory<byte> Text { get; init; }

    /// <summary>Plain text.</summary>
    public ReadOnlyMemory<byte> Reasoning { get; init; }

    /// <summary>A JSON array: <c>[{"toolCallId":"…","toolName":"…","input":{…}}]</c>, or <c>args</c> for input.</summary>
    public ReadOnlyMemory<byte> ToolCalls { get; init; }

    /// <summary>A JSON array of parts: <c>[{"type":"file","mediaType":"image/png","data":"…"}]</c>.</summary>
    public ReadOnlyMemory<byte> Files { get; init; }

    public ReadOnlySpan<byte> FinishReason { get; init; }

    /// <summary>Whether there is nothing but text.</summary>
    public bool IsPlain => Reasoning.IsEmpty && !HasItems(ToolCalls) && !HasItems(Files);

    /// <summary>The message as a JSON array of one; empty if nothing was answered.</summary>
    public ReadOnlyMemory<byte> ToMessages(Reading reading)
    {
        var scratch = reading.Scratch();
        var writer = scratch.Begin();
        writer.WriteStartArray();
        writer.WriteStartObject();
        writer.WriteString("role"u8, "assistant"u8);
        writer.WriteStartArray("parts"u8);
        var hasParts = WriteText(writer, "reasoning"u8, Reasoning);
        hasParts |= WriteText(writer, "text"u8, Text);
        hasParts |= WriteCalls(writer);
        hasParts |= WriteFiles(writer);
        writer.WriteEndArray();
        if (!FinishReason.IsEmpty)
        {
            writer.WriteString("finish_reason"u8, FinishReason);
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
        return hasParts ? reading.Keep(scratch) : default;
    }

    /// <summary>Whether it is a JSON array that is not empty, as far as its first bytes tell.</summary>
    static bool HasItems(ReadOnlyMemory<byte> json) =>
        Json.FirstByte(json.Span) == (byte)'['
        && Json.FirstByte(json.Span[(json.Span.IndexOf((byte)'[') + 1)..]) != (byte)']';

    static bool WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> type, ReadOnlyMemory<byte> text)
    {
        if (text.IsEmpty)
        {
            return false;
        }

        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        writer.WriteString("content"u8, text.Span);
        writer.WriteEndObject();
        return true;
    }

    bool WriteCalls(Utf8JsonWriter writer)
    {
        using var document = HasItems(ToolCalls) ? Json.TryParse(ToolCalls) : null;
        if (document is null)
        {
            return false;
        }

        var any = false;
        foreach (var item in document.RootElement.EnumerateArray())
        {
            // Mastra 1 wraps each in a chunk of its stream: {"type":"tool-call","payload":{…}}.
            var call = Messages.Member(item, "payload") is { ValueKind: JsonValueKind.Object } payload ? payload : item;
            var part = MessageParts.Call(call);
            if (part.Name is null)
            {
                continue;
            }

            any = true;
            writer.WriteStartObject();
            writer.WriteString("type"u8, "tool_call"u8);
            if (part.Id is not null)
            {
                writer.WriteString("id"u8, part.Id);
            }

            writer.WriteString("name"u8, part.Name);
            if (part.Arguments is not null)
            {
                writer.WritePropertyName("arguments"u8);
                Json.WriteText(writer, System.Text.Encoding.UTF8.GetBytes(part.Arguments));
            }

            writer.WriteEndObject();
        }

        return any;
    }

    bool WriteFiles(Utf8JsonWriter writer)
    {
        using var document = HasItems(Files) ? Json.TryParse(Files) : null;
        if (document is null)
        {
            return false;
        }

        var any = false;
        foreach (var item in document.RootElement.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                any = true;
                Json.WriteRaw(writer, item);
            }
        }

        return any;
    }
}
