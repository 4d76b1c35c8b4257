using System.Text;
using Clew.Dialects;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Every key that any dialect knows, with every kind of value that it does not expect.</summary>
public class HostileValuesTests
{
    static readonly object?[] Values =
    [
        "{",
        "[{\"role\":\"user\",\"content\":\"cut",
        "[{\"role\":\"\\ud83c\",\"content\":\"\\udc00\"}]",
        "{\"items\":[{\"role\":\"\\ud83c\"}],\"messages\":[1],\"choices\":{},\"content\":[],\"usage_metadata\":1}",
        "{\"contents\":[{}],\"config\":{\"tools\":[1]},\"content\":1,\"error_code\":{}}",
        "[null]",
        "[[1],[{}]]",
        "{\"a\":{\"b\":[{\"message\":1}]}}",
        new string('[', 2_000),
        new string('[', 2_000) + new string(']', 2_000),
        "\"",
        "\"\\ud83c\"",
        "null",
        "",
        "-1",
        "1e400",
        "99999999999999999999",
        new byte[] { 0xFF, 0xFE },
        double.NaN,
        null,
        true,
        -1,
        long.MaxValue,
        Array.Empty<object>(),
        new (string, object?)[] { ("message", 1), ("a", null), ("", "x"), ("value", new object?[] { null }) },
        new object?[] { new object?[] { 1, "x", null }, new (string, object?)[] { ("message.role", 1) } },
        new object?[] { new (string, object?)[] { ("message", new (string, object?)[] { ("role", null) }) } },
    ];

    public static TheoryData<string> Dialects => [.. DialectTable.Default.Dialects.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void A_value_that_nobody_expects_hurts_nobody(string name)
    {
        var dialect = DialectTable.Default.Dialects.Single(d => d.Name == name);
        var scope = dialect.ScopeNames.Count == 0 ? "" : dialect.ScopeNames[0].TrimEnd('*');
        var keys = dialect.Keys.Select(k => k.Source.Key);
        var flattened = dialect.Families.SelectMany(f =>
        {
            var prefix = Encoding.UTF8.GetString(f.Utf8);
            return new[] { prefix + "x", prefix + "0.x", prefix + "0.message.role", prefix + "9.message.contents.0.x" };
        });
        foreach (var key in keys.Concat(flattened).Distinct())
        {
            foreach (var value in Values)
            {
                foreach (var called in new[] { "span", "claude_code.tool", "llm_node", "function_tool" })
                {
                    Check(Builder(scope, called).With(key, value), key);
                }
            }
        }
    }

    static SpanBuilder Builder(string scope, string name) =>
        new SpanBuilder().Scope(scope).Set(s => s.Name = Encoding.UTF8.GetBytes(name));

    static void Check(SpanBuilder builder, string key)
    {
        var facts = builder.Facts();
        Assert.True(facts.All(f => f.Field != Field.DeriveError), key);

        // What a row keeps does not depend on whether someone looks.
        Assert.Equal(
            builder.Facts(detail: false).Where(f => f.Subject != Subject.Score),
            facts.Where(f => f.Field < Field.Input)
        );
        var fold = Folding.Of(facts, Subject.Span);
        _ = Content.InputOf(fold) is { } input ? Messages.TryParse(input.Payload) : null;
        _ = Content.OutputOf(fold) is { } output ? Messages.TryParse(output.Payload) : null;
        _ = Content.InstructionsOf(fold);
        _ = FinishReasons.Of(fold);
        _ = PathTree.ToJson(fold, Field.Metadata);
        _ = PathTree.ToJson(fold, Field.Parameter);
        _ = PathTree.ToJson(Folding.Of(facts, Subject.Trace), Field.Metadata);
    }
}
