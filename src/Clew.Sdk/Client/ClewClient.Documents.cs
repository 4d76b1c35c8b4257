namespace Clew;

public sealed partial class ClewClient
{
    /// <summary>One page of prompts.</summary>
    public Task<ApiPage<ClewPromptInfo>> ListPromptsAsync(
        int page = 1,
        int limit = 50,
        string? name = null,
        string? label = null,
        string? tag = null,
        CancellationToken ct = default
    ) =>
        PageAsync(
            new QueryText("/v2/prompts")
                .Add("page", page)
                .Add("limit", limit)
                .Add("name", name)
                .Add("label", label)
                .Add("tag", tag),
            json => new ClewPromptInfo(json),
            ct
        );

    /// <summary>One version of a prompt: by number, by label, or without either the one labelled <c>production</c>.</summary>
    public Task<ClewPrompt> GetPromptAsync(
        string name,
        int? version = null,
        string? label = null,
        CancellationToken ct = default
    ) =>
        GetAsync(
            new QueryText("/v2/prompts/" + Segment(name, "name of the prompt"))
                .Add("version", version)
                .Add("label", label)
                .ToString(),
            json => new ClewPrompt(json),
            ct
        );

    /// <summary>Makes a prompt, or the next version of one.</summary>
    public Task<ClewPrompt> CreatePromptAsync(NewPrompt prompt, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var body = new BodyWriter()
            .Add("type", prompt.Type)
            .Add("name", prompt.Name)
            .Add("prompt", prompt.Prompt)
            .Add("config", prompt.Config)
            .Add("labels", prompt.Labels ?? [])
            .Add("tags", prompt.Tags)
            .Add("commitMessage", prompt.CommitMessage);
        return PostAsync("/v2/prompts", body, false, json => new ClewPrompt(json), ct);
    }

    /// <summary>Gives a version labels, which other versions lose.</summary>
    public async Task<ClewPrompt> SetPromptLabelsAsync(
        string name,
        int version,
        IReadOnlyList<string> labels,
        CancellationToken ct = default
    )
    {
        ArgumentNullException.ThrowIfNull(labels);
        using var body = new BodyWriter();
        var path = $"/v2/prompts/{Segment(name, "name of the prompt")}/versions/{version}";
        var request = ApiRequest.Patch(path, body.Add("newLabels", labels).Done());
        return new ClewPrompt(await transport.AskAsync(request, ct).ConfigureAwait(false));
    }

    /// <summary>Deletes a prompt, or only one version, or only the versions with a label.</summary>
    public Task<ApiObject> DeletePromptAsync(
        string name,
        int? version = null,
        string? label = null,
        CancellationToken ct = default
    ) =>
        DeleteAsync(
            new QueryText("/v2/prompts/" + Segment(name, "name of the prompt"))
                .Add("version", version)
                .Add("label", label)
                .ToString(),
            ct
        );

    /// <summary>One page of datasets.</summary>
    public Task<ApiPage<ClewDataset>> ListDatasetsAsync(int page = 1, int limit = 50, CancellationToken ct = default) =>
        PageAsync(
            new QueryText("/v2/datasets").Add("page", page).Add("limit", limit),
            json => new ClewDataset(json),
            ct
        );

    /// <summary>One dataset, without its items.</summary>
    public Task<ClewDataset> GetDatasetAsync(string name, CancellationToken ct = default) =>
        GetAsync("/v2/datasets/" + Segment(name, "name of the dataset"), json => new ClewDataset(json), ct);

    /// <summary>Makes a dataset; one of the same name is updated.</summary>
    public Task<ClewDataset> CreateDatasetAsync(NewDataset dataset, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var body = new BodyWriter()
            .Add("name", dataset.Name)
            .Add("description", dataset.Description)
            .Add("metadata", dataset.Metadata)
            .Add("inputSchema", dataset.InputSchema)
            .Add("expectedOutputSchema", dataset.ExpectedOutputSchema);
        return PostAsync("/v2/datasets", body, true, json => new ClewDataset(json), ct);
    }

    /// <summary>One page of the items of a dataset.</summary>
    public Task<ApiPage<ClewDatasetItem>> ListDatasetItemsAsync(
        string datasetName,
        int page = 1,
        int limit = 50,
        CancellationToken ct = default
    ) =>
        PageAsync(
            new QueryText("/dataset-items").Add("datasetName", datasetName).Add("page", page).Add("limit", limit),
            json => new ClewDatasetItem(json),
            ct
        );

    /// <summary>One item.</summary>
    public Task<ClewDatasetItem> GetDatasetItemAsync(string itemId, CancellationToken ct = default) =>
        GetAsync("/dataset-items/" + Segment(itemId, "item id"), json => new ClewDatasetItem(json), ct);

    /// <summary>Adds an item to a dataset; one of the same id is updated.</summary>
    public Task<ClewDatasetItem> CreateDatasetItemAsync(NewDatasetItem item, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(item);
        var body = new BodyWriter()
            .Add("datasetName", item.DatasetName)
            .Add("id", item.Id ?? events.NewId())
            .Add("input", item.Input)
            .Add("expectedOutput", item.ExpectedOutput)
            .Add("metadata", item.Metadata)
            .Add("sourceTraceId", item.SourceTraceId)
            .Add("sourceObservationId", item.SourceObservationId)
            .Add("status", item.Status);
        return PostAsync("/dataset-items", body, true, json => new ClewDatasetItem(json), ct);
    }

    /// <summary>Deletes an item.</summary>
    public Task<ApiObject> DeleteDatasetItemAsync(string itemId, CancellationToken ct = default) =>
        DeleteAsync("/dataset-items/" + Segment(itemId, "item id"), ct);

    /// <summary>One page of the runs over a dataset.</summary>
    public Task<ApiPage<ClewDatasetRun>> ListDatasetRunsAsync(
        string datasetName,
        int page = 1,
        int limit = 50,
        CancellationToken ct = default
    ) =>
        PageAsync(
            new QueryText($"/datasets/{Segment(datasetName, "name of the dataset")}/runs")
                .Add("page", page)
                .Add("limit", limit),
            json => new ClewDatasetRun(json),
            ct
        );

    /// <summary>One run with its items.</summary>
    public Task<ClewDatasetRun> GetDatasetRunAsync(
        string datasetName,
        string runName,
        CancellationToken ct = default
    ) => GetAsync(RunPath(datasetName, runName), json => new ClewDatasetRun(json), ct);

    /// <summary>Deletes a run.</summary>
    public Task<ApiObject> DeleteDatasetRunAsync(string datasetName, string runName, CancellationToken ct = default) =>
        DeleteAsync(RunPath(datasetName, runName), ct);

    /// <summary>Says what a run made of an item.</summary>
    public Task<ApiObject> AddDatasetRunItemAsync(NewDatasetRunItem item, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(item);
        var body = new BodyWriter()
            .Add("runName", item.RunName)
            .Add("runDescription", item.RunDescription)
            .Add("metadata", item.Metadata)
            .Add("datasetItemId", item.DatasetItemId)
            .Add("traceId", item.TraceId)
            .Add("observationId", item.ObservationId)
            .Add("createdAt", item.CreatedAt);
        return PostAsync("/dataset-run-items", body, false, json => new ApiObject(json), ct);
    }

    static string RunPath(string datasetName, string runName) =>
        $"/datasets/{Segment(datasetName, "name of the dataset")}/runs/{Segment(runName, "name of the run")}";
}
