using Clew.Model;
using Clew.Pricing;

namespace Clew.Tests.Pricing;

public sealed class PriceTableTests
{
    static readonly PriceBook Book = new();

    static readonly IReadOnlyList<PriceRow> Rows = ReadRows();

    public static TheoryData<string> Providers => [.. Rows.Select(r => r.Provider!).Distinct()];

    [Fact]
    public void The_table_is_whole()
    {
        Assert.Equal(2056, Rows.Count);
        Assert.Equal(Rows.Count, PriceTable.BuiltIn.RowCount);
        Assert.Equal(32, Providers.Count);
        Assert.DoesNotContain(Rows, r => r.Model.Contains('*'));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void A_provider_has_one_name(string provider)
    {
        Assert.Equal(provider, Clew.Pricing.Providers.Named(provider));
        Assert.Contains(provider, Clew.Pricing.Providers.TablesFor(provider));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Every_model_and_alias_is_found(string provider)
    {
        foreach (var row in Rows.Where(r => r.Provider == provider))
        {
            foreach (var name in row.Aliases.Append(row.Model))
            {
                var cost = Book.Price(provider, name, null, new Usage(1, 0, 0, 0, 0, 1), At.Lately);
                Assert.StartsWith($"{provider}/{row.Model}", cost?.PricedAs, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Else more tokens could cost less.</summary>
    [Fact]
    public void A_higher_tier_is_never_cheaper()
    {
        foreach (var row in Rows)
        {
            foreach (var (low, high) in row.Tiers.Zip(row.Tiers.Skip(1)))
            {
                Assert.True(low.Over < high.Over);
                Assert.All(Enum.GetValues<Rate>(), r => Assert.True(low.Rates[r] <= high.Rates[r], row.Model));
            }
        }
    }

    [Theory]
    [InlineData("openai", "o3", "2025-06-09T23:59:59Z", "openai/o3", 10_000_000)]
    [InlineData("openai", "o3", "2025-06-10T00:00:00Z", "openai/o3 @2025-06-10", 2_000_000)]
    [InlineData("openai", "o3", "1969-06-10T00:00:00Z", "openai/o3", 10_000_000)]
    [InlineData("google", "gemini-3.6-flash", "2026-12-31T23:59:59Z", "google/gemini-3.6-flash @2026-08-13", 750_000)]
    [InlineData("google", "gemini-3.6-flash", "2027-01-01T00:00:00Z", "google/gemini-3.6-flash @2027-01-01", 1_500_000)]
    public void A_price_holds_from_a_day_on(string provider, string model, string at, string pricedAs, long pico)
    {
        var cost = Book.Price(provider, model, null, new Usage(1, 0, null, null, null, null), At.Nano(at))!.Value;
        Assert.Equal((pricedAs, pico), (cost.PricedAs, cost.PicoUsd));
    }

    [Theory]
    [InlineData("openai", "gpt-5.4", 271_999, "openai/gpt-5.4", 2_500_000)]
    [InlineData("openai", "gpt-5.4", 272_000, "openai/gpt-5.4 >271999", 5_000_000)]
    [InlineData("alibaba", "qwen3-coder-plus", 32_000, "alibaba/qwen3-coder-plus", 1_000_000)]
    [InlineData("alibaba", "qwen3-coder-plus", 32_001, "alibaba/qwen3-coder-plus >32000", 1_800_000)]
    [InlineData("alibaba", "qwen3-coder-plus", 128_001, "alibaba/qwen3-coder-plus >128000", 3_000_000)]
    [InlineData("alibaba", "qwen3-coder-plus", 256_001, "alibaba/qwen3-coder-plus >256000", 6_000_000)]
    public void A_tier_holds_for_the_whole_request(
        string provider,
        string model,
        long input,
        string pricedAs,
        long pico
    )
    {
        var cost = Book.Price(provider, model, null, new Usage(input, 0, null, null, null, null), At.Lately)!.Value;
        Assert.Equal((pricedAs, input * pico), (cost.PricedAs, cost.PicoUsd));
    }

    static List<PriceRow> ReadRows()
    {
        using var stream = typeof(PriceTable).Assembly.GetManifestResourceStream("prices/model-prices.json")!;
        var utf8 = new byte[stream.Length];
        stream.ReadExactly(utf8);
        var errors = new List<string>();
        var rows = PriceRowReader.Read(utf8, isOwn: false, errors);
        Assert.Empty(errors);
        return rows;
    }
}
