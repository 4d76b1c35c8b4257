using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

/// <summary>Prompts and their like, as Langfuse's own clients see them.</summary>
public sealed class LangfuseResourceTests : IAsyncLifetime
{
    Server server = null!;

    public async Task InitializeAsync() => server = await Server.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [FactIfInstalled("npm")]
    public Task Prompts_work_with_both_majors_of_the_client() => Clients.SucceedAsync(server, "prompts.mjs");

    [FactIfInstalled("npm")]
    public Task Score_configs_comments_and_models_work() => Clients.SucceedAsync(server, "resources.mjs");

    [FactIfInstalled("npm")]
    public Task Datasets_runs_and_media_work_with_both_majors_of_the_client() =>
        Clients.SucceedAsync(server, "datasets.mjs");
}
