using System.Text.Json;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

/// <summary>Langfuse's own clients, which know nothing of Clew.</summary>
public sealed class LangfuseClientTests
{
    [FactIfInstalled("npm")]
    public async Task The_SDK_3_sends_updates_and_reads_back()
    {
        await using var server = await Server.StartAsync();
        var said = await RunAsync(server, "v3.mjs");
        Assert.Empty(said.GetProperty("failures").EnumerateArray());

        var trace = said.GetProperty("read");
        Assert.Equal("chat-turn", Text(trace, "name"));
        Assert.Equal(("user-1", "session-1"), (Text(trace, "userId"), Text(trace, "sessionId")));
        Assert.Equal("""["a","b"]""", trace.GetProperty("tags").GetRawText());
        Assert.Equal("What is the capital of France? 🇫🇷", Text(trace.GetProperty("input"), "question"));
        Assert.Equal("Paris", Text(trace.GetProperty("output"), "answer"));
        var metadata = trace.GetProperty("metadata");
        Assert.Equal("gold", Text(metadata, "tier"));
        Assert.True(metadata.GetProperty("done").GetBoolean());
        Assert.Equal(1, metadata.GetProperty("nested").GetProperty("a").GetInt32());

        var observations = ByName(trace, "observations");
        Assert.Equal(["cache-miss", "llm", "retrieve", "unfinished"], observations.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            ("EVENT", "WARNING"),
            (Text(observations["cache-miss"], "type"), Text(observations["cache-miss"], "level"))
        );
        Assert.Equal(Text(said, "span"), Text(observations["cache-miss"], "parentObservationId"));
        Assert.Equal("doc-1", Text(observations["retrieve"].GetProperty("output")[0], "id"));
        Assert.Equal("half", Text(observations["unfinished"], "output"));
        Assert.Null(Text(observations["unfinished"], "endTime"));
        var generation = observations["llm"];
        Assert.Equal(("GENERATION", "gpt-4o-mini"), (Text(generation, "type"), Text(generation, "model")));
        Assert.Equal(0.5, generation.GetProperty("modelParameters").GetProperty("temperature").GetDouble());
        Assert.Equal("Paris", Text(generation.GetProperty("output"), "content"));
        Assert.Equal(15, generation.GetProperty("totalTokens").GetInt64());
        Assert.NotNull(Text(generation, "completionStartTime"));

        var scores = ByName(trace, "scores");
        Assert.Equal(["label", "quality", "thumbs"], scores.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(0.9, scores["quality"].GetProperty("value").GetDouble());
        Assert.Equal(
            ("correct", Text(said, "generation")),
            (Text(scores["label"], "stringValue"), Text(scores["label"], "observationId"))
        );
        Assert.Equal("BOOLEAN", Text(scores["thumbs"], "dataType"));
    }

    [FactIfInstalled("npm")]
    public async Task The_SDK_5_sends_OTLP_and_scores_and_reads_back()
    {
        await using var server = await Server.StartAsync();
        var trace = (await RunAsync(server, "v5.mjs")).GetProperty("read");
        Assert.Equal("chat-turn", Text(trace, "name"));
        Assert.Equal(("user-1", "session-1"), (Text(trace, "userId"), Text(trace, "sessionId")));
        Assert.Equal("staging", Text(trace, "environment"));
        Assert.Equal("Paris", Text(trace.GetProperty("output"), "answer"));
        var observations = ByName(trace, "observations");
        Assert.Equal(["chat-turn", "llm", "lookup"], observations.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("TOOL", Text(observations["lookup"], "type"));
        Assert.Equal(15, observations["llm"].GetProperty("totalTokens").GetInt64());
        var scores = ByName(trace, "scores");
        Assert.Equal(["label", "quality"], scores.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Text(observations["llm"], "id"), Text(scores["quality"], "observationId"));
    }

    static async Task<JsonElement> RunAsync(Server server, string script)
    {
        var answer = await Clients.RunLangfuseAsync(server, script);
        Assert.True(answer.Code == 0, answer.Error);
        return JsonDocument.Parse(answer.Output.Trim().Split('\n')[^1]).RootElement;
    }

    static Dictionary<string, JsonElement> ByName(JsonElement trace, string list) =>
        trace.GetProperty(list).EnumerateArray().ToDictionary(item => Text(item, "name")!);

    static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
