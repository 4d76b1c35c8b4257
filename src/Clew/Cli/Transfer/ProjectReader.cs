using System.Runtime.CompilerServices;

namespace Clew.Cli.Transfer;

/// <summary>Reads all of a project from a server.</summary>
static class ProjectReader
{
    const int PageSize = 100;

    /// <summary>Oldest first, so that what arrives meanwhile comes at the end and moves no page.</summary>
    /// <param name="isKnown">Traces that need not be fetched.</param>
    public static async IAsyncEnumerable<ClewTrace> TracesAsync(
        ClewClient client,
        DateTimeOffset? since,
        Func<string, bool> isKnown,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var query = new TraceQuery
        {
            Limit = PageSize,
            OrderBy = "timestamp.asc",
            Fields = "core",
            From = since,
        };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var all = ClewClient.AllAsync((page, token) => client.ListTracesAsync(query with { Page = page }, token), ct);
        await foreach (var trace in all)
        {
            if (seen.Add(trace.Id) && !isKnown(trace.Id))
            {
                yield return await client.GetTraceAsync(trace.Id, ct);
            }
        }
    }

    public static IAsyncEnumerable<ApiObject> DocumentsAsync(ClewClient client, string file, CancellationToken ct) =>
        file switch
        {
            ProjectFiles.ScoreConfigs => All((n, t) => client.ListScoreConfigsAsync(n, PageSize, t), ct),
            ProjectFiles.Prompts => PromptsAsync(client, ct),
            ProjectFiles.Datasets => All((n, t) => client.ListDatasetsAsync(n, PageSize, t), ct),
            ProjectFiles.DatasetItems => ItemsAsync(client, ct),
            ProjectFiles.DatasetRuns => RunsAsync(client, ct),
            ProjectFiles.Models => All((n, t) => client.ListModelsAsync(n, PageSize, t), ct)
                .TakeWhile(model => !IsServers(model)),
            ProjectFiles.Scores => All(
                (n, t) => client.ListScoresAsync(new ScoreQuery { Page = n, Limit = PageSize }, t),
                ct
            ),
            ProjectFiles.Comments => All(
                (n, t) => client.ListCommentsAsync(new CommentQuery { Page = n, Limit = PageSize }, t),
                ct
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(file), file, null),
        };

    static async IAsyncEnumerable<ApiObject> All<T>(
        Func<int, CancellationToken, Task<ApiPage<T>>> page,
        [EnumeratorCancellation] CancellationToken ct
    )
        where T : ApiObject
    {
        await foreach (var item in ClewClient.AllAsync(page, ct))
        {
            yield return item;
        }
    }

    /// <summary>Every version of every prompt, the first one first.</summary>
    static async IAsyncEnumerable<ApiObject> PromptsAsync(
        ClewClient client,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await foreach (var prompt in ClewClient.AllAsync((n, t) => client.ListPromptsAsync(n, PageSize, ct: t), ct))
        {
            foreach (var version in prompt.Versions.Order())
            {
                yield return await client.GetPromptAsync(prompt.Name, version, ct: ct);
            }
        }
    }

    static async IAsyncEnumerable<ApiObject> ItemsAsync(
        ClewClient client,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await foreach (var dataset in ClewClient.AllAsync((n, t) => client.ListDatasetsAsync(n, PageSize, t), ct))
        {
            var items = ClewClient.AllAsync((n, t) => client.ListDatasetItemsAsync(dataset.Name, n, PageSize, t), ct);
            await foreach (var item in items)
            {
                yield return item;
            }
        }
    }

    static async IAsyncEnumerable<ApiObject> RunsAsync(ClewClient client, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var dataset in ClewClient.AllAsync((n, t) => client.ListDatasetsAsync(n, PageSize, t), ct))
        {
            var runs = ClewClient.AllAsync((n, t) => client.ListDatasetRunsAsync(dataset.Name, n, PageSize, t), ct);
            await foreach (var run in runs)
            {
                yield return await client.GetDatasetRunAsync(dataset.Name, run.Name, ct);
            }
        }
    }

    /// <summary>They come after those of the project, and there are hundreds.</summary>
    static bool IsServers(ApiObject model) => model.Flag("isLangfuseManaged") == true;
}
