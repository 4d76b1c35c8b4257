using System.Text;
using System.Text.Json;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

public sealed class PricesTests
{
    const string Trace = "5b8efff798038103d269b633813fc60c";

    [Fact]
    public async Task A_cost_is_worked_out_kept_and_worked_out_again()
    {
        using var folder = new Folder();
        var data = folder.Below("data");
        await using (var server = await Server.StartAsync(new ServerSetup { Data = data }))
        {
            using var content = new StringContent(
                Request(
                    Span("a1", "gpt-4o", ("gen_ai.usage.input_tokens", 1000), ("gen_ai.usage.output_tokens", 500)),
                    Span("a2", "gpt-4o", ("gen_ai.usage.input_tokens", 1000), ("gen_ai.usage.cost", 0.25)),
                    Span("a3", "nobody-sells-this", ("gen_ai.usage.input_tokens", 1000))
                ),
                Encoding.UTF8,
                "application/json"
            );
            (await server.Client.PostAsync("/v1/traces", content)).EnsureSuccessStatusCode();
            Assert.Equal((0.0075m, "prices", "openai/gpt-4o"), await CostAsync(server, "a1"));
            Assert.Equal((0.25m, "client", null), await CostAsync(server, "a2"));
            Assert.Null(await CostAsync(server, "a3"));
            Assert.Equal((0.2575m, "spans", null), await CostAsync(server, null));
            Assert.Equal(0, (await server.StopAsync()).Code);
        }

        var prices = Path.Combine(folder.Below("own"), "prices.json");
        Directory.CreateDirectory(Path.GetDirectoryName(prices)!);
        await File.WriteAllTextAsync(
            prices,
            """[{"model":"gpt-4o","usdPerMillionTokens":{"input":1,"output":2}},{"model":"nobody-*","usdPerMillionTokens":{"input":3,"output":3}}]"""
        );
        await using (
            var server = await Server.StartAsync(new ServerSetup { Data = data, Arguments = ["--prices", prices] })
        )
        {
            // What was worked out stays until somebody asks for it to be worked out again.
            Assert.Equal((0.0075m, "prices", "openai/gpt-4o"), await CostAsync(server, "a1"));
            var run = await Executable.RunAsync("reindex", "--data", data);
            Assert.True(run.Code == 0, run.Error);
            Assert.Equal((0.002m, "prices", "own:gpt-4o"), await CostAsync(server, "a1"));
            Assert.Equal((0.25m, "client", null), await CostAsync(server, "a2"));
            Assert.Equal((0.003m, "prices", "own:nobody-*"), await CostAsync(server, "a3"));
            Assert.Equal((0.255m, "spans", null), await CostAsync(server, null));
        }
    }

    [Fact]
    public async Task A_model_that_a_project_created_prices_what_comes_then()
    {
        using var folder = new Folder();
        var data = folder.Below("data");
        await using (var server = await Server.StartAsync(new ServerSetup { Data = data }))
        {
            await GenerateAsync(server, "early");
            Assert.Null(await CostOfAsync(server, "early"));
            var id = (
                await PostAsync(
                    server,
                    "models",
                    """
                    {"modelName":"house","matchPattern":"(?i)^house-","unit":"TOKENS","pricingTiers":[
                      {"name":"Standard","isDefault":true,"priority":0,"conditions":[],"prices":{"input":0.001,"output":0.002}},
                      {"name":"long","isDefault":false,"priority":1,"prices":{"input":0.01,"output":0.02},
                       "conditions":[{"usageDetailPattern":"^input","operator":"gt","value":500}]}]}
                    """
                )
            ).GetProperty("id").GetString();
            await GenerateAsync(server, "late");
            await GenerateAsync(server, "long", input: 1000);
            await GenerateAsync(server, "gpt-4o", model: "gpt-4o");
            Assert.Equal((0.14m, "prices", "model:house"), await CostOfAsync(server, "late"));
            Assert.Equal((10.4m, "prices", "model:house long"), await CostOfAsync(server, "long"));
            Assert.Equal("openai/gpt-4o", (await CostOfAsync(server, "gpt-4o"))?.Item3);
            Assert.Null(await CostOfAsync(server, "early"));
            // The list, and the totals of a day.
            var list = await GetAsync(server, "/api/v1/traces");
            var late = list.GetProperty("traces")
                .EnumerateArray()
                .Single(t => t.GetProperty("id").GetString() == "late");
            Assert.Equal(0.14m, late.GetProperty("cost").GetProperty("total").GetDecimal());
            var days = (await GetAsync(server, "/api/public/metrics/daily")).GetProperty("data");
            var usage = days.EnumerateArray().SelectMany(d => d.GetProperty("usage").EnumerateArray());
            Assert.Equal(
                10.54m,
                usage.Single(u => u.GetProperty("model").GetString() == "house-1").GetProperty("totalCost").GetDecimal()
            );

            (await server.Client.DeleteAsync("/api/public/models/" + id)).EnsureSuccessStatusCode();
            await GenerateAsync(server, "after");
            Assert.Null(await CostOfAsync(server, "after"));
            Assert.Equal((0.14m, "prices", "model:house"), await CostOfAsync(server, "late"));
            await PostAsync(
                server,
                "models",
                """{"modelName":"flat","matchPattern":"^house-1$","unit":"REQUESTS","totalPrice":0.5}"""
            );
            Assert.Equal(0, (await server.StopAsync()).Code);
        }

        // Known again after a start, and to a reindexing that no server helps.
        var run = await Executable.RunAsync("reindex", "--data", data);
        Assert.True(run.Code == 0, run.Error);
        await using (var server = await Server.StartAsync(new ServerSetup { Data = data }))
        {
            await GenerateAsync(server, "again");
            foreach (var trace in new[] { "early", "late", "long", "after", "again" })
            {
                Assert.Equal((0.5m, "prices", "model:flat"), await CostOfAsync(server, trace));
            }
        }
    }

    static async Task GenerateAsync(Server server, string trace, string model = "house-1", int input = 100)
    {
        var answer = await PostAsync(
            server,
            "ingestion",
            $$$"""
            {"batch":[{"id":"{{{trace}}}-e","timestamp":"2026-11-20T10:00:00Z","type":"generation-create","body":
            {"id":"{{{trace}}}-g","traceId":"{{{trace}}}","name":"answer","startTime":"2026-11-20T10:00:00Z",
            "model":"{{{model}}}","usage":{"input":{{{input}}},"output":20} } }]}
            """
        );
        Assert.Equal(1, answer.GetProperty("successes").GetArrayLength());
    }

    static async Task<JsonElement> PostAsync(Server server, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await server.Client.PostAsync("/api/public/" + path, content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    static async Task<JsonElement> GetAsync(Server server, string path) =>
        JsonDocument.Parse(await server.Client.GetStringAsync(path)).RootElement;

    /// <summary>That of the one generation; the trace has the same.</summary>
    static async Task<(decimal, string?, string?)?> CostOfAsync(Server server, string trace)
    {
        var cost = (await GetAsync(server, $"/api/v1/traces/{trace}/spans/{trace}-g")).GetProperty("cost");
        var whole = (await GetAsync(server, $"/api/v1/traces/{trace}")).GetProperty("cost");
        if (cost.ValueKind == JsonValueKind.Null)
        {
            Assert.Equal(JsonValueKind.Null, whole.ValueKind);
            return null;
        }

        Assert.Equal(cost.GetProperty("total").GetDecimal(), whole.GetProperty("total").GetDecimal());
        return (
            cost.GetProperty("total").GetDecimal(),
            cost.GetProperty("source").GetString(),
            cost.GetProperty("pricedBy").GetString()
        );
    }

    [Fact]
    public async Task Mistakes_in_a_price_list_are_told_before_anything_starts()
    {
        using var folder = new Folder();
        var prices = Path.Combine(folder.Below("own"), "prices.json");
        Directory.CreateDirectory(Path.GetDirectoryName(prices)!);
        await File.WriteAllTextAsync(prices, """[{"model":"gpt-4o","usdPerMillionTokens":{"input":"cheap"}}]""");
        var run = await Executable.RunAsync("serve", "--data", folder.Below("data"), "--prices", prices);
        Assert.Equal(2, run.Code);
        Assert.Contains("--prices (CLEW_PRICES)", run.Error, StringComparison.Ordinal);
        Assert.Contains("input", run.Error, StringComparison.Ordinal);
    }

    static string Request(params string[] spans) =>
        $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{string.Join(',', spans)}}]}]}]}""";

    static string Span(string id, string model, params (string Key, double Value)[] numbers)
    {
        string[] attributes =
        [
            """{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}}""",
            """{"key":"gen_ai.provider.name","value":{"stringValue":"openai"}}""",
            $$$"""{"key":"gen_ai.request.model","value":{"stringValue":"{{{model}}}"}}""",
            .. numbers.Select(n =>
                $$$"""{"key":"{{{n.Key}}}","value":{"doubleValue":{{{JsonSerializer.Serialize(n.Value)}}} } }"""
            ),
        ];
        return $$"""
            {"traceId":"{{Trace}}","spanId":"00000000000000{{id}}","name":"chat","startTimeUnixNano":"1763640000000000000",
            "endTimeUnixNano":"1763640001000000000","attributes":[{{string.Join(',', attributes)}}]}
            """;
    }

    static async Task<(decimal, string?, string?)?> CostAsync(Server server, string? span)
    {
        var path = $"/api/v1/traces/{Trace}" + (span is null ? "" : $"/spans/00000000000000{span}");
        var cost = JsonDocument.Parse(await server.Client.GetStringAsync(path)).RootElement.GetProperty("cost");
        return cost.ValueKind == JsonValueKind.Null
            ? null
            : (
                cost.GetProperty("total").GetDecimal(),
                cost.GetProperty("source").GetString(),
                cost.GetProperty("pricedBy").GetString()
            );
    }
}
