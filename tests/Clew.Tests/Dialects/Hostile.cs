using System.Text;
using Clew.Dialects;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Values that no honest sender writes: whatever the key, nothing may fail because of them.</summary>
static class Hostile
{
    static readonly string Open = new('[', 2_000);
    static readonly string Deep = new string('[', 600) + new string(']', 600);

    public static readonly object?[] Values =
    [
        "",
        " ",
        "text",
        "true",
        "42",
        "-1",
        "1e308",
        "1e400",
        "99999999999999999999",
        "null",
        "\"",
        "\"\\ud83c\"",
        "{",
        "{}",
        "[]",
        "[null]",
        "[[[]]]",
        "[[1],[{}]]",
        "[1,\"a\",null,{}]",
        Open,
        Open + new string(']', 2_000),
        Deep,
        "{\"a\":" + Deep + "}",
        """[{"role":"user","content":"cut""",
        """[{"role":"\ud83c","content":"\udc00"}]""",
        """[{"role":"user","content":{"text":{"value":"x"}}}]""",
        """[{"\ud83c is longer than any name":1,"role":"user","content":"a"}]""",
        """[{"role":"\ud83c","event.name":"gen_ai.\ud83c.message","content":1}]""",
        """{"\ud83c is longer than any name":1,"\ud83c":{"a":1},"messages":1}""",
        """{"a":{"b":[1,null,{"c":1e999}]},"messages":3,"usage":[]}""",
        """{"a":{"b":[{"message":1}]}}""",
        """{"a":"\ud83c","role":"\ud83c","messages":[{"role":"\ud83c"}]}""",
        """{"text":"\ud83c","value":"\ud83c","type":"text","messages":[],"message":3}""",
        """{"type":"list","value":{"type":"list"},"usage":[],"candidates":[1],"toolCalls":[1,null,{}]}""",
        """{"message":{},"usage":{"inputTokens":-1,"outputTokens":1e300},"finishReason":{}}""",
        """{"items":[{"role":"\ud83c"}],"messages":[1],"choices":{},"content":[],"usage_metadata":1}""",
        """{"contents":[{}],"config":{"tools":[1]},"content":1,"error_code":{}}""",
        """{"args":[],"kwargs":{"a":1}}""",
        """{"input":9223372036854775807,"output":-5,"total":1e300,"message":{"role":1},"usage":[],"documents":[1]}""",
        new byte[] { 0xFF, 0xFE },
        double.NaN,
        1e300,
        -1,
        long.MaxValue,
        long.MinValue,
        true,
        null,
        Array.Empty<object>(),
        new object?[] { new object?[] { 1, "x", null }, "[", "{\"type\":1}" },
        new object?[] { new object?[] { 1 }, new (string, object?)[] { ("message.role", 1) } },
        new object?[] { new (string, object?)[] { ("message", new (string, object?)[] { ("role", null) }) } },
        new (string, object?)[] { ("a", 1), ("a", null), ("", "x"), ("message", "x") },
        new (string, object?)[] { ("message", 1), ("value", new object?[] { null }) },
    ];

    /// <summary>What may follow the prefix of a family.</summary>
    static readonly string[] Rests =
    [
        "x",
        "0",
        "0.x",
        "0.role",
        "0.content",
        "0.message.role",
        "0.tool_calls.0.name",
        "9.message.contents.0.x",
        "4000000000.role",
        "99999999999999999999.content",
        "-1.x",
        ".",
        ".x",
        "a.b\\c..d",
        "__proto__",
    ];

    /// <summary>Every key that a dialect registered, and some of its families.</summary>
    public static IEnumerable<string> KeysOf(Dialect dialect) =>
        dialect
            .Keys.Select(k => k.Source.Key)
            .Concat(dialect.Families.SelectMany(f => Rests.Select(r => Encoding.UTF8.GetString(f.Utf8) + r)))
            .Distinct();

    public static void Try(Func<object?, SpanBuilder> make)
    {
        foreach (var value in Values)
        {
            Check(make(value), $"{value}");
        }
    }

    /// <summary>A fact as a row has it: of a long error only the beginning.</summary>
    public static Fact AsInRows(Fact fact) =>
        fact is { Field: Field.ErrorMessage, Object: string text }
            ? fact with
            {
                Object = SpanRow.Shortened(text),
            }
            : fact;

    /// <summary>No error, the same row with and without detail, and content that can be shown.</summary>
    public static void Check(SpanBuilder builder, string what)
    {
        var detail = builder.Facts();
        Assert.False(detail.Exists(f => f.Field == Field.DeriveError), what);
        Assert.All(
            detail,
            f => Assert.True(f.Rank is > 0 and < Ranks.Patch && !string.IsNullOrEmpty(f.Source?.Key), what)
        );
        var ofRow = detail.Where(f => f.Field is < Field.Input or Field.Score).Select(AsInRows);
        Assert.Equal(builder.Facts(detail: false), ofRow);
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
