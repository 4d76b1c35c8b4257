using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Rebuilds a flattened conversation in the shape of OTel GenAI:
/// <code>
/// llm.input_messages.0.message.role = "user"
/// llm.input_messages.0.message.content = "Hi"
/// llm.input_messages.1.message.contents.0.message_content.type = "image"
/// llm.input_messages.1.message.contents.0.message_content.image.image.url = "https://…"
/// llm.input_messages.2.message.tool_calls.0.tool_call.function.name = "get_weather"
///
/// [{"role":"user","parts":[{"type":"text","content":"Hi"}]},…]
/// </code>
/// </summary>
static class OpenInferenceMessages
{
    /// <returns>Whether there was any message.</returns>
    public static bool Write(Utf8JsonWriter writer, ReadOnlySpan<Flattened> entries, ReadOnlySpan<byte> defaultRole)
    {
        var any = false;
        writer.WriteStartArray();
        while (Flattened.TryTakeGroup(ref entries, out var message))
        {
            WriteMessage(writer, message, defaultRole);
            any = true;
        }

        writer.WriteEndArray();
        return any;
    }

    static void WriteMessage(Utf8JsonWriter writer, ReadOnlySpan<Flattened> message, ReadOnlySpan<byte> defaultRole)
    {
        var content = Flattened.Find(message, "message.content"u8, "content"u8);
        var callId = Flattened.Find(message, "message.tool_call_id"u8, "tool_call_id"u8);
        var role = Flattened.Find(message, "message.role"u8, "role"u8);
        var name = Flattened.Find(message, "message.name"u8, "name"u8);
        var contents = Flattened.Within(message, "message.contents."u8);
        var calls = Flattened.Within(message, "message.tool_calls."u8);
        writer.WriteStartObject();
        if (role.Kind == ValueKind.String && !role.Utf8.IsEmpty)
        {
            writer.WriteString("role"u8, role.Utf8);
        }
        else
        {
            writer.WriteString("role"u8, callId.Kind == ValueKind.String ? "tool"u8 : defaultRole);
        }

        WriteMember(writer, "name"u8, name);
        writer.WriteStartArray("parts"u8);
        var isResult = callId.Kind == ValueKind.String || (calls.IsEmpty && IsTool(role));
        if (isResult)
        {
            WriteResult(writer, callId, name, content, ref contents);
        }
        else if (!IsEmpty(content) && !IsRepeated(content, contents))
        {
            WriteContent(writer, content);
        }

        while (Flattened.TryTakeGroup(ref contents, out var part))
        {
            OpenInferenceParts.Write(writer, part, calls);
        }

        while (Flattened.TryTakeGroup(ref calls, out var call))
        {
            OpenInferenceParts.WriteCall(writer, call);
        }

        // The way before tool calls.
        if (Flattened.Find(message, "message.function_call_name"u8) is { Kind: ValueKind.String } function)
        {
            OpenInferenceParts.WriteCall(
                writer,
                default,
                function,
                Flattened.Find(message, "message.function_call_arguments_json"u8)
            );
        }

        writer.WriteEndArray();
        var reason = Flattened.Find(message, "message.finish_reason"u8, "finish_reason"u8);
        WriteMember(writer, "finish_reason"u8, reason);
        writer.WriteEndObject();
    }

    /// <summary>What a tool answered: the content, or where there is none the first text of the contents.</summary>
    static void WriteResult(
        Utf8JsonWriter writer,
        in Value callId,
        in Value name,
        in Value content,
        ref ReadOnlySpan<Flattened> contents
    )
    {
        var result = content;
        if (IsEmpty(result) && !contents.IsEmpty)
        {
            var rest = contents;
            Flattened.TryTakeGroup(ref rest, out var first);
            if (OpenInferenceParts.TextOf(first) is { Kind: ValueKind.String } text)
            {
                result = text;
                contents = rest;
            }
        }

        writer.WriteStartObject();
        writer.WriteString("type"u8, "tool_call_response"u8);
        WriteMember(writer, "id"u8, callId);
        if (callId.Kind != ValueKind.String)
        {
            WriteMember(writer, "name"u8, name);
        }

        writer.WritePropertyName("response"u8);
        Json.Write(writer, result);
        writer.WriteEndObject();
    }

    /// <summary>Text; or a list of parts in words of the sender's own, natively.</summary>
    static void WriteContent(Utf8JsonWriter writer, in Value content)
    {
        if (content.Kind != ValueKind.Array)
        {
            OpenInferenceParts.WriteText(writer, "text"u8, content);
            return;
        }

        foreach (var part in content.Children)
        {
            Json.Write(writer, part);
        }
    }

    static bool IsTool(in Value role) =>
        role.Kind == ValueKind.String && (role.Utf8.SequenceEqual("tool"u8) || role.Utf8.SequenceEqual("function"u8));

    static bool IsEmpty(in Value content) =>
        content.Kind == ValueKind.Empty || (content.Kind == ValueKind.String && content.Utf8.IsEmpty);

    /// <summary>Content and contents are alternatives; who sends both says the same twice.</summary>
    static bool IsRepeated(in Value content, ReadOnlySpan<Flattened> contents)
    {
        while (Flattened.TryTakeGroup(ref contents, out var part))
        {
            if (OpenInferenceParts.TextOf(part).Utf8.SequenceEqual(content.Utf8) && !content.Utf8.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    static void WriteMember(Utf8JsonWriter writer, ReadOnlySpan<byte> name, in Value value) =>
        OpenInferenceParts.WriteMember(writer, name, value);
}
