namespace Clew.Tests.Api;

public sealed partial class LangfuseReadsTests
{
    [Fact]
    public async Task MetricsAreExactAndGrouped()
    {
        var rows = await Metrics(
            "/metrics",
            """{"view":"observations","dimensions":[{"field":"providedModelName"}],"metrics":[{"measure":"count","aggregation":"count"},{"measure":"totalTokens","aggregation":"sum"},{"measure":"latency","aggregation":"p50"}],"filters":[{"type":"string","column":"type","operator":"=","value":"GENERATION"}],"fromTimestamp":"2025-11-20T00:00:00Z","toTimestamp":"2025-11-22T00:00:00Z"}"""
        );
        Assert.Equal(
            """[{"providedModelName":"gpt-4o","count_count":2,"sum_totalTokens":60,"p50_latency":2000}]""",
            rows
        );
        rows = await Metrics(
            "/metrics",
            """{"view":"traces","metrics":[{"measure":"count","aggregation":"count"},{"measure":"uniqueUserIds","aggregation":"uniq"}],"timeDimension":{"granularity":"day"},"fromTimestamp":"2025-11-20T00:00:00Z","toTimestamp":"2025-11-22T00:00:00Z","orderBy":[{"field":"time_dimension","direction":"desc"}]}"""
        );
        Assert.Equal(
            """[{"time_dimension":"2025-11-21T00:00:00.000Z","count_count":1,"uniq_uniqueUserIds":1},{"time_dimension":"2025-11-20T00:00:00.000Z","count_count":2,"uniq_uniqueUserIds":1}]""",
            rows
        );
        rows = await Metrics(
            "/v2/metrics",
            """{"view":"scores-numeric","dimensions":[{"field":"name"}],"metrics":[{"measure":"value","aggregation":"avg"}],"fromTimestamp":"2025-11-20T00:00:00Z","toTimestamp":"2025-11-22T00:00:00Z"}"""
        );
        Assert.Equal("""[{"name":"relevance","avg_value":0.25}]""", rows);
        rows = await Metrics(
            "/v2/metrics",
            """{"view":"observations","metrics":[{"measure":"latency","aggregation":"histogram"},{"measure":"countScores","aggregation":"sum"}],"config":{"bins":2},"fromTimestamp":"2025-11-20T00:00:00Z","toTimestamp":"2025-11-22T00:00:00Z"}"""
        );
        Assert.Equal("""[{"histogram_latency":[[1000,2500,3],[2500,4000,2]],"sum_countScores":1}]""", rows);
        var (status, _) = await Ask(
            "/v2/metrics",
            """?query={"view":"observations","dimensions":[{"field":"traceId"}],"metrics":[{"measure":"count","aggregation":"count"}],"fromTimestamp":"2025-11-20T00:00:00Z","toTimestamp":"2025-11-22T00:00:00Z"}"""
        );
        Assert.Equal(400, status);
    }

    [Fact]
    public async Task FirstTokensPartsOfTheCostAndPromptsAreCountedAndFound()
    {
        await api.SendSpansAsync(
            Span(
                4,
                6,
                200_000,
                200_004,
                ("langfuse.observation.type", "generation"),
                ("langfuse.observation.completion_start_time", "\"2025-11-22T19:33:21.500Z\""),
                ("langfuse.observation.cost_details", """{"input":0.25,"cache_read_input_tokens":0.25,"output":1}"""),
                ("langfuse.observation.prompt.name", "greeting"),
                ("langfuse.observation.prompt.version", "3"),
                ("langfuse.observation.status_message", "slow answer")
            )
        );
        const string Range = """
"fromTimestamp":"2025-11-22T00:00:00Z","toTimestamp":"2025-11-24T00:00:00Z"}
""";
        var rows = await Metrics(
            "/v2/metrics",
            """{"view":"observations","dimensions":[{"field":"promptName"}],"metrics":[{"measure":"inputCost","aggregation":"sum"},{"measure":"outputCost","aggregation":"sum"},{"measure":"totalCost","aggregation":"sum"},{"measure":"timeToFirstToken","aggregation":"avg"},{"measure":"streamingLatency","aggregation":"max"}],"""
                + Range
        );
        Assert.Equal(
            """[{"promptName":"greeting","sum_inputCost":0.5,"sum_outputCost":1,"sum_totalCost":1.5,"avg_timeToFirstToken":1500,"max_streamingLatency":2500}]""",
            rows
        );
        rows = await Metrics(
            "/metrics",
            """{"view":"traces","metrics":[{"measure":"count","aggregation":"count"},{"measure":"scoresCount","aggregation":"sum"},{"measure":"latency","aggregation":"avg"}],"timeDimension":{"granularity":"day"},"""
                + Range
        );
        Assert.Equal(
            """[{"time_dimension":"2025-11-22T00:00:00.000Z","count_count":1,"sum_scoresCount":0,"avg_latency":4000},{"time_dimension":"2025-11-23T00:00:00.000Z","count_count":0,"sum_scoresCount":0,"avg_latency":null}]""",
            rows
        );
        foreach (
            var (column, type, op, value) in new[]
            {
                ("promptName", "string", "=", "\"greeting\""),
                ("promptVersion", "number", "=", "3"),
                ("statusMessage", "string", "contains", "\"slow\""),
                ("timeToFirstToken", "number", ">", "1"),
                ("inputCost", "number", "=", "0.5"),
            }
        )
        {
            var filter = $$"""[{"type":"{{type}}","column":"{{column}}","operator":"{{op}}","value":{{value}}}]""";
            var (status, answer) = await Ask("/observations", "?filter=" + Uri.EscapeDataString(filter));
            Assert.True(status == 200, answer.GetRawText());
            Assert.Equal([Observation(6)], Ids(answer));
        }

        var shown = (await Ask("/observations/{observationId}", "", ("observationId", Observation(6)))).Answer;
        Assert.Equal(
            """{"input":0.25,"cache_read_input_tokens":0.25,"output":1,"total":1.5}""",
            shown.GetProperty("costDetails").GetRawText()
        );
        Assert.Equal(0.5m, shown.GetProperty("calculatedInputCost").GetDecimal());
    }

    [Fact]
    public async Task EveryDayIsAddedUp()
    {
        var (_, answer) = await Ask("/metrics/daily", "?limit=1");
        var day = Assert.Single(answer.GetProperty("data").EnumerateArray());
        Assert.Equal(2, answer.GetProperty("meta").GetProperty("totalItems").GetInt32());
        Assert.Equal(
            ("2025-11-21", 1, 2),
            (
                day.GetProperty("date").GetString(),
                day.GetProperty("countTraces").GetInt32(),
                day.GetProperty("countObservations").GetInt32()
            )
        );
        var usage = Assert.Single(day.GetProperty("usage").EnumerateArray());
        Assert.Equal(
            ("gpt-4o", 45),
            (usage.GetProperty("model").GetString(), usage.GetProperty("totalUsage").GetInt32())
        );
        var ofAnn = (await Ask("/metrics/daily", "?userId=ann" + Time)).Answer.GetProperty("data")[0];
        Assert.Equal(
            (2, 3),
            (ofAnn.GetProperty("countTraces").GetInt32(), ofAnn.GetProperty("countObservations").GetInt32())
        );
    }

    async Task<string> Metrics(string path, string query)
    {
        var (status, answer) = await Ask(path, "?query=" + Uri.EscapeDataString(query));
        Assert.True(status == 200, answer.GetRawText());
        return answer.GetProperty("data").GetRawText();
    }
}
