using System.Text.Json;
using Clew.Dialects;
using Clew.Dialects.Parsing;
using Clew.Model;
using Clew.Pricing;
using Clew.Tests.Dialects;

namespace Clew.Tests.Pricing;

public sealed class CostExampleTests
{
    static readonly PriceBook Book = new();

    // What a span cannot hold: audio, and how long a cache entry is kept.
    static readonly string[] BeyondSpans = ["inputAudio", "cacheReadAudio", "outputAudio", "cacheWrite1h"];

    public static TheoryData<string> Names => CostExample.Names;

    public static TheoryData<string> NamesOfPlain =>
        [
            .. CostExample
                .All.Where(e => !BeyondSpans.Any(k => e.Json.GetProperty("normalized").TryGetProperty(k, out _)))
                .Select(e => e.Name),
        ];

    [Fact]
    public void All_examples_are_there() => Assert.Equal(25, CostExample.All.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_cost_is_the_one_worked_out_by_hand(string name)
    {
        var example = CostExample.Of(name);
        var cost = Book.Price(example.Provider, example.Model, null, example.Tokens, example.AtNano)!.Value;
        Assert.Equal(example.CostPicoUsd, cost.PicoUsd);
        Assert.Equal(cost.PicoUsd, cost.InputPicoUsd + cost.OutputPicoUsd);
        Assert.StartsWith($"{example.Provider}/{example.MatchedModel}", cost.PricedAs, StringComparison.Ordinal);
        Assert.Contains(cost.PricedAs[(example.Provider.Length + 1 + example.MatchedModel.Length)..], Endings);
        Assert.False(cost.IsDoubtful);
    }

    static readonly string[] Endings =
    [
        "",
        " @2025-06-10",
        " @2026-06-16",
        " @2026-08-21",
        " >128000",
        " >199999",
        " >200000",
        " >271999",
    ];

    /// <summary>As a provider reports it, through the dialects' accounting and the counts that a span keeps.</summary>
    [Theory]
    [MemberData(nameof(NamesOfPlain))]
    public void Raw_usage_costs_the_same(string name)
    {
        var example = CostExample.Of(name);
        var fold = new SpanBuilder().Fold(table: new DialectTable(new RawUsage(example.Format, example.RawUsage)));
        var row = SpanRow.From(Ids.Span("00000000000000a1"), fold, 1);
        var cost = Book.Price(example.Provider, example.Model, null, row.Usage, example.AtNano)!.Value;
        Assert.Equal((example.CostPicoUsd, false), (cost.PicoUsd, cost.IsDoubtful));
    }

    sealed class RawUsage(string format, JsonElement usage) : Dialect("raw", 1)
    {
        public override bool Speaks(Reading reading) => true;

        public override void ReadSpan(DecodedSpan span, Reading reading) =>
            Assert.True(MapOf(format).Read(usage, SourceOf("usage"), reading));
    }

    static UsageMap MapOf(string format) =>
        format switch
        {
            "openai-chat" or "xai-chat" or "perplexity-chat" => new()
            {
                Input = ["prompt_tokens"],
                Output = ["completion_tokens"],
                CacheRead = ["prompt_tokens_details.cached_tokens"],
                CacheWrite = ["prompt_tokens_details.cache_write_tokens"],
                Reasoning = ["completion_tokens_details.reasoning_tokens", "reasoning_tokens"],
                Accounting =
                    format == "openai-chat" ? UsageAccounting.Inclusive : UsageAccounting.OutputExcludesReasoning,
            },
            "openai-responses" => new()
            {
                Input = ["input_tokens"],
                Output = ["output_tokens"],
                CacheRead = ["input_tokens_details.cached_tokens"],
                Reasoning = ["output_tokens_details.reasoning_tokens"],
            },
            "anthropic-messages" => new()
            {
                Input = ["input_tokens"],
                Output = ["output_tokens"],
                CacheRead = ["cache_read_input_tokens"],
                CacheWrite = ["cache_creation_input_tokens"],
                Accounting = UsageAccounting.InputExcludesCache,
            },
            "bedrock-converse" => new()
            {
                Input = ["inputTokens"],
                Output = ["outputTokens"],
                CacheRead = ["cacheReadInputTokens"],
                CacheWrite = ["cacheWriteInputTokens"],
                Total = ["totalTokens"],
                Accounting = UsageAccounting.InputExcludesCache,
            },
            "gemini" => new()
            {
                Input = ["promptTokenCount"],
                Output = ["candidatesTokenCount"],
                CacheRead = ["cachedContentTokenCount"],
                Reasoning = ["thoughtsTokenCount"],
                Total = ["totalTokenCount"],
                Accounting = UsageAccounting.OutputExcludesReasoning,
            },
            "cohere-v2" => new() { Input = ["billed_units.input_tokens"], Output = ["billed_units.output_tokens"] },
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
        };
}
