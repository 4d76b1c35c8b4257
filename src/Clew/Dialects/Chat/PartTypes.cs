using System.Text.Json;

namespace Clew.Dialects.Chat;

/// <summary>The words for text, tool calls and their results among the parts of a message.</summary>
static class PartTypes
{
    /// <summary>OTel <c>tool_call</c>, Anthropic <c>tool_use</c>, Vercel <c>tool-call</c>, Strands <c>toolUse</c>.</summary>
    public static bool IsToolCall(string? type) =>
        type is "tool_call" or "tool_use" or "tool-call" or "function_call" or "toolUse";

    public static bool IsText(in Utf8JsonReader reader) =>
        reader.ValueTextEquals("text"u8)
        || reader.ValueTextEquals("output_text"u8)
        || reader.ValueTextEquals("input_text"u8);

    public static bool IsToolCall(in Utf8JsonReader reader) =>
        reader.ValueTextEquals("tool_call"u8)
        || reader.ValueTextEquals("tool_use"u8)
        || reader.ValueTextEquals("tool-call"u8)
        || reader.ValueTextEquals("function_call"u8)
        || reader.ValueTextEquals("toolUse"u8);

    /// <summary>OTel <c>tool_call_response</c>, Anthropic <c>tool_result</c>, Vercel <c>tool-result</c>.</summary>
    public static bool IsToolResult(string? type) =>
        type is "tool_call_response" or "tool_result" or "tool-result" or "function_call_output" or "toolResult";

    public static bool IsToolResult(in Utf8JsonReader reader) =>
        reader.ValueTextEquals("tool_call_response"u8)
        || reader.ValueTextEquals("tool_result"u8)
        || reader.ValueTextEquals("tool-result"u8)
        || reader.ValueTextEquals("function_call_output"u8)
        || reader.ValueTextEquals("toolResult"u8);
}
