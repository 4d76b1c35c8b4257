using System.Text.RegularExpressions;

namespace Clew.Tests.Architecture;

public sealed partial class LayoutTests
{
    const int MostLines = 400;

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var tooLong = Repository
            .Sources(".cs", ".ts", ".tsx", ".css", ".mjs")
            .Select(path => (Path: path, Lines: File.ReadLines(Path.Combine(Repository.Root, path)).Count()))
            .Where(file => file.Lines > MostLines);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_folder_says_nothing()
    {
        var saysNothing = Repository
            .Folders()
            .Where(path =>
                Path.GetFileName(path).ToLowerInvariant() is "utils" or "util" or "helpers" or "common" or "misc"
            );
        Assert.Empty(saysNothing);
    }

    [Fact]
    public void A_namespace_is_the_folder()
    {
        var wrong = Repository
            .Sources(".cs")
            .Where(path => path.StartsWith("src/Clew/", StringComparison.Ordinal))
            .Where(path => path != "src/Clew/Program.cs")
            .Where(path => NamespaceOf(path) != Path.GetDirectoryName(path)!["src/".Length..].Replace('/', '.'));
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_map_in_CONTRIBUTING_is_the_table()
    {
        var map = File.ReadLines(Path.Combine(Repository.Root, "CONTRIBUTING.md"))
            .Select(line => MapRow().Match(line))
            .Where(row => row.Success)
            .ToDictionary(row => row.Groups["room"].Value, row => Names(row.Groups["known"].Value));
        Assert.Equal(RoomTable.MayKnow.Keys.Order(), map.Keys.Order());
        foreach (var (room, known) in RoomTable.MayKnow)
        {
            Assert.Equal((room, string.Join(", ", known.Order())), (room, string.Join(", ", map[room].Order())));
        }
    }

    static string? NamespaceOf(string path) =>
        File.ReadLines(Path.Combine(Repository.Root, path))
            .Select(line => NamespaceLine().Match(line))
            .FirstOrDefault(line => line.Success)
            ?.Groups[1]
            .Value;

    static IEnumerable<string> Names(string cell) =>
        cell.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(name => name != "—");

    [GeneratedRegex(@"^namespace ([\w.]+)")]
    private static partial Regex NamespaceLine();

    // | `Store` | keeps and finds | Model, Query | … |
    [GeneratedRegex(@"^\| `(?<room>[\w.]+)` \| [^|]+ \| (?<known>[^|]+) \|")]
    private static partial Regex MapRow();
}
