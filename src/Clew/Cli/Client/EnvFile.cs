using Clew.Host;

namespace Clew.Cli.Client;

/// <summary>Variables in a file: <c>NAME=VALUE</c> a line, with <c>#</c> comments, quotes and <c>export</c> allowed.</summary>
static class EnvFile
{
    /// <exception cref="Refusal">It cannot be read, or a line is no variable.</exception>
    public static Dictionary<string, string> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new Refusal($"Environment file not found: {path}");
        }

        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (line, index) in TextFile.Read(path).Split('\n').Select((line, index) => (line.Trim(), index)))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var text = line.StartsWith("export ", StringComparison.Ordinal) ? line["export ".Length..] : line;
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new Refusal($"Line {index + 1} of '{path}' is not NAME=VALUE.");
            }

            variables[text[..equals].Trim()] = Value(text[(equals + 1)..].Trim());
        }

        return variables;
    }

    /// <summary>A line that <see cref="Read"/> and a shell read back.</summary>
    public static string Line(string name, string value) => $"{name}={Quoted(value)}";

    /// <summary>In single quotes, for a shell.</summary>
    public static string Quoted(string value) => $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    static string Value(string text)
    {
        if (text.Length >= 2 && text[0] == text[^1] && text[0] is '"' or '\'')
        {
            return text[0] == '\''
                ? text[1..^1].Replace("'\\''", "'", StringComparison.Ordinal)
                : text[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal);
        }

        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? text : text[..comment].TrimEnd();
    }
}
