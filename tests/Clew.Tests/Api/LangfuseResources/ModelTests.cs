using Clew.Host;
using Clew.Pricing;

namespace Clew.Tests.Api.LangfuseResources;

public sealed class ModelTests(LangfuseServer server) : IClassFixture<LangfuseServer>
{
    [Fact]
    public async Task TheTableOfPricesIsShownPageByPage()
    {
        var first = await server.GetAsync("models?limit=100", "other");
        var meta = first.GetProperty("meta");
        Assert.Equal(PriceTable.BuiltIn.RowCount, meta.GetProperty("totalItems").GetInt32());
        var ids = new HashSet<string>();
        for (var page = 1; page <= meta.GetProperty("totalPages").GetInt32(); page++)
        {
            var data = (await server.GetAsync($"models?limit=100&page={page}", "other")).GetProperty("data");
            ids.UnionWith(data.EnumerateArray().Select(m => m.GetProperty("id").GetString()!));
        }

        Assert.Equal(PriceTable.BuiltIn.RowCount, ids.Count);
        Assert.Equal(
            "[]",
            (await server.GetAsync("models?limit=100&page=1000", "other")).GetProperty("data").GetRawText()
        );
    }

    [Fact]
    public async Task AKnownModelSaysWhatATokenCosts()
    {
        var known = new KnownModels(null);
        var qwen = known
            .Slice(0, known.Count)
            .Single(m => m is { ModelName: "qwen-flash", MatchPattern: "(?i)^(qwen-flash|qwen-flash-2025-07-28)$" });
        var shown = await server.GetAsync("models/" + qwen.Id);
        Assert.Equal(
            (0.00000005m, 0.0000004m),
            (shown.GetProperty("inputPrice").GetDecimal(), shown.GetProperty("outputPrice").GetDecimal())
        );
        Assert.True(shown.GetProperty("isLangfuseManaged").GetBoolean());
        var tiers = shown.GetProperty("pricingTiers");
        Assert.Equal(2, tiers.GetArrayLength());
        Assert.Equal(256000, tiers[1].GetProperty("conditions")[0].GetProperty("value").GetInt32());
        Assert.Equal(0.00000025m, tiers[1].GetProperty("prices").GetProperty("input").GetDecimal());
        Assert.Equal(404, (await server.ErrorAsync("DELETE", "models/" + qwen.Id)).Status);
    }

    [Fact]
    public async Task AnOwnModelIsKeptBeforeTheOthersAndCanBeDeleted()
    {
        var made = await server.PostAsync(
            "models",
            new
            {
                modelName = "mine",
                matchPattern = "(?i)^mine$",
                unit = "TOKENS",
                inputPrice = 0.000001,
                outputPrice = 0.000002,
                startDate = "2026-01-01T00:00:00Z",
            }
        );
        var id = made.GetProperty("id").GetString();
        Assert.Equal(
            """{"input":{"price":0.000001},"output":{"price":0.000002}}""",
            made.GetProperty("prices").GetRawText()
        );
        Assert.False(made.GetProperty("isLangfuseManaged").GetBoolean());
        Assert.Equal("2026-01-01T00:00:00.000Z", made.GetProperty("startDate").GetString());
        var list = await server.GetAsync("models?limit=2");
        Assert.Equal(id, list.GetProperty("data")[0].GetProperty("id").GetString());
        Assert.Equal(PriceTable.BuiltIn.RowCount + 1, list.GetProperty("meta").GetProperty("totalItems").GetInt32());
        var second = (await server.GetAsync("models?limit=1&page=2")).GetProperty("data")[0];
        Assert.Equal(list.GetProperty("data")[1].GetRawText(), second.GetRawText());
        var (status, answer) = await server.AskAsync("DELETE", "models/" + id);
        Assert.Equal((200, "Model successfully deleted"), (status, answer.GetProperty("message").GetString()));
        Assert.Equal(404, (await server.ErrorAsync("GET", "models/" + id)).Status);
    }

    [Theory]
    [InlineData(
        """{}""",
        "pricingTiers: Must provide either flat prices (inputPrice/outputPrice/totalPrice) OR pricingTiers."
    )]
    [InlineData(
        """{"inputPrice":1,"totalPrice":1}""",
        "totalPrice: If input and/or output price is set, total price must be null."
    )]
    [InlineData("""{"inputPrice":-1}""", "inputPrice: inputPrice must be from 0 to 1000000 US dollars per unit.")]
    [InlineData("""{"inputPrice":1e300}""", "inputPrice: inputPrice must be from 0 to")]
    [InlineData("""{"matchPattern":"("}""", "matchPattern: matchPattern is no regular expression")]
    [InlineData("""{"unit":"WORDS"}""", "unit: unit must be one of TOKENS")]
    [InlineData(
        """{"inputPrice":1,"pricingTiers":[{"name":"s","isDefault":true,"priority":0,"conditions":[],"prices":{"input":1}}]}""",
        "not both."
    )]
    [InlineData(
        """{"pricingTiers":[{"name":"s","isDefault":true,"priority":1,"conditions":[],"prices":{"input":1}}]}""",
        "pricingTiers.0.isDefault: The default tier has priority 0"
    )]
    [InlineData(
        """{"pricingTiers":[{"name":"s","priority":1,"conditions":[{"usageDetailPattern":"x","operator":"gt","value":1}],"prices":{"input":1}}]}""",
        "pricingTiers: Exactly one tier must be the default."
    )]
    [InlineData(
        """{"pricingTiers":[{"name":"s","isDefault":true,"priority":0,"conditions":[],"prices":{}}]}""",
        "pricingTiers.0.prices: A tier needs at least one price."
    )]
    [InlineData(
        """{"pricingTiers":[{"name":"s","priority":1,"conditions":[{"usageDetailPattern":"x","operator":"is","value":1}],"prices":{"input":1}}]}""",
        "pricingTiers.0.conditions.0.operator: operator must be one of"
    )]
    [InlineData(
        """{"pricingTiers":[{"name":"s","priority":1,"conditions":[{"source":"metadata","key":"k","operator":"in","values":["x"]}],"prices":{"input":1}}]}""",
        "pricingTiers.0.conditions.0.source: Prices cannot depend on model_parameters or metadata here"
    )]
    public async Task WhatMakesNoSenseIsRefused(string body, string issue) =>
        Assert.Contains(issue, await server.IssuesAsync("POST", "models", body), StringComparison.Ordinal);
}
