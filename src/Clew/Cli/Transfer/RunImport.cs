using System.Text.Json;

namespace Clew.Cli.Transfer;

/// <summary>Makes the runs of datasets again, item by item; what is there already stays.</summary>
sealed class RunImport(ClewClient client)
{
    readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);

    /// <summary>The ids that runs have here, by those that they had.</summary>
    public IReadOnlyDictionary<string, string> Ids => ids;

    /// <returns>False if nothing of it was new, or it has no items: a run is made by its first one.</returns>
    public async Task<bool> AddAsync(ApiObject document, CancellationToken ct)
    {
        var run = new ClewDatasetRun(document.Json);
        var there = await FindAsync(document.Text("datasetName") ?? "", run.Name, ct);
        var known = there is null ? [] : ItemsOf(there).Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        if (there is not null)
        {
            ids[run.Id] = there.Id;
        }

        var isNew = false;
        // They are listed newest first; the run is as old as its first.
        foreach (var item in ItemsOf(document).Reverse().Where(item => known.Add(KeyOf(item))))
        {
            var made = await client.AddDatasetRunItemAsync(
                new NewDatasetRunItem(run.Name, item.Text("datasetItemId") ?? "", item.Text("traceId") ?? "")
                {
                    ObservationId = item.Text("observationId"),
                    RunDescription = isNew ? null : document.Text("description"),
                    Metadata = isNew ? null : Given(document, "metadata"),
                    CreatedAt = item.Time("createdAt"),
                },
                ct
            );
            ids[run.Id] = made.Text("datasetRunId") ?? "";
            isNew = true;
        }

        return isNew;
    }

    async Task<ClewDatasetRun?> FindAsync(string dataset, string name, CancellationToken ct)
    {
        try
        {
            return await client.GetDatasetRunAsync(dataset, name, ct);
        }
        catch (ClewException e) when (e.Kind is ClewErrorKind.NotFound)
        {
            return null;
        }
    }

    static IEnumerable<ApiObject> ItemsOf(ApiObject run) =>
        run.Items("datasetRunItems").Select(item => new ApiObject(item));

    static string KeyOf(ApiObject item) =>
        $"{item.Text("datasetItemId")}\n{item.Text("traceId")}\n{item.Text("observationId")}";

    static JsonElement? Given(ApiObject document, string member) =>
        document.Value(member) is { ValueKind: not JsonValueKind.Null } value ? value : null;
}
