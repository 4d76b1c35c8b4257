using System.Globalization;
using System.Text;
using System.Text.Json;
using Clew.Host;

namespace Clew.Cli.Client;

/// <summary>
/// Reads the YAML that people write by hand: mappings and lists by indentation, plain and quoted text, blocks after
/// <c>|</c> and <c>></c>, and JSON where it stands on one line. Anchors, tags and the rest are refused by name.
/// </summary>
sealed class YamlText
{
    const int Deepest = 100;

    readonly List<Line> lines;
    int at;

    YamlText(string text) =>
        lines = [
            .. text.Replace("\r\n", "\n", StringComparison.Ordinal)
                .Split('\n')
                .Select(
                    (line, index) => new Line(index + 1, line.Length - line.TrimStart(' ').Length, line.Trim(), line)
                ),
        ];

    /// <param name="Raw">For blocks of text, where blanks count.</param>
    sealed record Line(int Number, int Indent, string Text, string Raw)
    {
        public bool IsItem => Text == "-" || Text.StartsWith("- ", StringComparison.Ordinal);
    }

    /// <exception cref="Refusal">It is not such YAML. The sentence names the line.</exception>
    public static JsonElement Parse(string text)
    {
        var reader = new YamlText(text);
        var json = new StringBuilder();
        reader.Node(json, 0, 0);
        return reader.Next() is { } rest
            ? throw Wrong(rest, "is indented as nothing before it")
            : ClewJson.Parse(json.ToString());
    }

    Line? Next()
    {
        while (at < lines.Count && (lines[at].Text is "" or "---" or "..." || lines[at].Text[0] == '#'))
        {
            at++;
        }

        if (
            at < lines.Count
            && lines[at].Raw.AsSpan(0, lines[at].Raw.Length - lines[at].Raw.TrimStart().Length).Contains('\t')
        )
        {
            throw Wrong(lines[at], "is indented with a tab; YAML wants blanks");
        }

        return at < lines.Count ? lines[at] : null;
    }

    void Node(StringBuilder json, int indent, int depth)
    {
        if (Next() is not { } line || line.Indent < indent)
        {
            json.Append("null");
            return;
        }

        if (depth > Deepest)
        {
            throw Wrong(line, "is nested too deep");
        }

        if (line.IsItem)
        {
            Items(json, line.Indent, depth);
        }
        else if (KeyEnd(line.Text) >= 0)
        {
            Members(json, line.Indent, depth);
        }
        else
        {
            at++;
            Scalar(json, line.Text, line);
        }
    }

    void Items(StringBuilder json, int indent, int depth)
    {
        json.Append('[');
        var isFirst = true;
        while (Next() is { IsItem: true } line && line.Indent == indent)
        {
            json.Append(isFirst ? "" : ",");
            isFirst = false;
            var rest = line.Text[1..].TrimStart();
            if (rest.Length == 0 || rest[0] == '#')
            {
                at++;
                Node(json, indent + 1, depth + 1);
            }
            else if (IsBlock(rest))
            {
                at++;
                Block(json, rest, indent);
            }
            else
            {
                // What stands behind the dash is a line of its own, further in.
                lines[at] = line with
                {
                    Indent = indent + (line.Text.Length - rest.Length),
                    Text = rest,
                };
                Node(json, indent + 1, depth + 1);
            }
        }

        json.Append(']');
    }

    void Members(StringBuilder json, int indent, int depth)
    {
        json.Append('{');
        var isFirst = true;
        while (Next() is { IsItem: false } line && line.Indent == indent)
        {
            var end = KeyEnd(line.Text);
            if (end < 0)
            {
                throw Wrong(line, "has no ':' behind its name");
            }

            json.Append(isFirst ? "" : ",").Append(Text(Unquoted(line.Text[..end].TrimEnd(), line))).Append(':');
            isFirst = false;
            at++;
            var rest = line.Text[(end + 1)..].Trim();
            if (IsBlock(rest))
            {
                Block(json, rest, indent);
            }
            else if (rest.Length > 0 && rest[0] != '#')
            {
                Scalar(json, rest, line);
            }
            else
            {
                // A list may stand as far out as the name that it belongs to.
                Node(json, Next() is { IsItem: true } item && item.Indent == indent ? indent : indent + 1, depth + 1);
            }
        }

        json.Append('}');
    }

    void Block(StringBuilder json, string head, int indent)
    {
        var isFolded = head[0] == '>';
        var text = new List<string>();
        int? margin = null;
        for (; at < lines.Count && (lines[at].Text.Length == 0 || lines[at].Indent > indent); at++)
        {
            margin ??= lines[at].Text.Length > 0 ? lines[at].Indent : null;
            text.Add(margin is { } m && lines[at].Raw.Length > m ? lines[at].Raw[m..] : "");
        }

        var whole = string.Join(isFolded ? ' ' : '\n', text).TrimEnd('\n', ' ');
        json.Append(Text(head.EndsWith('-') || whole.Length == 0 ? whole : whole + "\n"));
    }

    static bool IsBlock(string text) => text is "|" or ">" or "|-" or ">-" or "|+" or ">+";

    /// <summary>Where the name of a member ends; -1 if the line is none.</summary>
    static int KeyEnd(string text)
    {
        var start = 0;
        if (text[0] is '"' or '\'')
        {
            start = text.IndexOf(text[0], 1) + 1;
            return start > 0 && start < text.Length && text[start] == ':' ? start : -1;
        }

        if (text[0] is '{' or '[')
        {
            return -1;
        }

        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == ':' && (i + 1 == text.Length || text[i + 1] == ' '))
            {
                return i;
            }
        }

        return -1;
    }

    static void Scalar(StringBuilder json, string text, Line line)
    {
        if (text[0] is '{' or '[')
        {
            json.Append(
                Given.TryJson(text, out var value, out _)
                    ? value.GetRawText()
                    : throw Wrong(line, "has braces or brackets that are not JSON")
            );
            return;
        }

        if (text[0] is '"' or '\'')
        {
            json.Append(Text(Unquoted(text, line)));
            return;
        }

        if (text[0] is '&' or '*' or '!' or '%' or '@' or '`')
        {
            throw Wrong(line, $"begins with '{text[0]}', which is not read here; put the text into quotes");
        }

        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        var plain = comment < 0 ? text : text[..comment].TrimEnd();
        json.Append(
            plain switch
            {
                "null" or "~" or "Null" or "NULL" => "null",
                "true" or "True" or "TRUE" => "true",
                "false" or "False" or "FALSE" => "false",
                _ when IsNumber(plain) => plain,
                _ => Text(plain),
            }
        );
    }

    static bool IsNumber(string text) =>
        (char.IsAsciiDigit(text[0]) || text[0] == '-')
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        && Given.TryJson(text, out _, out _);

    static string Unquoted(string text, Line line)
    {
        if (text.Length == 0 || text[0] is not ('"' or '\''))
        {
            return text;
        }

        var comment = text.LastIndexOf(" #", StringComparison.Ordinal);
        if (comment > 0 && text[^1] != text[0])
        {
            text = text[..comment].TrimEnd();
        }

        if (text.Length < 2 || text[^1] != text[0])
        {
            throw Wrong(line, "has a quote that does not end");
        }

        return text[0] == '\'' ? text[1..^1].Replace("''", "'", StringComparison.Ordinal)
            : Given.TryJson(text, out var value, out _) ? value.GetString()!
            : throw Wrong(line, "has an escape in its quotes that is not read here");
    }

    static string Text(string value) => ClewJson.OfText(value).GetRawText();

    static Refusal Wrong(Line line, string why) =>
        new($"Line {line.Number} of the YAML {why}: {Shown.Cut(line.Text, 80)}");
}
