using Clew.Model;
using Clew.Pricing;

namespace Clew.Tests.Pricing;

public sealed class ProjectPricesTests
{
    const string Mine = "mine";

    static readonly Usage Plain = new(100, 20, null, null, null, null);

    [Fact]
    public void AModelPricesWhatFitsItsPatternInItsProjectOnly()
    {
        var prices = new ProjectPrices();
        prices.Set(Mine, [Model("(?i)^my-.*$", Flat(("input", 0.001m), ("output", 0.002m)))]);
        Assert.Equal((0.14m, "model:m"), Price(prices, "MY-gpt"));
        Assert.False(prices.TryPrice(Mine, Span("other"), out _));
        Assert.False(prices.TryPrice("theirs", Span("my-gpt"), out _));
        prices.Set(Mine, []);
        Assert.False(prices.TryPrice(Mine, Span("my-gpt"), out _));
    }

    [Fact]
    public void TheModelThatAnsweredCountsFirst()
    {
        var prices = new ProjectPrices();
        prices.Set(Mine, [Model("^asked$", Flat(("input", 1))), Model("^answered$", Flat(("input", 2)))]);
        Assert.True(prices.TryPrice(Mine, Span("asked") with { ResponseModel = "answered" }, out var cost));
        Assert.Equal(200m, Dollars(cost));
    }

    [Fact]
    public void OfSeveralTheLatestThatHoldsAlreadyCounts()
    {
        var prices = new ProjectPrices();
        prices.Set(
            Mine,
            [
                Model("^m$", Flat(("input", 1))),
                Model("^m$", Flat(("input", 3)), 2000),
                Model("^m$", Flat(("input", 2)), 1000),
            ]
        );
        Assert.Equal(100m, Price(prices, "m", at: 999).Item1);
        Assert.Equal(200m, Price(prices, "m", at: 1000).Item1);
        Assert.Equal((300m, "model:m @1970-01-01"), Price(prices, "m", at: 2000));
    }

    [Theory]
    // What has no price of its own has that of what it is part of.
    [InlineData("input=1;output=10", 300)]
    [InlineData("input=1;output=10;input_cached_tokens=0.5", 280)]
    [InlineData("input=1;output=10;cache_read_input_tokens=0.5;cache_creation_input_tokens=2", 290)]
    [InlineData("input=1;output=10;output_reasoning_tokens=0", 250)]
    [InlineData("input=1", 100)]
    [InlineData("output=10", 200)]
    [InlineData("total=1", 120)]
    [InlineData("total=1;input=5", 120)]
    [InlineData("input_text=9;input=1;web_search_queries=1000", 100)]
    public void EachKindOfUsageHasItsPrice(string prices, double dollars)
    {
        var kinds = prices.Split(';').Select(p => p.Split('=')).Select(p => (p[0], decimal.Parse(p[1], null)));
        var model = Model("^m$", Flat([.. kinds]));
        Assert.Equal((decimal)dollars, Dollars(model.Price(new(100, 20, 40, 10, 5, null))));
    }

    [Fact]
    public void WhatNobodyCanSayIsNotZero()
    {
        var model = Model("^m$", Flat(("input", 1), ("output", 2)));
        Assert.Null(model.Price(new(null, null, null, null, null, 30)));
        Assert.Equal(30m, Dollars(Model("^m$", Flat(("input", 1))).Price(new(null, null, null, null, null, 30))));
    }

    [Theory]
    [InlineData("^input", "gt", 100, "model:m")]
    [InlineData("^input", "gte", 100, "model:m long")]
    [InlineData("INPUT", "gte", 100, "model:m long")]
    [InlineData("^output$", "eq", 20, "model:m long")]
    [InlineData("^total$", "lt", 120, "model:m")]
    [InlineData("^(input|total)$", "lte", 220, "model:m long")]
    [InlineData("nothing", "neq", 0, "model:m")]
    public void ATierHoldsWhereItsConditionsDo(string pattern, string comparison, double value, string pricedBy)
    {
        var model = Model(
            "^m$",
            [
                new(
                    "long",
                    [new(pattern, false, comparison, value)],
                    new Dictionary<string, decimal> { ["input"] = 2 }
                ),
                .. Flat(("input", 1)),
            ]
        );
        Assert.Equal(pricedBy, model.Price(Plain)?.PricedAs);
    }

    [Fact]
    public void ARequestCostsTheSameWhateverItUsed()
    {
        var prices = new ProjectPrices();
        prices.Set(Mine, [new("m", "^m$", null, perCall: true, Flat(("total", 0.25m)))]);
        Assert.Equal(0.25m, Price(prices, "m").Item1);
        var silent = Span("m") with { Usage = default };
        Assert.False(prices.TryPrice(Mine, silent, out _));
        Assert.True(prices.TryPrice(Mine, silent with { Type = SpanType.Generation }, out var cost));
        Assert.Equal(0.25m, Dollars(cost));
    }

    [Fact]
    public void APatternThatTriesForEverFitsNothing()
    {
        var model = Model(@"^(?=(a+)+$)(a+)+b\1$", Flat(("input", 1)));
        Assert.False(model.Fits(new string('a', 5000) + "c"));
        Assert.True(Model("^(a+)+$", Flat(("input", 1))).Fits(new string('a', 5000)));
    }

    static ModelPrice Model(string pattern, ModelPriceTier[] tiers, long? from = null) =>
        new("m", pattern, from, perCall: false, tiers);

    static ModelPriceTier[] Flat(params (string Kind, decimal Usd)[] prices) =>
        [new("Standard", [], prices.ToDictionary(p => p.Kind, p => p.Usd))];

    static SpanRow Span(string model, long at = 0) =>
        new()
        {
            SpanId = SpanId.FromNumber(1),
            StartNano = at,
            RequestModel = model,
            Usage = Plain,
        };

    static (decimal, string) Price(ProjectPrices prices, string model, long at = 0)
    {
        Assert.True(prices.TryPrice(Mine, Span(model, at), out var cost));
        return (Dollars(cost), cost!.Value.PricedAs);
    }

    static decimal Dollars(CallCost? cost) => cost!.Value.PicoUsd / 1_000_000_000_000m;
}
