using System.Globalization;
using System.Text;

namespace Clew.Mcp.Answers;

/// <summary>Recorded text on one line, and short.</summary>
static class Excerpt
{
    /// <summary>
    /// Line ends become <c>⏎</c>, so that what was recorded cannot look like lines of ours; other control characters,
    /// among them those that a terminal obeys, are left out.
    /// </summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        var isSpace = false;
        foreach (var character in text)
        {
            if (character == '\n')
            {
                line.Append('⏎');
            }
            else if (char.IsWhiteSpace(character))
            {
                if (!isSpace)
                {
                    line.Append(' ');
                }
            }
            else if (!char.IsControl(character))
            {
                line.Append(character);
            }

            isSpace = char.IsWhiteSpace(character) && character != '\n';
        }

        return line.ToString().Trim();
    }

    /// <summary>At most so many characters, and how many more there are.</summary>
    public static string Of(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var length = most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return text[..length] + More(text.Length - length);
    }

    public static string More(int characters) =>
        string.Create(CultureInfo.InvariantCulture, $"…[{characters:N0} more characters]");
}
