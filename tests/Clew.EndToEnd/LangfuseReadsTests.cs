using System.Net.Http.Json;
using System.Text.Json;
using Clew.EndToEnd.Captures;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

/// <summary>What a real client sent, in all shapes in which Langfuse's API gives it back, from the real store.</summary>
public sealed class LangfuseReadsTests
{
    const string Query =
        """{"view":"observations","metrics":[{"measure":"count","aggregation":"count"}],"fromTimestamp":"2000-01-01T00:00:00Z","toTimestamp":"2100-01-01T00:00:00Z"}""";

    [Fact]
    public async Task A_capture_is_the_same_in_all_lists()
    {
        await using var server = await Server.StartAsync();
        await new Capture("vercel-ai-v5").SendAsync(server, "sk-lf-local");

        var trace = (await Data("traces"))[0];
        var id = trace.GetProperty("id").GetString();
        var observations = Ids(await Data("observations?limit=100"));
        Assert.NotEmpty(observations);
        Assert.Equal(observations, Ids(await Data("v2/observations?limit=1000")));
        Assert.All(Strings(trace.GetProperty("observations")), o => Assert.Contains(o, observations));
        foreach (var observation in observations)
        {
            var one = await server.Client.GetFromJsonAsync<JsonElement>($"/api/public/observations/{observation}");
            Assert.Equal(observation, one.GetProperty("id").GetString());
        }

        var whole = await server.Client.GetFromJsonAsync<JsonElement>($"/api/public/traces/{id}");
        Assert.Equal(trace.GetProperty("name").GetString(), whole.GetProperty("name").GetString());
        Assert.Equal(trace.GetProperty("input").GetRawText(), whole.GetProperty("input").GetRawText());
        Assert.Equal(Ids(await Data("scores")), Ids(await Data("v3/scores")));
        if (trace.GetProperty("sessionId").GetString() is { } session)
        {
            Assert.Contains(session, Ids(await Data("sessions")));
        }

        var counted = (await Data("metrics?query=" + Uri.EscapeDataString(Query)))[0];
        Assert.Equal(observations.Count, counted.GetProperty("count_count").GetInt32());
        var days = await Data("metrics/daily");
        Assert.Equal(observations.Count, days.Sum(d => d.GetProperty("countObservations").GetInt32()));

        async Task<JsonElement[]> Data(string path)
        {
            var answer = await server.Client.GetFromJsonAsync<JsonElement>("/api/public/" + path);
            return [.. answer.GetProperty("data").EnumerateArray()];
        }
    }

    static HashSet<string> Ids(IEnumerable<JsonElement> items) =>
        [.. items.Select(i => i.GetProperty("id").GetString()!)];

    static IEnumerable<string> Strings(JsonElement list) => list.EnumerateArray().Select(i => i.GetString()!);
}
