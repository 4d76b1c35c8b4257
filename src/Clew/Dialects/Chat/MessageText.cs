using System.Text.Json;
using Clew.Dialects.Parsing;

namespace Clew.Dialects.Chat;

/// <summary>Reads one message (a JSON object in any of the shapes of <see cref="ChatMl"/>) for its preview.</summary>
static class MessageText
{
    /// <summary>Appends the text of the message: <c>content</c>, or its parts of type text.</summary>
    public static void AppendText(ReadOnlySpan<byte> json, ref PreviewLine line)
    {
        var reader = new Utf8JsonReader(json, Json.Reading);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && !line.IsFull)
            {
                // Of content and parts, which say the same where both are there, the first.
                var isContent =
                    line.IsEmpty && (reader.ValueTextEquals("content"u8) || reader.ValueTextEquals("parts"u8));
                reader.Read();
                if (isContent && reader.TokenType == JsonTokenType.String)
                {
                    line.Gap();
                    line.AppendJsonString(reader.ValueSpan);
                }
                else if (isContent && reader.TokenType == JsonTokenType.StartArray)
                {
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        AppendTextPart(ref reader, ref line);
                    }
                }
                else if (isContent && reader.TokenType == JsonTokenType.StartObject)
                {
                    AppendTextPart(ref reader, ref line);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What was read so far is the best there is.
        }
    }

    /// <summary>Appends tool calls as <c>name(arguments)</c>, and results as they are.</summary>
    public static void AppendTools(ReadOnlySpan<byte> json, ref PreviewLine line)
    {
        var reader = new Utf8JsonReader(json, Json.Reading);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && !line.IsFull)
            {
                var isList =
                    reader.ValueTextEquals("tool_calls"u8)
                    || reader.ValueTextEquals("parts"u8)
                    || reader.ValueTextEquals("content"u8);
                reader.Read();
                if (!isList || reader.TokenType != JsonTokenType.StartArray)
                {
                    reader.Skip();
                    continue;
                }

                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (reader.TokenType == JsonTokenType.StartObject)
                    {
                        AppendTool(json, ref reader, ref line);
                    }

                    reader.Skip();
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // As above.
        }
    }

    /// <summary>
    /// <c>{"type":"text","content":"…"}</c>, <c>{"type":"text","text":"…"}</c>, <c>{"text":{"value":"…"}}</c>, or a bare
    /// string.
    /// </summary>
    static void AppendTextPart(ref Utf8JsonReader reader, ref PreviewLine line)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            line.Gap();
            line.AppendJsonString(reader.ValueSpan);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        var isText = true;
        ReadOnlySpan<byte> text = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            var isContent = reader.ValueTextEquals("content"u8) || reader.ValueTextEquals("text"u8);
            reader.Read();
            if (isType)
            {
                isText = reader.TokenType == JsonTokenType.String && PartTypes.IsText(reader);
            }
            else if (isContent && reader.TokenType == JsonTokenType.String)
            {
                text = reader.ValueSpan;
            }
            else if (isContent && reader.TokenType == JsonTokenType.StartObject)
            {
                text = ValueIn(ref reader);
            }

            reader.Skip();
        }

        if (isText)
        {
            line.Gap();
            line.AppendJsonString(text);
        }
    }

    /// <summary>The text of <c>{"value":"…"}</c>. Leaves the reader at the end of the object.</summary>
    static ReadOnlySpan<byte> ValueIn(scoped ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> text = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = reader.ValueTextEquals("value"u8);
            reader.Read();
            text = isValue && reader.TokenType == JsonTokenType.String ? reader.ValueSpan : text;
            reader.Skip();
        }

        return text;
    }

    /// <summary>
    /// <c>{"function":{"name":"f","arguments":"{…}"}}</c>, <c>{"type":"tool_call","name":"f","arguments":{…}}</c>,
    /// <c>{"type":"tool_use","name":"f","input":{…}}</c>, <c>{"type":"tool_call_response","response":…}</c>,
    /// <c>{"toolRequest":{"name":"f","input":{…}}}</c>.
    /// Leaves the reader at the end of the object.
    /// </summary>
    static void AppendTool(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, ref PreviewLine line)
    {
        ReadOnlySpan<byte> name = default;
        ReadOnlySpan<byte> arguments = default;
        ReadOnlySpan<byte> result = default;
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            var isFunction =
                reader.ValueTextEquals("function"u8)
                || reader.ValueTextEquals("toolRequest"u8)
                || reader.ValueTextEquals("toolResponse"u8);
            var isName = reader.ValueTextEquals("name"u8) || reader.ValueTextEquals("toolName"u8);
            var isArguments =
                reader.ValueTextEquals("arguments"u8)
                || reader.ValueTextEquals("input"u8)
                || reader.ValueTextEquals("args"u8);
            var isResult =
                reader.ValueTextEquals("response"u8)
                || reader.ValueTextEquals("result"u8)
                || reader.ValueTextEquals("output"u8);
            reader.Read();
            if (isFunction && reader.TokenType == JsonTokenType.StartObject)
            {
                // Its members are read as if they stood here.
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            var isString = reader.TokenType == JsonTokenType.String;
            reader.Skip();
            var value = isString ? reader.ValueSpan : json[start..(int)reader.BytesConsumed];
            name = isName && isString ? value : name;
            arguments = isArguments ? value : arguments;
            result = isResult ? value : result;
        }

        if (!result.IsEmpty && arguments.IsEmpty)
        {
            line.Gap();
            line.AppendJsonString(result);
        }
        else if (!name.IsEmpty)
        {
            line.Gap();
            line.AppendJsonString(name);
            line.Append("("u8);
            line.AppendJsonString(arguments);
            line.Append(")"u8);
        }
    }
}
