using System.Text.Json;
using Clew.Dialects.Parsing;

namespace Clew.Dialects.Chat;

/// <summary>A line to recognise content by: what a person said or the model answered, else the content itself.</summary>
static class Preview
{
    public const int MaxLength = 160;

    /// <summary>The last thing a user said, else the last message, else the content itself.</summary>
    public static string OfInput(ReadOnlySpan<byte> utf8)
    {
        // The scan may go on with a mended copy.
        var isChat = ChatMl.TryScanCut(ref utf8, out var scan);
        return OfInput(utf8, isChat, scan);
    }

    /// <summary>The first thing an assistant said, else the tool it called, else the content itself.</summary>
    public static string OfOutput(ReadOnlySpan<byte> utf8)
    {
        if (!ChatMl.TryScanCut(ref utf8, out var scan))
        {
            return !Enclosed.TryFind(utf8, out var place, out var isList) ? OfText(utf8)
                : isList ? OfOutput(utf8[place])
                : OfMessage(utf8[place]);
        }

        return OfMessage(utf8[(scan.FirstAnswer ?? scan.LastUser ?? scan.Last)]);
    }

    /// <summary>
    /// One message as a JSON object: its text, else <c>name(arguments)</c> of its tool calls and the results of tools,
    /// else its JSON.
    /// </summary>
    public static string OfMessage(ReadOnlySpan<byte> json)
    {
        var line = new PreviewLine(stackalloc char[MaxLength]);
        MessageText.AppendText(json, ref line);
        if (line.IsEmpty)
        {
            MessageText.AppendTools(json, ref line);
        }

        return line.IsEmpty ? OfText(json) : line.ToString();
    }

    /// <summary>Anything else: plain text, the text of a JSON string, or JSON as it is; white space is collapsed.</summary>
    public static string OfText(ReadOnlySpan<byte> utf8)
    {
        var line = new PreviewLine(stackalloc char[MaxLength]);
        if (Json.FirstByte(utf8) == (byte)'"' && IsString(utf8, out var inner))
        {
            line.AppendJsonString(inner);
        }
        else
        {
            line.Append(utf8);
        }

        return line.ToString();
    }

    /// <summary>Cuts text without leaving half a character.</summary>
    public static string Cut(string text, int max) =>
        text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];

    internal static string OfInput(ReadOnlySpan<byte> utf8, bool isChat, in ChatScan scan) =>
        isChat ? OfMessage(utf8[(scan.LastUser ?? scan.Last)])
        : !Enclosed.TryFind(utf8, out var place, out var isList) ? OfText(utf8)
        : isList ? OfInput(utf8[place])
        : OfMessage(utf8[place]);

    static bool IsString(ReadOnlySpan<byte> utf8, out ReadOnlySpan<byte> inner)
    {
        inner = default;
        var reader = new Utf8JsonReader(utf8, Json.Reading);
        try
        {
            reader.Read();
            inner = reader.ValueSpan;
            return reader.TokenType == JsonTokenType.String && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
