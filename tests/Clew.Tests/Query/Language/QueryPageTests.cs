using Clew.Model;
using Clew.Query;
using Clew.Query.Language;

namespace Clew.Tests.Query.Language;

/// <summary><c>docs/query.md</c> says what is so: its queries are understood, and its tables are those of the fields.</summary>
public sealed class QueryPageTests
{
    static readonly string[] page = File.ReadAllLines(
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../docs/query.md"))
    );

    [Fact]
    public void ItsQueriesAreUnderstood()
    {
        var (subject, read) = ((Subject?)null, 0);
        foreach (var line in page)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                subject = line switch
                {
                    "```query" => Subject.Trace,
                    "```query span" => Subject.Span,
                    "```query score" => Subject.Score,
                    _ => null,
                };
            }
            else if (subject is { } of)
            {
                FilterLanguage.Parse(line, of, FilterLanguageTests.Clock);
                read++;
            }
        }

        Assert.InRange(read, 20, int.MaxValue);
    }

    [Theory]
    [InlineData("trace")]
    [InlineData("span")]
    [InlineData("score")]
    public void ItsTablesAreThoseOfTheFields(string name)
    {
        var start = Array.IndexOf(page, $"### Of a {name}");
        var rows = page.Skip(start + 1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        var expected = FieldTable.OwnOf(Enum.Parse<Subject>(name, ignoreCase: true)).Select(Row);
        Assert.True(expected.SequenceEqual(rows), $"The table should be:\n{string.Join('\n', expected)}\n");
    }

    static string Row(QueryField field)
    {
        var note = FieldNote.Of(field);
        var type =
            field.Type == FieldType.Word
                ? string.Join(", ", field.Words.Where(word => word.Length > 0).Select(word => $"`{word}`"))
                : field.Type.ToString().ToLowerInvariant()
                    + (field.AsNumber is null ? "" : " or number")
                    + (field.IsList ? ", several" : "");
        var names = string.Concat(note.Aliases.Select(alias => $", `{alias}`"));
        return $"| `{field.Name}{(field.TakesPath ? ".…" : "")}`{names} | {type} | {note.About} | `{note.Examples[0]}` |";
    }
}
