using System.Text;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

public sealed class ReindexTests
{
    const string Request =
        """{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"chat gpt-4o","startTimeUnixNano":"1763640000000000000","endTimeUnixNano":"1763640001000000000","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":"12"}}]}]}]}]}""";

    [Fact]
    public async Task Kept_traces_are_understood_again_with_and_without_a_server()
    {
        using var folder = new Folder();
        var data = folder.Below("data");
        await using (var server = await Server.StartAsync(new ServerSetup { Data = data }))
        {
            using var content = new StringContent(Request, Encoding.UTF8, "application/json");
            (await server.Client.PostAsync("/v1/traces", content)).EnsureSuccessStatusCode();
            var before = await ListAsync(server);
            Assert.Contains("chat gpt-4o", before, StringComparison.Ordinal);

            Assert.Equal("Understood 1 of 1 traces again.", await RunAsync(data));
            Assert.Equal(before, await ListAsync(server));
            Assert.Equal("Understood 0 of 0 traces again.", await RunAsync(data, "--since", "1h"));
            Assert.Equal(0, (await server.StopAsync()).Code);
        }

        Assert.Equal("Understood 1 of 1 traces again.", await RunAsync(data, "--since", "2025-11-01"));
        var wrong = await Executable.RunAsync("reindex", "--since", "soon", "--data", data);
        Assert.Equal(1, wrong.Code);
        Assert.StartsWith("Error: 'soon' is not a time; use 7d", wrong.Error, StringComparison.Ordinal);
    }

    static Task<string> ListAsync(Server server) => server.Client.GetStringAsync("/api/v1/traces");

    static async Task<string> RunAsync(string data, params string[] more)
    {
        var run = await Executable.RunAsync(["reindex", .. more, "--data", data]);
        Assert.True(run.Code == 0, run.Error);
        return run.Output.Trim();
    }
}
