using System.Text;
using Clew.Model;
using Clew.Pricing;

namespace Clew.Tests.Pricing;

/// <summary>Own prices that are right.</summary>
static class Own
{
    public static PriceTable Parse(string json)
    {
        var (prices, errors) = OwnPrices.Parse(Encoding.UTF8.GetBytes(json));
        Assert.Empty(errors);
        return prices!;
    }
}

public sealed class OwnPricesTests
{
    static readonly Usage One = new(1, 0, null, null, null, null);

    static string? PricedAs(string rows, string? provider, string? request, string? response = null) =>
        new PriceBook(Own.Parse(rows)).Price(provider, request, response, One, At.Lately)?.PricedAs;

    static string Row(string model, string? provider = null, string more = "") =>
        $$"""{"model":"{{model}}",{{(provider is null ? "" : $"\"provider\":\"{provider}\",")}}"usdPerMillionTokens":{"input":0.5}{{more}}}""";

    [Theory]
    [InlineData("openai", "gpt-4o", "own:gpt-4o")]
    [InlineData("openai", "openai/GPT-4o-2024-08-06", "own:gpt-4o")]
    [InlineData("ollama", "gpt-4o", "own:gpt-4o")]
    [InlineData(null, "gpt-4o", "own:gpt-4o")]
    [InlineData("openai", "gpt-4o-mini", "openai/gpt-4o-mini")]
    public void Own_rows_win(string? provider, string model, string expected) =>
        Assert.Equal(expected, PricedAs($"[{Row("gpt-4o")}]", provider, model));

    [Theory]
    [InlineData("azure.ai.openai", "own:azure/gpt-4o")]
    [InlineData("openai", "openai/gpt-4o")]
    [InlineData(null, "openai/gpt-4o")]
    public void A_row_of_a_provider_is_for_that_one_only(string? provider, string expected) =>
        Assert.Equal(expected, PricedAs($"[{Row("gpt-4o", "azure_openai")}]", provider, "gpt-4o"));

    [Fact]
    public void A_row_of_the_provider_counts_before_one_for_all()
    {
        var rows = $"[{Row("m")},{Row("m", "ollama")},{Row("w*")},{Row("w*", "ollama")}]";
        Assert.Equal("own:ollama/m", PricedAs(rows, "ollama", "m"));
        Assert.Equal("own:m", PricedAs(rows, "vllm", "m"));
        Assert.Equal("own:ollama/w*", PricedAs(rows, "ollama", "w1"));
        Assert.Equal("own:w*", PricedAs(rows, null, "w1"));
    }

    [Fact]
    public void An_own_price_of_the_maker_is_not_that_of_the_platform() =>
        Assert.Equal("azure/gpt-4o", PricedAs($"[{Row("gpt-4o", "openai")}]", "azure", "gpt-4o"));

    [Theory]
    [InlineData("llama3:70b", null, "own:ollama/llama*")]
    [InlineData("llama3.1:8b", null, "own:ollama/llama3.1*")]
    [InlineData("llama3.1-exact", null, "own:ollama/llama3.1-exact")]
    [InlineData("qwen3", null, "own:ollama/*")]
    [InlineData("qwen3", "llama", "own:ollama/llama*")]
    [InlineData("llama3.1-exact", "qwen3", "own:ollama/llama3.1-exact")]
    public void The_longest_wildcard_that_fits(string request, string? response, string expected)
    {
        var rows = string.Join(
            ',',
            new[] { "*", "llama*", "llama3.1*", "llama3.1-exact" }.Select(m => Row(m, "ollama"))
        );
        Assert.Equal(expected, PricedAs($"[{rows}]", "ollama", request, response));
        Assert.Null(PricedAs($"[{rows}]", "vllm", request, response));
    }

    [Fact]
    public void A_deployment_can_be_named() =>
        Assert.Equal("own:azure/our-gpt", PricedAs($"[{Row("our-gpt", "azure")}]", "azure", "our-gpt", "gpt-4o"));

    [Fact]
    public void A_profile_can_be_named()
    {
        const string Arn = "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc";
        Assert.Equal("own:" + Arn, PricedAs($"[{Row(Arn)}]", "aws.bedrock", Arn));
        Assert.Equal("own:aws-bedrock/abc", PricedAs($"[{Row("abc", "bedrock")}]", null, Arn));
    }

    [Fact]
    public void Aliases_schedules_and_tiers_are_as_in_the_table()
    {
        var rows =
            $"[{Row("m", null, ",\"aliases\":[\"n\"],\"effectiveFrom\":\"2026-01-01\"")},"
            + $"{Row("m", null, ",\"effectiveFrom\":\"2026-12-01\",\"tiers\":[{\"whenInputTokensOver\":5,\"usdPerMillionTokens\":{\"input\":9}}]")}]";
        var book = new PriceBook(Own.Parse(rows));
        Assert.Null(Price("m", 1, "2025-12-31T23:59:59Z"));
        Assert.Equal("own:m @2026-01-01", Price("N", 9, "2026-01-01T00:00:00Z"));
        Assert.Equal("own:m @2026-12-01", Price("n", 5, "2026-12-01T00:00:00Z"));
        Assert.Equal("own:m @2026-12-01 >5", Price("m", 6, "2026-12-01T00:00:00Z"));

        string? Price(string model, long input, string at) =>
            book.Price("vllm", model, null, new Usage(input, 0, null, null, null, null), At.Nano(at))?.PricedAs;
    }

    [Fact]
    public void Before_an_own_price_holds_the_built_in_one_does() =>
        Assert.Equal(
            "openai/gpt-4o",
            PricedAs($"[{Row("gpt-4o", null, ",\"effectiveFrom\":\"2100-01-01\"")}]", "openai", "gpt-4o")
        );

    [Fact]
    public void A_file_may_have_comments_a_mark_and_nothing_in_it()
    {
        Assert.Equal(0, Own.Parse("[]").RowCount);
        Assert.Equal(1, Own.Parse($"\uFEFF// ours\n[ {Row("m")}, /* more */ ]\n").RowCount);
        Assert.Equal(1, Own.Parse($"[{Row("m", null, ",\"source\":[\"x\"],\"contextWindow\":1")}]").RowCount);
    }

    [Fact]
    public void A_price_of_nothing_is_nothing() =>
        Assert.Equal(
            0,
            new PriceBook(
                Own.Parse("""[{"model":"*","provider":"ollama","usdPerMillionTokens":{"input":0,"output":0}}]""")
            )
                .Price("ollama", "x", null, One, 0)
                ?.PicoUsd
        );

    [Theory]
    [InlineData("", "Line 1: the file is not JSON from here on: ")]
    [InlineData("[\n  {\"model\": \"m\",,}]", "Line 2: the file is not JSON from here on: ")]
    [InlineData("[] []", "Line 1: the file is not JSON from here on: ")]
    [InlineData("{}", "Line 1: the file is not an array of rows; write it as [{\"model\": …}, …].")]
    [InlineData("[\n\n 7]", "Line 3, row 1: is not an object; write it as { … }.")]
    [InlineData("[{}]", "Line 1, row 1, model: is missing.", "Line 1, row 1, usdPerMillionTokens: is missing.")]
    [InlineData(
        "[{\"model\":\"m\",\n\"usdPerMillionTokens\":{\"output\":2}}]",
        "Line 2, row 1, usdPerMillionTokens.input: is missing; write 0 if it costs nothing."
    )]
    [InlineData(
        """[{"model":7,"usdPerMillionTokens":[]}]""",
        "Line 1, row 1, model: is not text; write it in quotation marks.",
        "Line 1, row 1, usdPerMillionTokens: is not an object; write it as { … }."
    )]
    [InlineData(
        "[{\"model\":\"a*b\",\n\"usdPerMillionTokens\":{\"input\":-1,\n\"output\":\"2\",\"cachedInput\":1,\"cacheRead\":0.0000001,\"cacheWrite\":1e9}}]",
        "Line 1, row 1, model: has a * that is not its last character; only the end may be left open.",
        "Line 2, row 1, usdPerMillionTokens.input: is below 0; a price is 0 or more.",
        "Line 3, row 1, usdPerMillionTokens.output: is not a number; write it without quotation marks, or leave it out if you do not know it.",
        "Line 3, row 1, usdPerMillionTokens.cachedInput: is not known here; there are input, output, cacheRead, ",
        "Line 3, row 1, usdPerMillionTokens.cacheRead: has more than six decimals; round it.",
        "Line 3, row 1, usdPerMillionTokens.cacheWrite: is over 1000000; prices are in US dollars for a million tokens."
    )]
    [InlineData(
        """[{"model":"m","effectiveFrom":"1.8.2026","price":1,"usdPerMillionTokens":{"input":1,"input":2},"model":""}]""",
        "Line 1, row 1, effectiveFrom: \"1.8.2026\" is not a day; write it as 2026-08-01, in UTC.",
        "Line 1, row 1, price: is not known here; there are model, provider, ",
        "Line 1, row 1, usdPerMillionTokens.input: is there twice; keep one.",
        "Line 1, row 1, model: is there twice; keep one."
    )]
    [InlineData(
        """[{"model":" ","provider":"litellm","aliases":["x*",null],"usdPerMillionTokens":{"input":1}}]""",
        "Line 1, row 1, model: is empty; leave it out or give it a value.",
        "Line 1, row 1, provider: \"litellm\" says nothing about who serves the model; leave it out to mean everyone.",
        "Line 1, row 1, aliases: \"x*\" has a *; only a model may end with one.",
        "Line 1, row 1, aliases: is not text; write it in quotation marks."
    )]
    [InlineData(
        """[{"model":"m","usdPerMillionTokens":{"input":1},"tiers":[7,{"whenInputTokensOver":0},{"whenInputTokensOver":9,"usdPerMillionTokens":{}},{"whenInputTokensOver":9,"usdPerMillionTokens":{}}]}]""",
        "Line 1, row 1, tiers: is not an object; write it as { … }.",
        "Line 1, row 1, tiers.whenInputTokensOver: is not a whole number above 0.",
        "Line 1, row 1, tiers.usdPerMillionTokens: is missing.",
        "Line 1, row 1, tiers.whenInputTokensOver: is the same in two tiers; keep one of them."
    )]
    [InlineData(
        "[{\"model\":\"\\ud800\"}]",
        @"Line 1, row 1: a text has half a character in it (\ud800 to \udfff alone); write the whole one."
    )]
    public void Errors_say_where_what_and_how(string json, params string[] expected)
    {
        var (prices, errors) = OwnPrices.Parse(Encoding.UTF8.GetBytes(json));
        Assert.Null(prices);
        Assert.Equal(expected.Length, errors.Count);
        Assert.All(expected.Zip(errors), e => Assert.StartsWith(e.First, e.Second, StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_that_contradict_each_other_are_told()
    {
        var rows =
            $"[{Row("a")},{Row("A")},{Row("b", null, ",\"aliases\":[\"a\"]")},{Row("c", "x", ",\"effectiveFrom\":\"2026-01-01\"")},{Row("c", "x", ",\"effectiveFrom\":\"2026-01-01\"")}]";
        var (prices, errors) = OwnPrices.Parse(Encoding.UTF8.GetBytes(rows));
        Assert.Null(prices);
        Assert.Equal(
            [
                "A has two rows without an effectiveFrom; keep one, or give one another effectiveFrom.",
                "b: a is the model or an alias of another row too; take it out of one.",
                "x/c has two rows from 2026-01-01 on; keep one, or give one another effectiveFrom.",
            ],
            errors
        );
    }

    [Fact]
    public void Bytes_that_are_no_text_are_told() =>
        Assert.Equal(["The file is not UTF-8 text; save it as UTF-8."], OwnPrices.Parse([0x5B, 0xFF, 0x5D]).Errors);
}
