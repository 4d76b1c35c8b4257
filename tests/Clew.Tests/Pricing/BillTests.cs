using Clew.Model;
using Clew.Pricing;

namespace Clew.Tests.Pricing;

public sealed class BillTests
{
    /// <summary>Prices that tell each kind of token from the others.</summary>
    const string AllRates = """
        [{"model":"all","usdPerMillionTokens":{"input":1,"output":2,"cacheRead":3,"cacheWrite":4,"cacheWrite1h":5,
          "reasoning":6,"inputAudio":7,"outputAudio":8,"cacheReadAudio":9,"inputImage":10,"outputImage":11,
          "cacheReadImage":12,"inputVideo":13,"outputVideo":14}},
         {"model":"plain","usdPerMillionTokens":{"input":1,"output":2}},
         {"model":"claude-plain","usdPerMillionTokens":{"input":1,"output":2,"cacheWrite":1.25}},
         {"model":"half","usdPerMillionTokens":{"input":1,"output":2,"cacheRead":0.5,"cacheWrite":1.25}},
         {"model":"drawer","usdPerMillionTokens":{"input":1,"outputImage":40}},
         {"model":"same","usdPerMillionTokens":{"input":3,"output":3}},
         {"model":"embedder","usdPerMillionTokens":{"input":0.02}},
         {"model":"tiered","usdPerMillionTokens":{"input":1,"output":2,"cacheRead":0.5},"tiers":[
           {"whenInputTokensOver":200,"usdPerMillionTokens":{"input":5}},
           {"whenInputTokensOver":100,"usdPerMillionTokens":{"input":3,"output":4}}]}]
        """;

    static readonly PriceBook Book = new(Own.Parse(AllRates));

    static CallCost? Cost(string model, BillableTokens tokens) => Book.Price(null, model, null, tokens, 0);

    static decimal? MicroUsd(string model, BillableTokens tokens) => Cost(model, tokens)?.PicoUsd / 1_000_000m;

    [Fact]
    public void Every_kind_of_token_has_its_rate()
    {
        var tokens = new BillableTokens
        {
            Input = 1_000_000,
            Output = 100_000,
            CacheRead = 1_111,
            CacheReadAudio = 100,
            CacheReadImage = 10,
            CacheWrite = 2_000,
            CacheWrite1h = 3_000,
            InputAudio = 4_100,
            InputImage = 5_010,
            InputVideo = 6_000,
            Reasoning = 7_000,
            OutputAudio = 8_000,
            OutputImage = 9_000,
            OutputVideo = 10_000,
        };
        var input =
            978_889 + 3 * 1_001 + 9 * 100 + 12 * 10 + 4 * 2_000 + 5 * 3_000 + 7 * 4_000 + 10 * 5_000 + 13 * 6_000;
        var output = 2 * 66_000 + 6 * 7_000 + 8 * 8_000 + 11 * 9_000 + 14 * 10_000;
        Assert.Equal(
            new CallCost((input + output) * 1_000_000L, input * 1_000_000L, output * 1_000_000L, "own:all"),
            Cost("all", tokens)
        );
    }

    [Fact]
    public void What_is_not_priced_apart_costs_what_it_is_part_of()
    {
        Assert.Equal(
            1_000 + 2 * 500,
            MicroUsd(
                "plain",
                new()
                {
                    Input = 1_000,
                    Output = 500,
                    CacheRead = 300,
                    CacheReadAudio = 50,
                    CacheWrite = 100,
                    CacheWrite1h = 100,
                    InputAudio = 60,
                    InputImage = 10,
                    InputVideo = 1,
                    Reasoning = 200,
                    OutputAudio = 100,
                    OutputImage = 20,
                    OutputVideo = 2,
                }
            )
        );
        Assert.Equal(
            0.5m * 100,
            MicroUsd(
                "half",
                new()
                {
                    Input = 100,
                    Output = 0,
                    CacheRead = 100,
                    CacheReadAudio = 40,
                }
            )
        );
        Assert.Equal(
            1.25m * 100,
            MicroUsd(
                "half",
                new()
                {
                    Input = 100,
                    Output = 0,
                    CacheWrite1h = 100,
                }
            )
        );
        Assert.Equal(
            2m * 100,
            MicroUsd(
                "claude-plain",
                new()
                {
                    Input = 100,
                    Output = 0,
                    CacheWrite1h = 100,
                }
            )
        );
        Assert.Equal(10 + 40m * 100, MicroUsd("drawer", new() { Input = 10, Output = 100 }));
    }

    [Theory]
    [InlineData(100, 0, "own:tiered", 100 + 2)]
    [InlineData(101, 0, "own:tiered >100", (3 * 101) + 4)]
    [InlineData(150, 150, "own:tiered >100", (0.5 * 150) + 4)]
    [InlineData(201, 0, "own:tiered >200", (5 * 201) + 2)]
    public void A_rate_that_a_tier_lacks_stays_as_it_was(long input, long cached, string pricedAs, double micro)
    {
        var cost = Cost(
            "tiered",
            new()
            {
                Input = input,
                Output = 1,
                CacheRead = cached,
            }
        )!.Value;
        Assert.Equal((pricedAs, (long)(micro * 1_000_000)), (cost.PricedAs, cost.PicoUsd));
    }

    [Fact]
    public void No_usage_has_no_cost_and_no_tokens_cost_nothing()
    {
        Assert.Null(Cost("plain", default));
        Assert.Null(Book.Price(null, "plain", null, default(Usage), 0));
        Assert.Equal(0, Cost("plain", new() { Input = 0, Output = 0 })!.Value.PicoUsd);
    }

    [Fact]
    public void A_total_is_input_where_output_costs_nothing_or_the_same()
    {
        Assert.Equal(0.02m * 50, MicroUsd("embedder", new() { Total = 50 }));
        Assert.Equal(0.02m * 50, MicroUsd("embedder", new() { Input = 50, Total = 60 }));
        Assert.Equal(3m * 50, MicroUsd("same", new() { Total = 50 }));
        Assert.Null(MicroUsd("plain", new() { Total = 50 }));
        Assert.Null(
            MicroUsd(
                "plain",
                new()
                {
                    Input = 0,
                    Output = 0,
                    Total = 50,
                }
            )
        );
        Assert.False(Cost("embedder", new() { Total = 50 })!.Value.IsDoubtful);
        Assert.False(Cost("same", new() { Total = 50 })!.Value.IsDoubtful);
        var own = Book.Price(null, "embedder", null, new Usage(null, null, null, null, null, 50), 0);
        Assert.Equal(1_000_000, own?.PicoUsd);
    }

    [Fact]
    public void A_total_fills_in_the_other_side()
    {
        Assert.Equal(30 + 2m * 20, MicroUsd("plain", new() { Input = 30, Total = 50 }));
        Assert.Equal(30 + 2m * 20, MicroUsd("plain", new() { Output = 20, Total = 50 }));
        Assert.Equal(30, MicroUsd("plain", new() { Input = 30, Total = 20 }));
    }

    [Fact]
    public void Output_without_a_price_has_no_cost()
    {
        Assert.Null(Cost("embedder", new() { Input = 5, Output = 1 }));
        Assert.Null(Cost("embedder", new() { Input = 5, Reasoning = 1 }));
        Assert.NotNull(Cost("embedder", new() { Input = 5, Output = 0 }));
    }

    [Fact]
    public void What_cannot_be_is_priced_at_least_and_marked()
    {
        var contradiction = Cost(
            "half",
            new()
            {
                Input = 10,
                Output = 5,
                CacheRead = 100,
            }
        )!.Value;
        Assert.Equal((60_000_000, true), (contradiction.PicoUsd, contradiction.IsDoubtful));
        Assert.True(
            Cost(
                "plain",
                new()
                {
                    Input = 10,
                    Output = 5,
                    Reasoning = 6,
                }
            )!.Value.IsDoubtful
        );
        Assert.True(Cost("plain", new() { Input = 10, Output = -5 })!.Value.IsDoubtful);
        Assert.True(Cost("plain", new() { Input = 10 })!.Value.IsDoubtful);
        Assert.True(Cost("plain", new() { Output = 10 })!.Value.IsDoubtful);
        Assert.False(Cost("plain", new() { Input = 10, Output = 0 })!.Value.IsDoubtful);
        Assert.False(Cost("embedder", new() { Input = 10 })!.Value.IsDoubtful);
    }

    [Fact]
    public void An_absurd_count_costs_the_most_there_is()
    {
        var most = Cost(
            "all",
            new()
            {
                Input = long.MaxValue,
                Output = long.MaxValue,
                CacheRead = long.MaxValue,
                InputVideo = long.MaxValue,
                OutputVideo = long.MaxValue,
                Reasoning = long.MaxValue,
            }
        )!.Value;
        Assert.Equal(
            (long.MaxValue, long.MaxValue, long.MaxValue),
            (most.PicoUsd, most.InputPicoUsd, most.OutputPicoUsd)
        );
        Assert.Equal(0, Cost("all", new() { Input = long.MinValue, Output = long.MinValue })!.Value.PicoUsd);
    }

    /// <summary>Whatever is reported: never negative, never less for more, the same again.</summary>
    [Fact]
    public void More_tokens_never_cost_less()
    {
        var random = new Random(20260821);
        var models = new[]
        {
            ("openai", "gpt-5.4"),
            ("anthropic", "claude-sonnet-4-5"),
            ("google", "gemini-2.5-pro"),
            ("alibaba", "qwen3-coder-plus"),
            ("openai", "gpt-realtime"),
            ("perplexity", "sonar-deep-research"),
        };
        for (var i = 0; i < 20_000; i++)
        {
            var (provider, model) = models[random.Next(models.Length)];
            var tokens = new BillableTokens
            {
                Input = Count(),
                Output = Count(),
                CacheRead = Count(),
                CacheWrite = Count(),
                CacheWrite1h = Count(),
                Reasoning = Count(),
                InputAudio = Count(),
                OutputAudio = Count(),
                CacheReadAudio = Count(),
            };
            var cost = CostOf(tokens);
            Assert.True(cost >= 0);
            Assert.Equal(cost, CostOf(tokens));
            var more = random.NextInt64(1, 1_000_000);
            Assert.True(CostOf(tokens with { Input = Plus(tokens.Input, more) }) >= cost, tokens.ToString());
            Assert.True(CostOf(tokens with { Output = Plus(tokens.Output, more) }) >= cost, tokens.ToString());

            long CostOf(BillableTokens of) => Book.Price(provider, model, null, of, At.Lately)!.Value.PicoUsd;
        }

        long Count() =>
            random.Next(12) switch
            {
                0 => 0,
                1 => random.NextInt64(),
                2 => -random.NextInt64(),
                3 => long.MaxValue,
                _ => random.NextInt64(1L << random.Next(1, 24)),
            };

        static long Plus(long? tokens, long more) =>
            tokens > long.MaxValue - more ? long.MaxValue : tokens!.Value + more;
    }
}
