using Clew.Dialects;
using Clew.Host.Data;
using Clew.Host.Options;
using Clew.Intake;
using Clew.Model;
using Clew.Pricing;
using Clew.Store;
using Clew.Store.Memory;
using Clew.Store.Sqlite;
using Microsoft.Extensions.Logging;

namespace Clew.Host;

/// <summary>An open store, as its contracts.</summary>
/// <param name="Rules">Have not been read yet.</param>
sealed record OpenStore(
    ITraceStore Traces,
    IDeriver Deriver,
    IProjectStore Projects,
    IDocumentStore Documents,
    IMediaStore Media,
    ProjectRules Rules
) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        Rules.Dispose();
        return Traces.DisposeAsync();
    }
}

/// <summary>The only place that knows the stores by name.</summary>
static class StoreFactory
{
    const string DatabaseName = "clew.db";

    /// <summary>
    /// Weakens what SQLite promises; it is for one test, which must notice. Not documented, because nobody else may
    /// want it.
    /// </summary>
    const string SynchronousVariable = "CLEW_SQLITE_SYNCHRONOUS";

    /// <summary>Set to <c>off</c> it prepares nothing for search, to measure what that costs; likewise not documented.</summary>
    const string SearchVariable = "CLEW_SEARCH_INDEX";

    /// <exception cref="Refusal">The data cannot be opened.</exception>
    public static OpenStore Open(
        StoreKind kind,
        DataDirectory directory,
        OwnPriceFile? prices,
        Surroundings around,
        ILoggerFactory logs
    )
    {
        var (models, categories) = (new ProjectPrices(), new ProjectCategories());
        var deriver = new RecordDeriver(
            DialectTable.Default,
            new PriceBook(prices?.Table),
            prices?.Fingerprint ?? "",
            models,
            categories
        );
        try
        {
            switch (kind)
            {
                case StoreKind.Memory:
                    var memory = new MemoryStore(around.Time, deriver);
                    return Of(memory, memory, memory.Documents, memory.Media);
                case StoreKind.Discard:
                    var discard = new DiscardStore(around.Time, deriver);
                    return Of(discard, discard.Rest, discard.Rest.Documents, discard.Rest.Media);
                default:
                    var sqlite = SqliteStore.Open(
                        Path.Combine(directory.Path, DatabaseName),
                        deriver,
                        around.Time,
                        logs.CreateLogger<SqliteStore>(),
                        around.Environment.GetValueOrDefault(SynchronousVariable, "FULL"),
                        new(IsOn: around.Environment.GetValueOrDefault(SearchVariable, "on") != "off")
                    );
                    return Of(sqlite, sqlite.Projects, sqlite.Documents, sqlite.Media);
            }
        }
        catch (StoreOpenException e)
        {
            throw new Refusal(e.Message, e);
        }

        OpenStore Of(ITraceStore traces, IProjectStore projects, IDocumentStore documents, IMediaStore media) =>
            new(traces, deriver, projects, documents, media, new(projects, documents, models, categories));
    }
}
