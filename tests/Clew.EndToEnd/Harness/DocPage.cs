namespace Clew.EndToEnd.Harness;

/// <summary>A piece of code on a page of <c>docs</c>, and what the page says that becomes of it.</summary>
/// <param name="Name">The heading above it, and which of the pieces in this language it is: <c>Errors (2)</c>.</param>
/// <param name="ExitCode">From a comment below it, <c>&lt;!-- exits 1 --&gt;</c>; else 0.</param>
/// <param name="Said">Lines of a piece of <c>text</c> below it: they are among what is printed.</param>
sealed record Piece(string Language, string Name, string Code, int ExitCode, IReadOnlyList<string> Said);

/// <summary>A page of <c>docs</c>.</summary>
static class DocPage
{
    const string Fence = "```";

    /// <summary>The root of the source tree.</summary>
    static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../.."));

    public static string FileOf(params string[] path) => Path.Combine([Root, .. path]);

    /// <param name="page">For example <c>patching.md</c>.</param>
    public static IReadOnlyList<Piece> Read(string page)
    {
        var pieces = new List<Piece>();
        var heading = "";
        using var lines = File.ReadLines(FileOf("docs", page)).GetEnumerator();
        while (lines.MoveNext())
        {
            var line = lines.Current;
            if (line.StartsWith('#'))
            {
                heading = line.TrimStart('#', ' ');
            }
            else if (line.StartsWith("<!-- exits ", StringComparison.Ordinal))
            {
                var code = int.Parse(line.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture);
                pieces[^1] = pieces[^1] with { ExitCode = code };
            }
            else if (line.StartsWith(Fence, StringComparison.Ordinal))
            {
                Add(pieces, line[Fence.Length..], heading, Rest(lines));
            }
        }

        return pieces;
    }

    static void Add(List<Piece> pieces, string language, string heading, List<string> code)
    {
        if (language == "text")
        {
            pieces[^1] = pieces[^1] with { Said = code };
            return;
        }

        var before = pieces.Count(p => p.Language == language && p.Name.Split(" (")[0] == heading);
        var name = before == 0 ? heading : $"{heading} ({before + 1})";
        pieces.Add(new(language, name, string.Join('\n', code), 0, []));
    }

    static List<string> Rest(IEnumerator<string> lines)
    {
        var code = new List<string>();
        while (lines.MoveNext() && lines.Current != Fence)
        {
            code.Add(lines.Current);
        }

        return code;
    }
}
