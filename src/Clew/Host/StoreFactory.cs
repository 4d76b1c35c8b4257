using Clew.Host.Data;
using Clew.Host.Options;
using Clew.Store;

namespace Clew.Host;

/// <summary>An open store, as its two contracts.</summary>
sealed record OpenStore(ITraceStore Traces, IProjectStore Projects) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Traces.DisposeAsync();
}

/// <summary>The only place that knows the stores by name.</summary>
static class StoreFactory
{
    /// <exception cref="Refusal">The data cannot be opened.</exception>
    public static async Task<OpenStore> OpenAsync(
        StoreKind kind,
        DataDirectory directory,
        Surroundings around,
        CancellationToken ct
    )
    {
        try
        {
            return await OpenKindAsync(kind, directory, around, ct);
        }
        catch (StoreOpenException e)
        {
            throw new Refusal(e.Message, e);
        }
    }

    static Task<OpenStore> OpenKindAsync(
        StoreKind kind,
        DataDirectory directory,
        Surroundings around,
        CancellationToken ct
    )
    {
        ct.ThrowIfCancellationRequested();
        var path = kind == StoreKind.Sqlite ? Path.Combine(directory.Path, "projects.json") : null;
        var store = new StandInStore(path, around.Time);
        return Task.FromResult(new OpenStore(store, store));
    }
}
