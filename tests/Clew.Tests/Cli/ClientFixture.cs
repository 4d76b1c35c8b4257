using System.Text.Json;
using Clew.Cli;
using Clew.Tests.Host;
using Clew.Tests.Sdk;

namespace Clew.Tests.Cli;

/// <summary>Runs the command line against a server of the test's own.</summary>
public abstract class ClientFixture : IAsyncLifetime
{
    internal FakeApi Api { get; private set; } = null!;
    internal Around Around { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Api = await FakeApi.StartAsync();
        Around = new Around(("CLEW_HOST", Api.Address), ("HOME", "/nowhere"));
        Around.Clock(new HurriedTime());
    }

    public async Task DisposeAsync()
    {
        Around.Dispose();
        await Api.DisposeAsync();
    }

    protected async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        Around.Output.GetStringBuilder().Clear();
        Around.Error.GetStringBuilder().Clear();
        var code = await CommandLine.RunAsync(args, Around.Surroundings, CancellationToken.None);
        return (code, Around.Output.ToString(), Around.Error.ToString());
    }

    /// <summary>The bodies of all events that have arrived.</summary>
    protected IReadOnlyList<JsonElement> Bodies() =>
        [
            .. Api
                .Requests.Where(asked => asked.Path == "/api/public/ingestion")
                .SelectMany(asked => asked.Json.GetProperty("batch").EnumerateArray())
                .Select(e => e.GetProperty("body")),
        ];
}
