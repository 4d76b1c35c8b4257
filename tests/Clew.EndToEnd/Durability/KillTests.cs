using System.Net;
using System.Text.Json;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd.Durability;

public sealed class KillTests
{
    [Fact]
    public async Task After_a_kill_under_load_every_acknowledged_trace_is_there_and_none_is_half_there()
    {
        using var folder = new Folder();
        var setup = new ServerSetup { Data = folder.Below("data") };
        Load load;
        await using (var server = await Server.StartAsync(setup))
        {
            load = new Load(server);
            var running = load.RunAsync(senders: 8, requestsEach: int.MaxValue, CancellationToken.None);
            await Task.Delay(TimeSpan.FromSeconds(3));
            await server.KillAsync();
            await running;
        }
        Assert.True(
            load.Acknowledged.Count > 50,
            $"Only {load.Acknowledged.Count} requests were answered before the kill."
        );

        await using var again = await Server.StartAsync(setup);
        var acknowledged = load.Acknowledged.ToHashSet();
        foreach (var trace in load.Sent)
        {
            using var response = await again.Client.GetAsync($"/api/v1/traces/{trace}");
            if (response.StatusCode == HttpStatusCode.NotFound && !acknowledged.Contains(trace))
            {
                continue;
            }
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
            Assert.Equal(Load.SpansPerTrace, answer.RootElement.GetProperty("spanCount").GetInt32());
            // 1 + 2 + … + 20: no span counts twice, none is missing.
            Assert.Equal(210, answer.RootElement.GetProperty("usage").GetProperty("inputTokens").GetInt32());
        }
        Assert.Equal(0, (await again.StopAsync()).Code);
    }
}
