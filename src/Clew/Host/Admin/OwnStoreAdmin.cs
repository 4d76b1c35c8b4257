using Clew.Host.Data;
using Clew.Host.Options;
using Clew.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clew.Host.Admin;

/// <summary>Administers a store that no server has open, and closes it afterwards.</summary>
sealed class OwnStoreAdmin : IAdmin
{
    readonly DataDirectory directory;
    readonly OpenStore store;
    readonly StoreAdmin admin;

    OwnStoreAdmin(DataDirectory directory, OpenStore store, Surroundings around)
    {
        this.directory = directory;
        this.store = store;
        admin = new StoreAdmin(store.Projects, around.Time);
        Address = AddressOfNextServer(directory.Path, around);
    }

    public string Address { get; }

    /// <summary>Takes over the directory, also when this fails.</summary>
    public static OwnStoreAdmin Open(DataDirectory directory, Surroundings around)
    {
        try
        {
            var prices = OptionsReader.Prices(new Dictionary<string, string>(), around);
            var store = StoreFactory.Open(StoreKind.Sqlite, directory, prices, around, NullLoggerFactory.Instance);
            return new OwnStoreAdmin(directory, store, around);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    public Task<ProjectInfo[]> ListProjectsAsync(CancellationToken ct) => admin.ListProjectsAsync(ct);

    public Task CreateProjectAsync(NewProject project, CancellationToken ct) => admin.CreateProjectAsync(project, ct);

    public Task<KeyInfo[]> ListKeysAsync(string? project, CancellationToken ct) => admin.ListKeysAsync(project, ct);

    public Task<IssuedKey> CreateKeyAsync(NewKey key, CancellationToken ct) => admin.CreateKeyAsync(key, ct);

    public Task RevokeKeyAsync(string publicKey, CancellationToken ct) => admin.RevokeKeyAsync(publicKey, ct);

    public async Task<ReindexInfo> ReindexAsync(long? sinceNano, Action<ReindexInfo> show, CancellationToken ct)
    {
        var progress = new Showing(show);
        await store.Rules.ReadAllAsync(ct);
        try
        {
            await store.Traces.ReindexAsync(sinceNano, progress, ct);
        }
        catch (Exception e) when (e is StoreUnavailableException or InvalidDataException)
        {
            throw new Refusal(e.Message, e);
        }

        return progress.Last;
    }

    static string AddressOfNextServer(string path, Surroundings around)
    {
        var flags = new Dictionary<string, string>(StringComparer.Ordinal) { [Setting.Data.Flag] = path };
        // Wrong settings are the server's to complain about.
        var options = OptionsReader.Read(flags, around).Options ?? new ServerOptions { DataDirectory = path };
        var state = new ServerState(options, around);
        state.ListensAt(options.Http.Port, options.Grpc?.Port);
        return state.Http;
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        directory.Dispose();
    }

    sealed class Showing(Action<ReindexInfo> show) : IProgress<ReindexProgress>
    {
        public ReindexInfo Last { get; private set; } = new("done", 0, 0, null);

        public void Report(ReindexProgress value) => show(Last = new("running", value.Traces, value.AllTraces, null));
    }
}
