using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Clew.Model;
using Clew.Store;

namespace Clew.Api;

/// <summary>
/// Where a page ended, opaque to callers. Of the newest first it names the last row, so that what arrives meanwhile moves
/// nothing; of any other order it counts rows.
/// </summary>
static class ListCursor
{
    // No id has it in it.
    const char Between = '\n';

    public static string Write(RowCursor cursor) =>
        Encoded(
            string.Create(CultureInfo.InvariantCulture, $"{cursor.TimeNano}/{cursor.Trace}")
                + (cursor.Span.IsEmpty ? "" : $"{Between}{cursor.Span}")
        );

    public static string Write(int offset) => Encoded(string.Create(CultureInfo.InvariantCulture, $"+{offset}"));

    /// <summary>No text is the first page.</summary>
    public static bool TryRead(string? text, bool isOrdered, out RowCursor? after, out int offset)
    {
        (after, offset) = (null, 0);
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        // The decoder throws for anything else, its name notwithstanding.
        var bytes = new byte[text.Length];
        if (!Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written))
        {
            return false;
        }

        var decoded = Encoding.UTF8.GetString(bytes, 0, written);
        if (isOrdered)
        {
            return decoded.StartsWith('+')
                && int.TryParse(decoded.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out offset);
        }

        var parts = decoded.Split('/', 2);
        var ids = parts[^1].Split(Between);
        TraceId trace = default;
        SpanId span = default;
        if (
            parts.Length != 2
            || ids.Length > 2
            || !long.TryParse(parts[0], CultureInfo.InvariantCulture, out var start)
            || (ids[0].Length > 0 && !TraceId.TryParse(ids[0], out trace))
            || (ids.Length == 2 && !SpanId.TryParse(ids[1], out span))
        )
        {
            return false;
        }

        after = new(start, trace, span);
        return true;
    }

    static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
