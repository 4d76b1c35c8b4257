using System.Net;
using System.Text;
using System.Text.Json;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

/// <summary>A verdict that arrives as telemetry stands beside the span that it judges.</summary>
public sealed class ScoresTests : IAsyncLifetime
{
    const string Path = "/api/v1/traces/5b8efff798038103d269b633813fc60c";

    Server server = null!;

    public async Task InitializeAsync() => server = await Server.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    async Task PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await server.Client.PostAsync(new Uri(server.Http, path), content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task An_evaluation_that_comes_first_and_twice_is_one_score()
    {
        const string Verdict =
            """{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1763640002000000000","eventName":"gen_ai.evaluation.result","traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","attributes":[{"key":"gen_ai.evaluation.name","value":{"stringValue":"relevance"}},{"key":"gen_ai.evaluation.score.value","value":{"doubleValue":0.25}},{"key":"gen_ai.evaluation.score.label","value":{"stringValue":"low"}},{"key":"gen_ai.evaluation.explanation","value":{"stringValue":"It answers something else."}}]}]}]}]}""";
        const string Span =
            """{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"chat","startTimeUnixNano":"1763640000000000000","endTimeUnixNano":"1763640001000000000"}]}]}]}""";
        await PostAsync("/v1/logs", Verdict);
        using var early = await server.Client.GetAsync(new Uri(server.Http, Path));
        Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        await PostAsync("/v1/traces", Span);
        await PostAsync("/v1/logs", Verdict);
        foreach (var path in new[] { Path, Path + "/spans/eee19b7ec3c1b174" })
        {
            var answer = JsonDocument.Parse(await server.Client.GetStringAsync(new Uri(server.Http, path))).RootElement;
            var score = Assert.Single(answer.GetProperty("scores").EnumerateArray());
            Assert.Equal(0.25, score.GetProperty("value").GetDouble());
            Assert.Equal(
                ["eee19b7ec3c1b174", "relevance", "low", "It answers something else.", "eval"],
                new[] { "spanId", "name", "text", "comment", "source" }.Select(key =>
                    score.GetProperty(key).GetString()
                )
            );
            Assert.Equal("gen_ai.evaluation.name", score.GetProperty("provenance").GetProperty("source").GetString());
        }
    }

    [Fact]
    public async Task A_category_has_the_number_of_its_configuration_and_a_number_its_category()
    {
        using var content = new StringContent(
            """{"name":"mood","dataType":"CATEGORICAL","categories":[{"label":"good","value":2.5},{"label":"bad","value":-1}]}""",
            Encoding.UTF8,
            "application/json"
        );
        using var made = await server.Client.PostAsync(new Uri(server.Http, "/api/public/score-configs"), content);
        var text = await made.Content.ReadAsStringAsync();
        Assert.True(made.IsSuccessStatusCode, text);
        var config = JsonDocument.Parse(text).RootElement.GetProperty("id").GetString();
        await PostAsync(
            "/api/public/scores",
            $$"""{"id":"one","traceId":"t","name":"mood","value":"good","configId":"{{config}}"}"""
        );
        await PostAsync(
            "/api/public/scores",
            $$"""{"id":"two","traceId":"t","name":"mood","value":-1,"configId":"{{config}}"}"""
        );
        foreach (var (id, label, number) in new[] { ("one", "good", 2.5), ("two", "bad", -1) })
        {
            var uri = new Uri(server.Http, "/api/public/v2/scores/" + id);
            var score = JsonDocument.Parse(await server.Client.GetStringAsync(uri)).RootElement;
            Assert.Equal("CATEGORICAL", score.GetProperty("dataType").GetString());
            Assert.Equal(label, score.GetProperty("stringValue").GetString());
            Assert.Equal(number, score.GetProperty("value").GetDouble());
        }

        var found = new Uri(server.Http, "/api/public/v2/scores?operator=%3E&value=2");
        var list = JsonDocument.Parse(await server.Client.GetStringAsync(found)).RootElement.GetProperty("data");
        Assert.Equal("one", Assert.Single(list.EnumerateArray()).GetProperty("id").GetString());
    }
}
