using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects.Chat;

/// <summary>
/// Reads one part of a message. The shapes, by their <c>type</c>:
/// <code>
/// OTel       text{content} reasoning{content} tool_call{id,name,arguments} tool_call_response{id,response|result}
///            blob{modality,mime_type,content} uri{modality,uri} file{modality,file_id} server_tool_call{…}
/// OpenAI     text{text} image_url{image_url:{url}} input_audio{input_audio:{data,format}} file{file:{file_id}} refusal
/// Assistants text{text:{value}}; Azure's events leave the type out
/// Anthropic  text{text} thinking{thinking} tool_use{id,name,input} tool_result{tool_use_id,content} image{source:{…}}
/// Pydantic   thinking{content} image-url{url} audio-url{url} document-url{url} binary{media_type,content}
/// Vercel     text{text} tool-call{toolCallId,toolName,input} tool-result{…,output} image{image} file{data,mediaType}
/// LiveKit    image_content{image} audio_content{transcript}
/// </code>
/// Parts without a type: <see cref="UntypedParts"/>.
/// </summary>
static class MessageParts
{
    public static MessagePart Read(JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.String)
        {
            return new("text") { Text = JsonStrings.TextOf(part) };
        }

        if (part.ValueKind != JsonValueKind.Object)
        {
            return Other(part);
        }

        var type = Text(part, "type");
        if (type is null)
        {
            return Nested(part) is { } bare ? new("text") { Text = bare } : UntypedParts.Read(part) ?? Other(part);
        }

        // {"type":"reasoningContent","content":{…}}: an untyped part in the clothes of OTel.
        if (
            Member(part, "content") is { ValueKind: JsonValueKind.Object } body
            && UntypedParts.Of(type, body) is { } named
        )
        {
            return named;
        }

        if (PartTypes.IsToolCall(type) || type is "server_tool_call" or "server_tool_use")
        {
            return Call(part);
        }

        if (PartTypes.IsToolResult(type) || type is "server_tool_call_response")
        {
            return Result(part);
        }

        return type switch
        {
            "text" or "input_text" or "output_text" => new("text")
            {
                Text = Any(part, "content", "text") ?? Nested(part),
            },
            "refusal" => new("text") { Text = Any(part, "refusal", "content") },
            "reasoning" or "thinking" => new("reasoning") { Text = Any(part, "content", "thinking", "text") },
            "blob" or "uri" or "binary" => Media(part),
            "image-url" or "audio-url" or "video-url" or "document-url" => Address(part, type),
            "image_url" or "input_image" or "image" or "image_content" => Image(part),
            "input_audio" or "audio" => Audio(part),
            "audio_content" => new("audio") { Text = Text(part, "transcript") },
            "file" or "input_file" or "document" or "media" => File(part),
            _ => Other(part),
        };
    }

    /// <summary>
    /// <c>{"id":"…","function":{"name":"…","arguments":"{…}"}}</c>, or the same without <c>function</c>.
    /// </summary>
    public static MessagePart Call(JsonElement call)
    {
        if (call.ValueKind == JsonValueKind.String)
        {
            // A list attribute cannot hold objects, so some put each as JSON text.
            using var document = Json.TryParse(System.Text.Encoding.UTF8.GetBytes(JsonStrings.TextOf(call)!));
            return document?.RootElement.ValueKind == JsonValueKind.Object ? Call(document.RootElement) : Other(call);
        }

        var inner = Member(call, "function") is { ValueKind: JsonValueKind.Object } function ? function : call;
        return new("tool_call")
        {
            Id = Any(call, "call_id", "id", "toolCallId", "tool_call_id", "toolUseId", "ref"),
            Name = Any(inner, "name", "toolName"),
            Arguments = AnyJson(inner, "arguments", "input", "args", "server_tool_call"),
        };
    }

    public static MessagePart Result(JsonElement part) =>
        new("tool_result")
        {
            Id = Any(part, "call_id", "id", "tool_use_id", "toolCallId", "tool_call_id", "toolUseId", "ref"),
            Name = Any(part, "name", "toolName"),
            Result =
                TypedOutput(part) is { } typed ? JsonStrings.TextOrJson(typed)
                : Member(part, "content") is { } content && Messages.PlainText(content) is { } text ? text
                : AnyJson(part, "response", "result", "output", "content", "server_tool_call_response"),
        };

    /// <summary>Vercel from 5 on: <c>{"output":{"type":"json","value":…}}</c>.</summary>
    static JsonElement? TypedOutput(JsonElement part) =>
        Member(part, "output") is { } output && Text(output, "type") is not null ? Member(output, "value") : null;

    /// <summary>OTel: bytes or an address, and what they are.</summary>
    static MessagePart Media(JsonElement part)
    {
        var mime = Any(part, "mime_type", "media_type");
        var uri = Text(part, "uri");
        return new(Kind(Text(part, "modality"), mime))
        {
            Uri = uri ?? DataUri(mime, Any(part, "content", "data")),
            MimeType = mime,
        };
    }

    /// <summary><c>{"type":"image-url","url":"…"}</c>.</summary>
    static MessagePart Address(JsonElement part, string type) =>
        new(Kind(type.Split('-')[0], null)) { Uri = Text(part, "url") };

    /// <summary><c>{"image_url":{"url":"…"}}</c>, <c>{"image_url":"…"}</c>, <c>{"source":{"media_type":…}}</c>.</summary>
    static MessagePart Image(JsonElement part)
    {
        var source = Member(part, "image_url") ?? Member(part, "source") ?? Member(part, "image") ?? default;
        if (source.ValueKind != JsonValueKind.Object)
        {
            var type = Any(part, "mediaType", "mimeType");
            return new("image")
            {
                Uri = type is null ? JsonStrings.TextOf(source) : DataUri(type, JsonStrings.TextOf(source)),
                MimeType = type,
                FileId = Text(part, "file_id"),
            };
        }

        var mime = Any(source, "media_type", "mime_type") ?? Any(part, "mediaType", "mimeType");
        return new("image")
        {
            Uri = Text(source, "url") ?? DataUri(mime, Text(source, "data") ?? RawBytes.ToBase64(source)),
            MimeType = mime,
            FileId = Text(source, "file_id"),
        };
    }

    /// <summary><c>{"input_audio":{"data":"…","format":"wav"}}</c>.</summary>
    static MessagePart Audio(JsonElement part)
    {
        var source = Member(part, "input_audio") ?? Member(part, "audio") ?? part;
        var mime = Any(source, "mime_type") ?? (Text(source, "format") is { } format ? $"audio/{format}" : null);
        return new("audio")
        {
            Uri = Any(source, "url", "uri") ?? DataUri(mime, Text(source, "data")),
            MimeType = mime,
            FileId = Text(source, "id"),
        };
    }

    /// <summary>
    /// <c>{"file":{"file_id":"…"}}</c>, <c>{"modality":"image","file_id":"…"}</c>, <c>{"source":{…}}</c>,
    /// <c>{"media":{"url":"…"}}</c>.
    /// </summary>
    public static MessagePart File(JsonElement part)
    {
        var source = Member(part, "file") ?? Member(part, "source") ?? Member(part, "media") ?? part;
        source = source.ValueKind == JsonValueKind.Object ? source : part;
        var mime = Any(source, "mime_type", "media_type", "mediaType", "mimeType", "contentType");

        // Vercel 7: {"data":{"type":"data","data":"…"}}, {"data":{"type":"url","url":"…"}}.
        source = Member(source, "data") is { ValueKind: JsonValueKind.Object } inner ? inner : source;
        var data = Any(source, "file_data", "data") ?? RawBytes.ToBase64(source);
        var uri = Any(source, "url", "uri", "file_url", "file_uri", "fileUri") ?? DataUri(mime, data);
        mime ??= MimeTypes.OfUri(uri);
        return new(Kind(Text(part, "modality"), mime))
        {
            Name = Any(source, "filename", "name", "title") ?? Any(part, "filename"),
            FileId = Text(source, "file_id"),
            MimeType = mime,
            Uri = uri,
        };
    }

    static MessagePart Other(JsonElement part) =>
        new("other") { Json = System.Text.Encoding.UTF8.GetString(Raw(part)) };

    static ReadOnlySpan<byte> Raw(JsonElement part) => System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(part);

    static string Kind(string? modality, string? mime) =>
        modality switch
        {
            "image" or "audio" or "video" => modality,
            null when mime is not null && mime.Split('/')[0] is "image" or "audio" or "video" => mime.Split('/')[0],
            _ => "file",
        };

    public static string? DataUri(string? mime, string? data) =>
        data is null
        || data.Contains("://", StringComparison.Ordinal)
        || data.StartsWith("data:", StringComparison.Ordinal)
            ? data
            : $"data:{mime ?? "application/octet-stream"};base64,{data}";

    /// <summary>The first of these members that is text.</summary>
    static string? Any(JsonElement part, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Text(part, name) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>The first of these members that is there, as text or JSON.</summary>
    static string? AnyJson(JsonElement part, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Member(part, name) is { } value)
            {
                return JsonStrings.TextOrJson(value);
            }
        }

        return null;
    }

    /// <summary><c>{"text":{"value":"Hi","annotations":[]}}</c>.</summary>
    static string? Nested(JsonElement part) => Member(part, "text") is { } text ? Text(text, "value") : null;

    public static JsonElement? Member(JsonElement of, string name) => Messages.Member(of, name);

    public static string? Text(JsonElement of, string name) => Messages.Text(of, name);
}
