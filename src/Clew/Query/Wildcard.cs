using System.Text;

namespace Clew.Query;

/// <summary>
/// Text with gaps: <c>*</c> stands for any text, none included; <c>\*</c> and <c>\\</c> for a star and a backslash.
/// </summary>
static class Wildcard
{
    /// <summary>A pattern of what stands between the gaps.</summary>
    public static string Of(IEnumerable<string> pieces) => string.Join('*', pieces.Select(Escape));

    /// <summary>What stands before, between and after the gaps; several gaps in a row are one.</summary>
    public static IReadOnlyList<string> Pieces(string pattern)
    {
        var (pieces, piece) = (new List<string>(), new StringBuilder());
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '*')
            {
                Add();
            }
            else
            {
                i += pattern[i] == '\\' && i + 1 < pattern.Length ? 1 : 0;
                piece.Append(pattern[i]);
            }
        }

        pieces.Add(piece.ToString());
        return pieces;

        void Add()
        {
            // The first piece may be empty, one between two gaps may not.
            if (pieces.Count == 0 || piece.Length > 0)
            {
                pieces.Add(piece.ToString());
            }

            piece.Clear();
        }
    }

    public static bool Fits(string text, string pattern)
    {
        var pieces = Pieces(pattern);
        if (pieces.Count == 1)
        {
            return text == pieces[0];
        }

        if (!text.StartsWith(pieces[0], StringComparison.Ordinal))
        {
            return false;
        }

        // Each piece as early as it can be leaves the most for the others.
        var at = pieces[0].Length;
        foreach (var piece in pieces.Skip(1).SkipLast(1))
        {
            var found = text.IndexOf(piece, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + piece.Length;
        }

        return text.Length - at >= pieces[^1].Length && text.EndsWith(pieces[^1], StringComparison.Ordinal);
    }

    static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);
}
