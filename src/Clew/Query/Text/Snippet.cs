using System.Text;

namespace Clew.Query.Text;

/// <summary>Some of a text around what was found in it.</summary>
/// <param name="Ranges">What was found, in units of UTF-16 from the beginning of the text, in order.</param>
sealed record Snippet(string Text, IReadOnlyList<TextRange> Ranges)
{
    const int Longest = 200;
    const int Before = 60;

    /// <param name="said">What the text says.</param>
    /// <param name="found">Places in bytes.</param>
    public static Snippet Of(ReadOnlySpan<byte> said, IEnumerable<TextRange> found)
    {
        var places = found.OrderBy(r => r.Start).ThenByDescending(r => r.Length).ToArray();
        var from = places.Length == 0 ? 0 : AtCharacter(said, Math.Max(0, places[0].Start - Before));
        // Four bytes are at most one character of two units.
        var some = said.Slice(from, Math.Min(said.Length - from, 3 * Longest));
        var text = Encoding.UTF8.GetString(some);
        text = text.Length > Longest ? text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)] : text;
        var ranges = new List<TextRange>();
        var end = 0;
        foreach (var place in places)
        {
            var (first, last) = (UnitsOf(said, from, place.Start), UnitsOf(said, from, place.Start + place.Length));
            if (first >= end && first < text.Length)
            {
                end = Math.Min(last, text.Length);
                ranges.Add(new(first, end - first));
            }
        }

        return new(OneLine(text), ranges);
    }

    static int AtCharacter(ReadOnlySpan<byte> said, int at)
    {
        while (at > 0 && (said[at] & 0xC0) == 0x80)
        {
            at--;
        }

        return at;
    }

    static int UnitsOf(ReadOnlySpan<byte> said, int from, int to) =>
        to - from > 3 * Longest ? Longest : Encoding.UTF8.GetCharCount(said[from..to]);

    /// <summary>Character for character, so that the places stay right.</summary>
    static string OneLine(string text) =>
        string.Create(
            text.Length,
            text,
            (line, from) =>
            {
                for (var i = 0; i < line.Length; i++)
                {
                    line[i] = char.IsControl(from[i]) ? ' ' : from[i];
                }
            }
        );
}
