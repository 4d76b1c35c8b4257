using Clew.Dialects;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>What holds of each dialect of the table, whatever it reads.</summary>
public class EveryDialectTests
{
    public static TheoryData<string> Names => [.. DialectTable.Default.Dialects.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_value_of_any_key_hurts_and_rows_do_not_depend_on_who_asks(string name)
    {
        var dialect = DialectTable.Default.Dialects.Single(d => d.Name == name);
        string[] scopes = [.. dialect.ScopeNames.Select(s => s.TrimEnd('*')).Append("").Distinct()];
        foreach (var key in Hostile.KeysOf(dialect))
        {
            foreach (var value in Hostile.Values)
            {
                foreach (var scope in scopes)
                {
                    Hostile.Check(new SpanBuilder().Scope(scope).With(key, value), $"{scope} {key}: {value}");
                }

                // Some tell by the span's name what to look for.
                foreach (var called in SpanNames)
                {
                    Hostile.Check(
                        new SpanBuilder().Scope(scopes[0]).Set(s => s.Name = called).With(key, value),
                        $"{key}: {value}"
                    );
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void All_of_its_keys_at_once_hurt_nobody(string name)
    {
        var dialect = DialectTable.Default.Dialects.Single(d => d.Name == name);
        foreach (var value in Hostile.Values)
        {
            var builder = new SpanBuilder();
            foreach (var key in dialect.Keys)
            {
                builder.With(key.Source.Key, value);
            }

            Hostile.Check(builder, $"{value}");
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
            foreach (var value in Hostile.Values)
            {
                Hostile.Check(new SpanBuilder().Event(name, (key, value)), $"{name} {key}: {value}");
                Hostile.Check(
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

    static readonly byte[][] SpanNames =
    [
        "claude_code.tool"u8.ToArray(),
        "llm_node"u8.ToArray(),
        "function_tool"u8.ToArray(),
    ];
}
