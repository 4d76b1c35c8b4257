using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects.Chat;

/// <summary>
/// Reads parts that are told apart by the name of their member instead of a <c>type</c>:
/// <code>
/// Bedrock Converse  {"text":…} {"toolUse":{"toolUseId":…,"name":…,"input":…}} {"toolResult":{"toolUseId":…,"content":[…]}}
///                   {"reasoningContent":{"reasoningText":{"text":…}}} {"image":{"format":"png","source":{"bytes":…}}}
/// Gemini            {"text":…,"thought":true} {"functionCall":{"id":…,"name":…,"args":…}} {"functionResponse":{…,"response":…}}
///                   {"inlineData":{"mimeType":…,"data":…}} {"fileData":{"fileUri":…}}, and all of them in snake case
/// Genkit            {"text":…} {"reasoning":…} {"media":{"url":…,"contentType":…}}
///                   {"toolRequest":{"name":…,"ref":…,"input":…}} {"toolResponse":{"name":…,"ref":…,"output":…}}
/// </code>
/// </summary>
static class UntypedParts
{
    /// <summary>The part, or null if no member of it is known.</summary>
    public static MessagePart? Read(JsonElement part)
    {
        if (MessageParts.Text(part, "text") is { } text)
        {
            // Gemini marks what the model thinks; older versions wrote the thought itself here.
            var isThought = MessageParts.Member(part, "thought") is { ValueKind: JsonValueKind.True };
            return new(isThought ? "reasoning" : "text") { Text = text };
        }

        if (MessageParts.Text(part, "reasoning") is { } thought)
        {
            return new("reasoning") { Text = thought };
        }

        foreach (var member in part.EnumerateObject())
        {
            if (Of(JsonStrings.NameOf(member), member.Value) is { } read)
            {
                return read;
            }
        }

        return null;
    }

    /// <summary>The part that stands under a name; null if the name is not known.</summary>
    public static MessagePart? Of(string name, JsonElement body) =>
        body.ValueKind != JsonValueKind.Object
            ? null
            : name switch
            {
                "toolUse" or "functionCall" or "function_call" or "toolRequest" => MessageParts.Call(body),
                "toolResult" or "functionResponse" or "function_response" or "toolResponse" => MessageParts.Result(
                    body
                ),
                "reasoningContent" => Reasoning(body),
                "inlineData" or "inline_data" or "fileData" or "file_data" or "media" => MessageParts.File(body),
                "image" or "audio" or "video" or "document" => Media(name, body),
                _ => null,
            };

    public static bool IsCall(in Utf8JsonReader reader) =>
        reader.ValueTextEquals("toolUse"u8)
        || reader.ValueTextEquals("functionCall"u8)
        || reader.ValueTextEquals("function_call"u8)
        || reader.ValueTextEquals("toolRequest"u8);

    public static bool IsResult(in Utf8JsonReader reader) =>
        reader.ValueTextEquals("toolResult"u8)
        || reader.ValueTextEquals("functionResponse"u8)
        || reader.ValueTextEquals("function_response"u8)
        || reader.ValueTextEquals("toolResponse"u8);

    static MessagePart Reasoning(JsonElement body) =>
        new("reasoning")
        {
            Text = MessageParts.Member(body, "reasoningText") is { } inner
                ? MessageParts.Text(inner, "text") ?? JsonStrings.TextOf(inner)
                : MessageParts.Text(body, "text"),
        };

    /// <summary><c>{"format":"png","source":{"bytes":"…"}}</c>, or <c>{"s3Location":{"uri":"…"}}</c> as the source.</summary>
    static MessagePart? Media(string name, JsonElement body)
    {
        if (MessageParts.Member(body, "source") is not { ValueKind: JsonValueKind.Object } source)
        {
            return null;
        }

        var format = MessageParts.Text(body, "format");
        var mime = format is null ? null : $"{(name == "document" ? "application" : name)}/{format}";
        var stored = MessageParts.Member(source, "s3Location") ?? MessageParts.Member(source, "location") ?? source;
        return new(name == "document" ? "file" : name)
        {
            Name = MessageParts.Text(body, "name"),
            MimeType = mime,
            Uri =
                MessageParts.Text(stored, "uri")
                ?? MessageParts.Text(stored, "url")
                ?? MessageParts.DataUri(mime, MessageParts.Text(source, "bytes") ?? MessageParts.Text(source, "data")),
        };
    }
}
