namespace Clew.Mcp.Answers;

/// <summary>
/// How much of a model's context a text takes. Every model counts in its own way, so this is a guess that errs upwards:
/// 3.5 ASCII characters to a token, and one token for any other character.
/// </summary>
static class Tokens
{
    const int UnitsOfToken = 7;
    const int UnitsOfAscii = 2;

    public static int Estimate(ReadOnlySpan<char> text)
    {
        var units = 0L;
        foreach (var character in text)
        {
            units += UnitsOf(character);
        }

        return (int)Math.Min(int.MaxValue, (units + UnitsOfToken - 1) / UnitsOfToken);
    }

    /// <summary>How many characters of the text fit; never half of a pair.</summary>
    public static int Fit(ReadOnlySpan<char> text, int tokens)
    {
        var left = (long)tokens * UnitsOfToken;
        for (var i = 0; i < text.Length; i++)
        {
            left -= UnitsOf(text[i]);
            if (left < 0)
            {
                return i > 0 && char.IsHighSurrogate(text[i - 1]) ? i - 1 : i;
            }
        }

        return text.Length;
    }

    static int UnitsOf(char character) => char.IsAscii(character) ? UnitsOfAscii : UnitsOfToken;
}
