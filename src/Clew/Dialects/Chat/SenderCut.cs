using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects.Chat;

/// <summary>
/// Whether a sender cut content before it sent it: its JSON has no end, or it ends in a word that says so. Dots alone
/// say nothing: people write them, and so do models.
/// </summary>
static class SenderCut
{
    public static bool Is(ReadOnlySpan<byte> utf8) =>
        CutJson.EndsInMark(TextOf(utf8)) || (CutJson.TryClose(utf8, out _) && !Json.IsValid(utf8));

    /// <summary>The same for content that is shown; some SDKs cut each text of a conversation by itself.</summary>
    public static bool Is(Payload payload, IReadOnlyList<Message>? messages)
    {
        if (Is(payload.Utf8.Span))
        {
            return true;
        }

        foreach (var message in messages ?? [])
        {
            foreach (var part in message.Parts)
            {
                if (EndsInMark(part.Text) || EndsInMark(part.Arguments) || EndsInMark(part.Result))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The inside of a JSON string, or the text itself.</summary>
    static ReadOnlySpan<byte> TextOf(ReadOnlySpan<byte> utf8) =>
        utf8.Length > 1 && utf8[0] == (byte)'"' && utf8[^1] == (byte)'"' ? utf8[1..^1] : utf8;

    static bool EndsInMark(string? text)
    {
        const int LongestEnd = 32;
        return text is not null
            && CutJson.EndsInMark(System.Text.Encoding.UTF8.GetBytes(text[Math.Max(text.Length - LongestEnd, 0)..]));
    }
}
