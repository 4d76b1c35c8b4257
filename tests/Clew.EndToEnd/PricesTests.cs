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
