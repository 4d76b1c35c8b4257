using Clew.Dialects;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

public class DialectTableTests
{
    [Fact]
    public void A_dialect_that_throws_loses_only_its_own_facts()
    {
        var table = new DialectTable(new OtelBase(), new OpenInference(), new Broken());
        var builder = new SpanBuilder().With("broken.key", 1).With("input.value", "in");
        var fold = builder.Fold(table: table);
        Assert.Equal((1L, "span", "in"), (fold.Number(Field.DeriveError), fold.Text(Field.Name), fold.InputText()));
        Assert.Null(fold.Text(Field.Provider));
        Assert.True(SpanRow.From(Ids.Span("00000000000000a1"), fold, 1).DeriveError);
    }

    [Fact]
    public void A_dialect_is_not_asked_about_what_it_does_not_know()
    {
        var table = new DialectTable(new OtelBase(), new Broken());
        Assert.False(new SpanBuilder().With("other.key", 1).Fold(table: table).Has(Field.DeriveError));
    }

    [Fact]
    public void Every_fact_has_its_provenance_and_a_rank_below_a_patch()
    {
        var facts = new SpanBuilder()
            .ChildOf("00000000000000ff")
            .Resource(("service.name", "s"), ("deployment.environment", "e"))
            .With("openinference.span.kind", "LLM")
            .With("metadata", """{"a":1}""")
            .With("tag.tags", new object[] { "t" })
            .With("llm.input_messages.0.message.content", "Hi")
            .With("gen_ai.operation.name", "chat")
            .With("gen_ai.usage.input_tokens", 1)
            .With("gen_ai.output.messages", """[{"role":"assistant","content":"Ho","finish_reason":"stop"}]""")
            .Event("exception", ("exception.message", "x"))
            .Facts();
        Assert.All(facts, f => Assert.InRange(f.Rank, 1, Ranks.Patch - 1));
        Assert.All(
            facts,
            f => Assert.False(string.IsNullOrEmpty(f.Source?.Key) || string.IsNullOrEmpty(f.Source?.Dialect))
        );
        var type = facts.Where(f => f.Field == Field.Type).MaxBy(f => f.Rank);
        Assert.Equal(new Provenance("otel-genai", 1, "gen_ai.operation.name"), type.Source);
    }

    [Fact]
    public void Rows_are_the_same_with_and_without_detail()
    {
        var builder = new SpanBuilder()
            .With("openinference.span.kind", "LLM")
            .With("llm.input_messages.0.message.content", "Hi")
            .With("gen_ai.output.messages", new object[] { "x" });
        var row = builder.Facts(detail: false);
        Assert.All(row, f => Assert.True(f.Field < Field.Input));
        Assert.Equal(row, builder.Facts(detail: true).Where(f => f.Field < Field.Input));
    }

    [Fact]
    public void A_row_does_not_keep_the_record_alive_or_change_with_the_next()
    {
        var first = new SpanBuilder().With("gen_ai.input.messages", "one").Facts();
        _ = new SpanBuilder().With("gen_ai.input.messages", new object[] { "two" }).Facts();
        Assert.Equal("one", first.Single(f => f.Field == Field.InputPreview).Text);
    }

    [Theory]
    [InlineData("gen_ai.input.messages")]
    [InlineData("gen_ai.output.messages")]
    [InlineData("gen_ai.system_instructions")]
    [InlineData("gen_ai.tool.definitions")]
    [InlineData("gen_ai.response.finish_reasons")]
    [InlineData("gen_ai.request.stop_sequences")]
    [InlineData("llm.invocation_parameters")]
    [InlineData("metadata")]
    [InlineData("tag.tags")]
    [InlineData("input.value")]
    [InlineData("llm.input_messages")]
    [InlineData("llm.input_messages.0.message.content")]
    [InlineData("llm.input_messages.0.message.role")]
    public void Broken_values_hurt_nobody(string key)
    {
        var deep = string.Concat(Enumerable.Repeat("[", 2_000));
        var closed = deep + string.Concat(Enumerable.Repeat("]", 2_000));
        object?[] values =
        [
            "{",
            "[{\"role\":\"user\",\"content\":\"cut",
            "[{\"role\":\"\\ud83c\"}]",
            deep,
            closed,
            "\"",
            "null",
            "",
            new byte[] { 0xFF, 0xFE },
            double.NaN,
            null,
            true,
            -1,
            Array.Empty<object>(),
            new (string, object?)[] { ("a", 1), ("a", null), ("", "x") },
            new object?[] { new object?[] { 1, "x", null } },
        ];
        foreach (var value in values)
        {
            var builder = new SpanBuilder().With("openinference.span.kind", "LLM").With(key, value);
            Assert.DoesNotContain(builder.Facts(), f => f.Field == Field.DeriveError);
            var fold = builder.Fold();
            _ = Content.InputOf(fold) is { } input ? Messages.TryParse(input.Payload) : null;
            _ = Content.OutputOf(fold);
            _ = Content.InstructionsOf(fold);
            _ = FinishReasons.Of(fold);
            _ = PathTree.ToJson(fold, Field.Metadata);
            _ = PathTree.ToJson(fold, Field.Parameter);
        }
    }

    [Fact]
    public void A_value_nested_beyond_reason_is_an_error_of_that_span_only()
    {
        object value = 1;
        for (var i = 0; i < 600; i++)
        {
            value = new[] { value };
        }

        var fold = new SpanBuilder().With("gen_ai.input.messages", value).Fold();
        Assert.True(fold.Has(Field.DeriveError));
        Assert.Equal("span", fold.Text(Field.Name));
    }

    [Fact]
    public void Of_two_equal_keys_the_last_counts() =>
        Assert.Equal(
            "b",
            new SpanBuilder().With("gen_ai.request.model", "a").With("gen_ai.request.model", "b").Row().RequestModel
        );

    [Fact]
    public void Text_that_is_not_UTF8_can_be_put_into_JSON()
    {
        var builder = new SpanBuilder()
            .With("openinference.span.kind", "LLM")
            .With("llm.input_messages.0.message.content", "aXb");
        var span = builder.Build();
        span.Tape.Buffer.AsSpan().Replace((byte)'X', (byte)0xFF);
        var facts = new FactList();
        DialectTable.Default.Derive(span, 1, facts, true);
        var fold = Folding.Of(facts.Slice(0, facts.Count).ToArray(), Subject.Span);
        Assert.False(fold.Has(Field.DeriveError));
        Assert.Equal("a\uFFFDb", fold.Text(Field.InputPreview));
    }

    [Fact]
    public void Many_threads_may_use_the_table() =>
        Parallel.For(
            0,
            200,
            i =>
            {
                var row = new SpanBuilder().With("input.value", $"in {i}").With("gen_ai.request.model", $"m{i}").Row();
                Assert.Equal(($"in {i}", $"m{i}"), (row.InputPreview, row.RequestModel));
            }
        );

    sealed class Broken : Dialect
    {
        readonly Key key;

        public Broken()
            : base("broken", 1) => key = Attribute("broken.key");

        public override void ReadSpan(DecodedSpan span, Reading reading)
        {
            reading.Text(Field.Provider, "dropped", key.Source);
            reading.Input(ContentSource.Messages, "dropped"u8.ToArray(), null, key.Source);
            throw new InvalidOperationException("a mistake of this dialect");
        }
    }
}
