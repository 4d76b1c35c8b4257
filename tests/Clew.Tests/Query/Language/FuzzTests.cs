using Clew.Model;
using Clew.Query;
using Clew.Query.Language;
using Clew.Tests.Store;

namespace Clew.Tests.Query.Language;

/// <summary>Trees survive being written and read, and no text whatever breaks the parser.</summary>
public sealed class FuzzTests
{
    static readonly string[] pieces =
    [
        "(",
        ")",
        "-",
        "!",
        "not ",
        " and ",
        " or ",
        " ",
        "\"",
        "\\",
        "*",
        ",",
        ":",
        "=",
        "!=",
        "<",
        ">=",
        "~",
        "..",
        "[",
        "]",
        "span(",
        "trace(",
        "has:",
        "is:",
        "name",
        "tokens",
        "start",
        "cost",
        "latency",
        "metadata.a",
        "attr[\"k\"]",
        "score.x",
        "type",
        "tool",
        "status",
        "failed",
        "null",
        "true",
        "now-2h",
        "today",
        "last7d",
        "2026-11-20",
        "2026-11-20T10:00+25:99",
        "99999999999999999999999999999999",
        "1e999",
        "-5",
        "2k",
        "1h30m",
        "$",
        "0.05",
        "ab",
        "入力",
        "\ud800",
        "\u0000",
        "'",
        "input",
        " in (",
        "not in (",
        "text",
        "9999-12-31",
        "0001-01-01",
        "-99999999999w",
        "root",
        "1..2",
        "..",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void EveryTreeIsReadAsItWasWritten(int seed)
    {
        var some = new RandomFilters(seed);
        for (var i = 0; i < 3000; i++)
        {
            var subject = (Subject)(i % 3);
            var tree = some.Tree(subject, withText: true);
            var text = FilterLanguage.Print(tree, subject);
            Assert.Equal(
                (text, Trees.Dump(tree)),
                (text, Trees.Dump(FilterLanguage.Parse(text, subject, FilterLanguageTests.Clock)))
            );
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void AnyTextIsAQueryOrAMistakeWithAPlace(int seed)
    {
        var (random, queries) = (new Random(seed), 0);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)])
            );
            var subject = (Subject)random.Next(3);
            Filter filter;
            try
            {
                filter = FilterLanguage.Parse(text, subject, FilterLanguageTests.Clock);
            }
            catch (QuerySyntaxException e)
            {
                Assert.True(
                    e.Position >= 0 && e.Length >= 0 && e.Position + e.Length <= text.Length && e.Message.EndsWith('.'),
                    $"{text}: {e.Position}+{e.Length} {e.Message}"
                );
                continue;
            }

            queries++;
            var printed = FilterLanguage.Print(filter, subject);
            Assert.Equal(
                (text, Trees.Dump(filter)),
                (text, Trees.Dump(FilterLanguage.Parse(printed, subject, FilterLanguageTests.Clock)))
            );
        }

        Assert.InRange(queries, 1000, 20_000);
    }
}
