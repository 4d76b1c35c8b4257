using System.Text;
using Clew.Dialects;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>What holds of each dialect of the table, whatever it reads.</summary>
public class EveryDialectTests
{
    static readonly string Deep = string.Concat(Enumerable.Repeat("[", 2_000));

    static readonly object?[] Hostile =
    [
        "{",
        "[{\"role\":\"user\",\"content\":\"cut",
        "[{\"role\":\"\\ud83c\"}]",
        "[{\"role\":\"user\",\"content\":{\"text\":{\"value\":\"x\"}}}]",
        "{\"a\":{\"b\":[1,null,{\"c\":1e999}]},\"messages\":3,\"usage\":[]}",
        Deep,
        Deep + new string(']', 2_000),
        "\"",
        "null",
        "",
        " ",
        "-1",
        "1e308",
        new byte[] { 0xFF, 0xFE },
        double.NaN,
        null,
        true,
        -1,
        long.MaxValue,
        Array.Empty<object>(),
        new (string, object?)[] { ("a", 1), ("a", null), ("", "x") },
        new object?[] { new object?[] { 1, "x", null } },
    ];

    public static TheoryData<string> Names => [.. DialectTable.Default.Dialects.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Broken_values_hurt_nobody(string name)
    {
        var dialect = DialectTable.Default.Dialects.Single(d => d.Name == name);
        var scopes = dialect.ScopeNames.Select(s => s.TrimEnd('*')).Append("");
        string[] keys =
        [
            .. dialect.Keys.Select(k => k.Source.Key).Distinct(),
            .. dialect.Families.SelectMany(f => Indexed(Encoding.UTF8.GetString(f.Utf8))),
        ];
        foreach (var scope in scopes)
        {
            foreach (var key in keys)
            {
                foreach (var value in Hostile)
                {
                    Check(() => new SpanBuilder().Scope(scope).With(key, value), $"{scope} {key}: {value}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void All_of_its_keys_at_once_hurt_nobody(string name)
    {
        var dialect = DialectTable.Default.Dialects.Single(d => d.Name == name);
        foreach (var value in Hostile)
        {
            Check(
                () =>
                {
                    var builder = new SpanBuilder();
                    foreach (var key in dialect.Keys)
                    {
                        builder.With(key.Source.Key, value);
                    }

                    return builder;
                },
                $"{value}"
            );
        }
    }

    [Theory]
    [InlineData("gen_ai.user.message")]
    [InlineData("gen_ai.tool.developer")]
    [InlineData("gen_ai.choice")]
    [InlineData("gen_ai.input.messages")]
    [InlineData("gen_ai.output.messages")]
    [InlineData("gen_ai.system.instructions")]
    [InlineData("gen_ai.content.prompt")]
    [InlineData("gen_ai.evaluation.result")]
    [InlineData("gen_ai.client.inference.operation.details")]
    public void Broken_events_hurt_nobody(string name)
    {
        string[] keys = ["gen_ai.event.content", "content", "gen_ai.evaluation.name", "gen_ai.input.messages"];
        foreach (var key in keys)
        {
            foreach (var value in Hostile)
            {
                Check(() => new SpanBuilder().Event(name, (key, value)), $"{name} {key}: {value}");
                Check(
                    () =>
                        new SpanBuilder()
                            .With("az.namespace", "Microsoft.CognitiveServices")
                            .With("gen_ai.operation.name", "process_thread_run")
                            .Event("gen_ai.assistant.message", (key, value)),
                    $"azure {key}: {value}"
                );
                var facts = new LogBuilder(name, value, (key, value)).Facts();
                Assert.DoesNotContain(facts, f => f.Field == Field.DeriveError);
            }
        }
    }

    static IEnumerable<string> Indexed(string prefix) =>
        [prefix + "x", prefix + "0", prefix + "0.content", prefix + "4000000000.role", prefix + "-1.x", prefix + ".x"];

    /// <summary>No error, the same row with and without detail, and content that can be shown.</summary>
    static void Check(Func<SpanBuilder> make, string what)
    {
        var detail = make().Facts();
        Assert.False(detail.Exists(f => f.Field == Field.DeriveError), what);
        Assert.All(detail, f => Assert.NotNull(f.Source));
        Assert.All(detail, f => Assert.InRange(f.Rank, 1, Ranks.Patch - 1));
        var row = make().Facts(detail: false);
        Assert.Equal(row, detail.Where(f => f.Field < Field.Input || f.Subject == Subject.Score));
        var fold = Folding.Of(detail, Subject.Span);
        _ = Content.InputOf(fold) is { } input ? Messages.TryParse(input.Payload) : null;
        _ = Content.OutputOf(fold) is { } output ? Messages.TryParse(output.Payload) : null;
        _ = Content.InstructionsOf(fold);
        _ = FinishReasons.Of(fold);
        _ = PathTree.ToJson(fold, Field.Metadata);
        _ = PathTree.ToJson(fold, Field.Parameter);
    }
}
