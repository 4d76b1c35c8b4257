using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

/// <summary>What Langfuse's own clients see.</summary>
public sealed class LangfuseResourceTests : IAsyncLifetime
{
    Server server = null!;

    public async Task InitializeAsync() => server = await Server.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [FactIfInstalled("node")]
    public Task Prompts_work_with_both_majors_of_the_client() => LangfuseClients.RunAsync(server, "prompts.mjs");

    [FactIfInstalled("node")]
    public Task Score_configs_comments_and_models_work() => LangfuseClients.RunAsync(server, "resources.mjs");
}
