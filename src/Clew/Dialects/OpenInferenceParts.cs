using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// The parts of a flattened message in the shape of OTel GenAI: <c>message_content.{type,text,image.image.url,…}</c>
/// and <c>tool_call.{id,function.name,function.arguments}</c>. Where a sender flattened parts of his own, the names
/// of OpenAI serve as well.
/// </summary>
static class OpenInferenceParts
{
    /// <param name="calls">The calls that the message lists; a part may repeat one to show its place.</param>
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<Flattened> part, ReadOnlySpan<Flattened> calls)
    {
        var type = Flattened.Find(part, "message_content.type"u8, "type"u8).Utf8;
        if (IsCall(type))
        {
            if (!IsListed(part, calls))
            {
                WriteCall(writer, part);
            }
        }
        else if (Find(part, "image", "image_url") is { Kind: ValueKind.String } image)
        {
            WriteUri(writer, "image"u8, image, part, "message_content.image.image.mime_type"u8);
        }
        else if (Find(part, "audio", "input_audio") is { Kind: ValueKind.String } audio)
        {
            WriteUri(writer, "audio"u8, audio, part, "message_content.audio.audio.mime_type"u8);
        }
        else if (Find(part, "video", "video_url") is { Kind: ValueKind.String } video)
        {
            WriteUri(writer, "video"u8, video, part, "message_content.video.video.mime_type"u8);
        }
        else if (Find(part, "file", "document") is { Kind: ValueKind.String } file)
        {
            WriteUri(writer, "file"u8, file, part, "message_content.file.file.mime_type"u8);
        }
        else
        {
            WriteOther(writer, type, part);
        }
    }

    public static Value TextOf(ReadOnlySpan<Flattened> part) =>
        Flattened.Find(part, "message_content.text"u8, "text"u8);

    public static void WriteCall(Utf8JsonWriter writer, ReadOnlySpan<Flattened> call)
    {
        var id = IdOf(call);
        var name = default(Value);
        var arguments = default(Value);
        foreach (var entry in call)
        {
            var rest = entry.Rest;
            if (rest.EndsWith("function.name"u8) || rest.SequenceEqual("tool_call.name"u8))
            {
                name = entry.Value;
            }
            else if (rest.EndsWith("function.arguments"u8) || rest.SequenceEqual("tool_call.arguments"u8))
            {
                arguments = entry.Value;
            }
        }

        WriteCall(writer, id, name, arguments);
    }

    public static void WriteCall(Utf8JsonWriter writer, in Value id, in Value name, in Value arguments)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "tool_call"u8);
        WriteMember(writer, "id"u8, id);
        writer.WriteString("name"u8, name.Utf8);
        if (arguments.Kind != ValueKind.Empty)
        {
            writer.WritePropertyName("arguments"u8);
            Json.WriteLoose(writer, arguments);
        }

        writer.WriteEndObject();
    }

    public static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> type, in Value content)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        writer.WritePropertyName("content"u8);
        Json.Write(writer, content);
        writer.WriteEndObject();
    }

    public static void WriteMember(Utf8JsonWriter writer, ReadOnlySpan<byte> name, in Value value)
    {
        if (value.Kind != ValueKind.Empty)
        {
            writer.WritePropertyName(name);
            Json.Write(writer, value);
        }
    }

    /// <summary>
    /// Text and reasoning with what they came with: an id, a signature, encrypted content. Never drop what is not known.
    /// </summary>
    static void WriteOther(Utf8JsonWriter writer, ReadOnlySpan<byte> type, ReadOnlySpan<Flattened> part)
    {
        var text = TextOf(part);
        writer.WriteStartObject();
        if (!type.IsEmpty || text.Kind == ValueKind.String)
        {
            writer.WriteString("type"u8, type.IsEmpty ? "text"u8 : type);
        }

        if (text.Kind != ValueKind.Empty)
        {
            writer.WritePropertyName("content"u8);
            Json.Write(writer, text);
        }

        foreach (var entry in part)
        {
            var name = entry.Rest.StartsWith("message_content."u8)
                ? entry.Rest["message_content.".Length..]
                : entry.Rest;
            if (!name.SequenceEqual("type"u8) && !name.SequenceEqual("text"u8))
            {
                writer.WritePropertyName(name);
                Json.Write(writer, entry.Value);
            }
        }

        writer.WriteEndObject();
    }

    static void WriteUri(
        Utf8JsonWriter writer,
        ReadOnlySpan<byte> modality,
        in Value uri,
        ReadOnlySpan<Flattened> part,
        ReadOnlySpan<byte> mime
    )
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "uri"u8);
        writer.WriteString("modality"u8, modality);
        writer.WriteString("uri"u8, uri.Utf8);
        WriteMember(writer, "mime_type"u8, Flattened.Find(part, mime));
        WriteMember(writer, "transcript"u8, Flattened.Find(part, "message_content.audio.audio.transcript"u8));
        WriteMember(writer, "name"u8, Flattened.Find(part, "message_content.file.file.name"u8));
        writer.WriteEndObject();
    }

    /// <summary><c>message_content.image.image.url</c>, or <c>image_url.url</c>; the last part of the name may be missing.</summary>
    static Value Find(ReadOnlySpan<Flattened> part, string kind, string other)
    {
        foreach (var entry in part)
        {
            var rest = entry.Rest;
            if (rest.StartsWith("message_content."u8))
            {
                rest = rest["message_content.".Length..];
            }

            if (TrySkip(ref rest, kind) || TrySkip(ref rest, other))
            {
                TrySkip(ref rest, kind);
                if (rest.IsEmpty || rest.SequenceEqual("url"u8) || rest.SequenceEqual("uri"u8))
                {
                    return entry.Value;
                }
            }
        }

        return default;
    }

    /// <summary>Takes a name and its dot off the front.</summary>
    static bool TrySkip(ref ReadOnlySpan<byte> rest, string name)
    {
        if (
            rest.Length < name.Length
            || !System.Text.Ascii.Equals(rest[..name.Length], name)
            || (rest.Length > name.Length && rest[name.Length] != (byte)'.')
        )
        {
            return false;
        }

        rest = rest[Math.Min(name.Length + 1, rest.Length)..];
        return true;
    }

    static bool IsCall(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("tool_use"u8) || type.SequenceEqual("tool_call"u8) || type.SequenceEqual("function_call"u8);

    static Value IdOf(ReadOnlySpan<Flattened> call)
    {
        var id = Flattened.Find(call, "tool_call.id"u8, "message_content.tool_call.id"u8);
        return id.Kind == ValueKind.Empty ? Flattened.Find(call, "id"u8) : id;
    }

    /// <summary>Whether the message lists the call of this part, or lists calls at all and the part has no id.</summary>
    static bool IsListed(ReadOnlySpan<Flattened> part, ReadOnlySpan<Flattened> calls)
    {
        var id = IdOf(part).Utf8;
        if (id.IsEmpty)
        {
            return !calls.IsEmpty;
        }

        var hasIds = false;
        foreach (var entry in calls)
        {
            if (entry.Rest.EndsWith("id"u8))
            {
                hasIds = true;
                if (entry.Value.Utf8.SequenceEqual(id))
                {
                    return true;
                }
            }
        }

        return !hasIds && !calls.IsEmpty;
    }
}
