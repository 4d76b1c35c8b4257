using System.Runtime.CompilerServices;
using System.Text.Json;
using Clew.Cli.Client;

namespace Clew.Cli.Transfer;

/// <summary>Makes the documents of a project that are not there yet, so that doing it again makes nothing twice.</summary>
sealed class DocumentImport(Session call, Progress done, ConfigImport configs)
{
    readonly ClewClient client = call.Client;
    readonly Dictionary<string, int> versions = new(StringComparer.Ordinal);
    readonly RunImport runs = new(call.Client);
    readonly List<NewDatasetItem> archived = [];
    HashSet<string>? models;

    /// <summary>What traces and scores are understood by.</summary>
    public async Task RunBeforeTracesAsync(Origin origin, CancellationToken ct)
    {
        await EachAsync(origin, ProjectFiles.Models, "models", ModelAsync, ct);
        var (made, old) = await configs.RunAsync(Readable(origin, ProjectFiles.ScoreConfigs, ct), ct);
        Say(made, old, "score configs");
    }

    public async Task RunAfterTracesAsync(Origin origin, CancellationToken ct)
    {
        await EachAsync(origin, ProjectFiles.Prompts, "prompt versions", PromptAsync, ct);
        await EachAsync(origin, ProjectFiles.Datasets, "datasets", DatasetAsync, ct);
        await EachAsync(origin, ProjectFiles.DatasetItems, "dataset items", ItemAsync, ct);
        await EachAsync(origin, ProjectFiles.DatasetRuns, "dataset runs", runs.AddAsync, ct);
        foreach (var item in archived)
        {
            await client.CreateDatasetItemAsync(item, ct);
        }

        await EachAsync(origin, ProjectFiles.Scores, "scores of sessions and runs", ScoreAsync, ct);
        await configs.ArchiveAsync(ct);
        await EachAsync(origin, ProjectFiles.Comments, "comments", CommentAsync, ct);
    }

    /// <param name="make">False if it was there already.</param>
    async Task EachAsync(
        Origin origin,
        string file,
        string things,
        Func<ApiObject, CancellationToken, Task<bool>> make,
        CancellationToken ct
    )
    {
        var (made, old) = (0, 0);
        await foreach (var document in Readable(origin, file, ct).WithCancellation(ct))
        {
            if (await make(document, ct))
            {
                made++;
            }
            else
            {
                old++;
            }
        }

        Say(made, old, things);
    }

    void Say(int made, int old, string things)
    {
        if (made + old > 0)
        {
            call.Note($"{made} {things} imported{(old > 0 ? $", {old} were there already" : "")}.");
        }
    }

    /// <summary>A server need not have everything: what it does not know is said, and passed over.</summary>
    async IAsyncEnumerable<ApiObject> Readable(
        Origin origin,
        string file,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await using var documents = origin.DocumentsAsync(file, ct).GetAsyncEnumerator(ct);
        while (true)
        {
            try
            {
                if (!await documents.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (ClewException e)
                when (e.Kind is ClewErrorKind.NotSupported or ClewErrorKind.NotThisApi or ClewErrorKind.NotFound)
            {
                call.Note($"Warning: {file} is not read: {e.Message}");
                yield break;
            }

            yield return documents.Current;
        }
    }

    async Task<bool> ModelAsync(ApiObject document, CancellationToken ct)
    {
        models ??= await ProjectReader
            .DocumentsAsync(client, ProjectFiles.Models, ct)
            .Select(KeyOf)
            .ToHashSetAsync(StringComparer.Ordinal, ct);
        if (!models.Add(KeyOf(document)))
        {
            return false;
        }

        await client.CreateModelAsync(
            new NewModel(
                document.Text("modelName") ?? "",
                document.Text("matchPattern") ?? "",
                document.Text("unit") ?? "TOKENS",
                Given(document, "pricingTiers") ?? default
            )
            {
                StartDate = document.Time("startDate"),
                TokenizerId = document.Text("tokenizerId"),
                TokenizerConfig = Given(document, "tokenizerConfig"),
            },
            ct
        );
        return true;
    }

    static string KeyOf(ApiObject model) =>
        $"{model.Text("modelName")}\n{model.Text("matchPattern")}\n{model.Text("startDate")}\n{model.Text("unit")}";

    async Task<bool> PromptAsync(ApiObject document, CancellationToken ct)
    {
        var prompt = new ClewPrompt(document.Json);
        if (!versions.TryGetValue(prompt.Name, out var there))
        {
            there = await VersionsAsync(prompt.Name, ct);
        }

        versions[prompt.Name] = Math.Max(there, prompt.Version);
        if (prompt.Version <= there || prompt.Prompt is not { } content)
        {
            return false;
        }

        await client.CreatePromptAsync(
            new NewPrompt(prompt.Name, content)
            {
                Type = prompt.Type,
                // The server gives this one itself.
                Labels = [.. prompt.Labels.Where(label => label != "latest")],
                Tags = prompt.Tags,
                Config = prompt.Value("config"),
                CommitMessage = prompt.CommitMessage,
            },
            ct
        );
        return true;
    }

    async Task<int> VersionsAsync(string name, CancellationToken ct)
    {
        var found = await client.ListPromptsAsync(name: name, ct: ct);
        return found
            .Items.Where(prompt => prompt.Name == name)
            .SelectMany(prompt => prompt.Versions)
            .DefaultIfEmpty(0)
            .Max();
    }

    async Task<bool> DatasetAsync(ApiObject document, CancellationToken ct)
    {
        var dataset = new ClewDataset(document.Json);
        await client.CreateDatasetAsync(
            new NewDataset(dataset.Name)
            {
                Description = dataset.Description,
                Metadata = Given(document, "metadata"),
                InputSchema = Given(document, "inputSchema"),
                ExpectedOutputSchema = Given(document, "expectedOutputSchema"),
            },
            ct
        );
        return true;
    }

    async Task<bool> ItemAsync(ApiObject document, CancellationToken ct)
    {
        var item = new ClewDatasetItem(document.Json);
        var copy = new NewDatasetItem(item.DatasetName ?? "")
        {
            Id = item.Id,
            Input = Given(document, "input"),
            ExpectedOutput = Given(document, "expectedOutput"),
            Metadata = Given(document, "metadata"),
            SourceTraceId = item.Text("sourceTraceId"),
            SourceObservationId = item.Text("sourceObservationId"),
            Status = item.Status,
        };
        // Runs are of active items: it is archived when they are there.
        if (item.Status == "ARCHIVED")
        {
            archived.Add(copy);
            copy = copy with { Status = "ACTIVE" };
        }

        await client.CreateDatasetItemAsync(copy, ct);
        return true;
    }

    /// <summary>Those of traces came with them; what is left judges sessions and runs.</summary>
    async Task<bool> ScoreAsync(ApiObject document, CancellationToken ct)
    {
        var score = new ClewScore(document.Json);
        var key = "score " + score.Id;
        var run = score.Text("datasetRunId") is { } old ? runs.Ids.GetValueOrDefault(old) : null;
        if (score.TraceId is not null || (score.SessionId is null && run is null) || done.Knows(key))
        {
            return false;
        }

        await client.IngestAsync([TraceImport.ScoreEvent(score, configs.Ids, run)], ct);
        done.Remember(key);
        return true;
    }

    async Task<bool> CommentAsync(ApiObject document, CancellationToken ct)
    {
        var comment = new ClewComment(document.Json);
        var key = "comment " + comment.Id;
        if (done.Knows(key))
        {
            return false;
        }

        await client.CommentAsync(
            new NewComment(comment.ObjectType ?? "", comment.ObjectId ?? "", comment.Content ?? "")
            {
                AuthorUserId = comment.Text("authorUserId"),
                Id = comment.Id,
                CreatedAt = comment.CreatedAt,
            },
            ct
        );
        done.Remember(key);
        return true;
    }

    static JsonElement? Given(ApiObject document, string member) =>
        document.Value(member) is { ValueKind: not JsonValueKind.Null } value ? value : null;
}
