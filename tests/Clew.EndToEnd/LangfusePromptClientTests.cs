using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

/// <summary>Prompts and the like, as Langfuse's own clients see them; their scripts judge for themselves.</summary>
public sealed class LangfusePromptClientTests
{
    [FactIfClients]
    public Task Prompts_work_with_both_majors_of_the_client() => IsGoodAsync("prompts.mjs");

    [FactIfClients]
    public Task Score_configs_comments_and_models_work() => IsGoodAsync("resources.mjs");

    static async Task IsGoodAsync(string script)
    {
        await using var server = await Server.StartAsync();
        var answer = await Clients.RunAsync(server, script);
        Assert.True(answer.Code == 0, answer.Output + answer.Error);
    }
}
