using Clew.Dialects;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>What holds of every key of every dialect, whatever is said under it.</summary>
public class EveryKeyTests
{
    static readonly string Deep = new string('[', 600) + new string(']', 600);

    static readonly object?[] Values =
    [
        "",
        "text",
        "true",
        "42",
        "-1",
        "1e400",
        "null",
        "\"",
        "{",
        "{}",
        "[]",
        "[[[]]]",
        "[1,\"a\",null,{}]",
        Deep,
        "{\"a\":" + Deep + "}",
        """{"a":"\ud83c","role":"\ud83c","messages":[{"role":"\ud83c"}]}""",
        """[{"role":"user","content":"cut""",
        """{"\ud83c is longer than any name":1,"\ud83c":{"a":1},"messages":1}""",
        """[{"\ud83c is longer than any name":1,"role":"user","content":"a"}]""",
        """[{"role":"\ud83c","event.name":"gen_ai.\ud83c.message","content":1}]""",
        """{"args":[],"kwargs":{"a":1}}""",
        """{"input":9223372036854775807,"output":-5,"total":1e300,"message":{"role":1},"usage":[],"documents":[1]}""",
        new byte[] { 0xFF, 0xFE },
        double.NaN,
        1e300,
        long.MaxValue,
        long.MinValue,
        true,
        null,
        Array.Empty<object>(),
        new object?[] { new object?[] { 1, "x", null } },
        new (string, object?)[] { ("a", 1), ("a", null), ("", "x"), ("message", "x") },
    ];

    public static TheoryData<string> Dialects => [.. DialectTable.Default.Dialects.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void No_value_hurts_and_rows_do_not_depend_on_who_asks(string name)
    {
        var dialect = DialectTable.Default.Dialects.Single(d => d.Name == name);
        var scopes = dialect.ScopeNames.Select(s => s.TrimEnd('*')).Append("");
        var keys = dialect
            .Keys.Select(k => k.Source.Key)
            .Concat(
                dialect.Families.SelectMany(f => Rests.Select(r => System.Text.Encoding.UTF8.GetString(f.Utf8) + r))
            )
            .Distinct();
        foreach (var (scope, key) in scopes.SelectMany(s => keys.Select(k => (s, k))))
        {
            foreach (var value in Values)
            {
                Check(new SpanBuilder().Scope(scope).With(key, value), $"{key} = {value}");
            }
        }
    }

    static readonly string[] Rests =
    [
        "0.role",
        "0.content",
        "0.tool_calls.0.name",
        "99999999999999999999.content",
        "0",
        ".",
        "a.b\\c..d",
        "__proto__",
    ];

    static void Check(SpanBuilder builder, string what)
    {
        var detail = builder.Facts();
        Assert.False(detail.Exists(f => f.Field == Field.DeriveError), what);
        Assert.All(
            detail,
            f => Assert.True(f.Rank is > 0 and < Ranks.Patch && !string.IsNullOrEmpty(f.Source?.Key), what)
        );
        Assert.Equal(builder.Facts(detail: false), detail.Where(f => f.Field is < Field.Input or Field.Score));
        foreach (var subject in new[] { Subject.Span, Subject.Trace })
        {
            var fold = Folding.Of(detail, subject);
            _ = Content.InputOf(fold) is { } input ? Messages.TryParse(input.Payload) : null;
            _ = Content.OutputOf(fold) is { } output ? Messages.TryParse(output.Payload) : null;
            _ = Content.InstructionsOf(fold);
            _ = FinishReasons.Of(fold);
            _ = PathTree.ToJson(fold, Field.Metadata);
            _ = PathTree.ToJson(fold, Field.Parameter);
        }
    }
}
