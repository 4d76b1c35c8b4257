using System.Text.Json;
using Clew.Cli.Client;
using Clew.Cli.ScoreConfigs;

namespace Clew.Cli.Transfer;

/// <summary>Makes the documents of a project that are not there yet, so that doing it again makes nothing twice.</summary>
sealed class DocumentImport(Session call)
{
    readonly ClewClient client = call.Client;
    readonly Dictionary<string, int> versions = new(StringComparer.Ordinal);

    public async Task RunAsync(Origin origin, CancellationToken ct)
    {
        await ScoreConfigsAsync(origin, ct);
        await EachAsync(origin, ProjectFiles.Prompts, "prompt versions", PromptAsync, ct);
        await EachAsync(origin, ProjectFiles.Datasets, "datasets", DatasetAsync, ct);
        await EachAsync(origin, ProjectFiles.DatasetItems, "dataset items", ItemAsync, ct);
        await EachAsync(origin, ProjectFiles.Scores, "scores", ScoreAsync, ct);
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
        await foreach (var document in origin.DocumentsAsync(file, ct).WithCancellation(ct))
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

        if (made + old > 0)
        {
            call.Note($"{made} {things} imported{(old > 0 ? $", {old} were there already" : "")}.");
        }
    }

    async Task ScoreConfigsAsync(Origin origin, CancellationToken ct)
    {
        var configs = new List<NewScoreConfig>();
        await foreach (var document in origin.DocumentsAsync(ProjectFiles.ScoreConfigs, ct).WithCancellation(ct))
        {
            configs.Add(Configs.Copy(new ClewScoreConfig(document.Json), withDescription: true));
        }

        if (configs.Count > 0)
        {
            await Installing.RunAsync(call, configs, allowDuplicates: false, isPreview: false, ct);
        }
    }

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
            new NewDataset(dataset.Name) { Description = dataset.Description, Metadata = Given(document, "metadata") },
            ct
        );
        return true;
    }

    async Task<bool> ItemAsync(ApiObject document, CancellationToken ct)
    {
        var item = new ClewDatasetItem(document.Json);
        await client.CreateDatasetItemAsync(
            new NewDatasetItem(item.DatasetName ?? "")
            {
                Id = item.Id,
                Input = Given(document, "input"),
                ExpectedOutput = Given(document, "expectedOutput"),
                Metadata = Given(document, "metadata"),
                SourceTraceId = item.Text("sourceTraceId"),
                SourceObservationId = item.Text("sourceObservationId"),
                Status = item.Status,
            },
            ct
        );
        return true;
    }

    /// <summary>Those of traces came with them; what is left judges sessions and runs.</summary>
    async Task<bool> ScoreAsync(ApiObject document, CancellationToken ct)
    {
        var score = new ClewScore(document.Json);
        var value = score.DataType is "CATEGORICAL" or "TEXT"
            ? Given(document, "stringValue")
            : Given(document, "value");
        if (score.TraceId is not null || score.SessionId is null || value is not { } given)
        {
            return false;
        }

        await client.ScoreAsync(
            new NewScore(score.Name ?? "", given)
            {
                Id = score.Id,
                SessionId = score.SessionId,
                DataType = score.DataType,
                Comment = score.Comment,
                Metadata = Given(document, "metadata"),
                Environment = score.Text("environment"),
            },
            ct
        );
        return true;
    }

    static JsonElement? Given(ApiObject document, string member) =>
        document.Value(member) is { ValueKind: not JsonValueKind.Null } value ? value : null;
}
