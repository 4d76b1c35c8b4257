using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Clew.Model;
using Clew.Store;

namespace Clew.Host;

/// <summary>Stands in for the real stores until they exist: keeps projects and keys, and no traces.</summary>
sealed class StandInStore(string? path, TimeProvider time) : ITraceStore, IProjectStore
{
    readonly Lock gate = new();
    readonly StandInFile file = Load(path, time);

    public StoreCapabilities Capabilities => default;

    static StandInFile Load(string? path, TimeProvider time) =>
        path is not null && File.Exists(path)
            ? JsonSerializer.Deserialize(File.ReadAllBytes(path), StandInJson.Default.StandInFile)!
            : new StandInFile([new Project("default", "default", time.GetUtcNow().Ticks)], []);

    void Save_NeedsLock()
    {
        if (path is not null)
            File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(file, StandInJson.Default.StandInFile));
    }

    public Task<AppendResult> AppendAsync(RecordBatch batch, CancellationToken ct) =>
        Task.FromResult(new AppendResult(batch.Entries.Count, 0));

    public Task<TracePage> ListTracesAsync(TraceListQuery query, CancellationToken ct) =>
        Task.FromResult(new TracePage([], null));

    public Task<TraceRow?> FindTraceAsync(string project, TraceId id, CancellationToken ct) =>
        Task.FromResult<TraceRow?>(null);

    public Task<IReadOnlyList<SpanRow>> ReadSpansAsync(string project, TraceId id, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<SpanRow>>([]);

    public async IAsyncEnumerable<Record> ReadRecordsAsync(
        string project,
        TraceId id,
        SpanId? span,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await Task.CompletedTask;
        yield break;
    }

    public Task<IReadOnlyList<Project>> ListProjectsAsync(CancellationToken ct)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<Project>>([
                .. file.Projects.OrderBy(p => p.Id, StringComparer.Ordinal),
            ]);
    }

    public Task<bool> CreateProjectAsync(Project project, CancellationToken ct)
    {
        lock (gate)
        {
            if (file.Projects.Any(p => p.Id == project.Id))
                return Task.FromResult(false);
            file.Projects.Add(project);
            Save_NeedsLock();
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<ApiKey>> ListKeysAsync(string? project, CancellationToken ct)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<ApiKey>>([
                .. file.Keys.Where(k => project is null || k.Project == project),
            ]);
    }

    public Task CreateKeyAsync(ApiKey key, CancellationToken ct)
    {
        lock (gate)
        {
            if (file.Projects.All(p => p.Id != key.Project))
                throw new UnknownProjectException(key.Project);
            file.Keys.Add(key);
            Save_NeedsLock();
            return Task.CompletedTask;
        }
    }

    public Task<bool> RevokeKeyAsync(string publicKey, long nowNano, CancellationToken ct)
    {
        lock (gate)
        {
            var index = file.Keys.FindIndex(k => k.PublicKey == publicKey && k.RevokedNano is null);
            if (index < 0)
                return Task.FromResult(false);
            file.Keys[index] = file.Keys[index] with { RevokedNano = nowNano };
            Save_NeedsLock();
            return Task.FromResult(true);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

sealed record StandInFile(List<Project> Projects, List<ApiKey> Keys);

[JsonSerializable(typeof(StandInFile))]
sealed partial class StandInJson : JsonSerializerContext;
