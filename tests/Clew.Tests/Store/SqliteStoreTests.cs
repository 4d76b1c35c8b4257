using Clew.Model;
using Clew.Query;
using Clew.Store;
using Clew.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clew.Tests.Store;

public sealed class SqliteStoreTests : StoreContract
{
    readonly string folder = Directory.CreateTempSubdirectory("clew-test-").FullName;

    string File => Path.Combine(folder, "clew.db");

    internal override (ITraceStore, IProjectStore) Open()
    {
        var store = SqliteStore.Open(File, Deriver, TimeProvider.System, NullLogger.Instance);
        return (store, store.Projects);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task EverythingIsThereAfterClosingAndOpeningAgain()
    {
        const string trace = "trace-1";
        await Append(
            Say.Span(trace, "root", null, 1000, 9000).That(Field.InputPreview, "in").OfTrace(Field.Tag, "x"),
            Say.Span(trace, "llm", "root", 2000, 3000)
                .That(Field.Type, 1)
                .That(Field.InputTokens, 5)
                .That(Field.OutputPreview, "out")
        );
        await Append(Say.Log(trace, "later", 100).That(Field.Failed, 1));
        await Projects.CreateProjectAsync(new("other", "Other", 1), default);
        await Store.DisposeAsync();
        await InitializeAsync();
        Assert.Equal(("in", "out"), ((await Trace(trace)).InputPreview, (await Trace(trace)).OutputPreview));
        await Append(Say.Span(trace, "later", "llm", 2100, 2200).OfTrace(Field.Tag, "y"));
        var row = await Trace(trace);
        Assert.Equal((3, 1, 5), (row.SpanCount, row.ErrorCount, row.Usage.InputTokens));
        Assert.Equal(("in", "out"), (row.InputPreview, row.OutputPreview));
        Assert.Equal(["x", "y"], row.Tags);
        Assert.Equal(4, (await Records(null, trace)).Count);
        Assert.Equal(
            new AppendResult(1, 0),
            await Store.AppendAsync(Say.Batch([Say.Span(trace, "x")], "other"), default)
        );
    }

    [Fact]
    public async Task ScoresAreThereAfterClosingAndOpeningAgain()
    {
        const string trace = "trace-1";
        await Append(Say.Log("judge", "verdict", 2000).Judges("s", 2, "a", trace, text: "good"));
        var before = await Scores(trace);
        await Store.DisposeAsync();
        await InitializeAsync();
        Assert.Equal(before, await Scores(trace));
        await Append(Say.Span(trace, "a", null, 1000, 1500).Judges("s", 1, "a"));
        Assert.Equal(before, await Scores(trace));
        await Append(Say.Log(trace, "a", 3000).Judges("s", 3, "a"));
        Assert.Equal(3, await Value("s", trace));
    }

    [Fact]
    public async Task AFailedCommitLeavesNoScore()
    {
        await Append(Say.Span("trace-1", "a").Judges("old", 1));
        // A second version of a span derives the first one again: by then the scores of the batch are written.
        Deriver.Reads = _ => throw new InvalidDataException("as it must");
        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            Append(
                Say.Span("trace-1", "b", end: 9000).Judges("old", 5).Judges("new", 1),
                Say.Span("trace-1", "a", end: 9000)
            )
        );
        Deriver.Reads = words => words;
        await Append(Say.Span("trace-1", "c").Judges("next", 1));
        Assert.Equal(
            [("next", 1.0), ("old", 1.0)],
            (await Scores("trace-1")).Select(s => (s.Score.Id, s.Score.Value!.Value))
        );
    }

    [Fact]
    public async Task AFileOfANewerVersionIsRefusedInOneSentence()
    {
        await Store.DisposeAsync();
        using (var database = Database.Open(File, readOnly: false))
        {
            database.Execute("PRAGMA user_version = 999");
        }

        var refusal = Assert.Throws<StoreOpenException>(() => Open());
        Assert.Contains("newer Clew", refusal.Message, StringComparison.Ordinal);
        using (var database = Database.Open(File, readOnly: false))
        {
            database.Execute($"PRAGMA user_version = {SqliteFile.Versions.Count}");
        }

        await InitializeAsync();
    }

    [Fact]
    public async Task AFileOfAnotherProgramIsRefused()
    {
        var foreign = Path.Combine(folder, "foreign.db");
        using (var database = Database.Open(foreign, readOnly: false))
        {
            database.Execute("CREATE TABLE somebody (x)");
        }

        var refusal = Assert.Throws<StoreOpenException>(() => SqliteFile.OpenForWriting(foreign));
        Assert.Contains("another program", refusal.Message, StringComparison.Ordinal);
        await Task.CompletedTask;
    }

    [Fact]
    public void TheFileHasTheSettingsThatSafetyNeeds()
    {
        using var database = SqliteFile.OpenForWriting(Path.Combine(folder, "settings.db"));
        Assert.Equal(8192, database.Scalar("PRAGMA page_size"));
        Assert.Equal(2, database.Scalar("PRAGMA auto_vacuum"));
        Assert.Equal(2, database.Scalar("PRAGMA synchronous"));
        Assert.Equal(1, database.Scalar("PRAGMA secure_delete"));
        Assert.Equal(SqliteFile.Versions.Count, database.Scalar("PRAGMA user_version"));
    }

    [Fact]
    public void TheFirstSchemaMigratesToTheNewest()
    {
        var path = Path.Combine(folder, "first.db");
        using (var first = Database.Open(path, readOnly: false))
        {
            using var script = new StreamReader(
                typeof(SqliteFile).Assembly.GetManifestResourceStream(SqliteFile.Versions[0])!
            );
            first.Execute("PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
            first.Execute(script.ReadToEnd());
            first.Execute("INSERT INTO project (id, name, created) VALUES ('old', 'Old', 1)");
            first.Execute($"PRAGMA application_id = {0x436C6577}; PRAGMA user_version = 1");
        }

        using var migrated = SqliteFile.OpenForWriting(path);
        Assert.Equal(SqliteFile.Versions.Count, migrated.Scalar("PRAGMA user_version"));
        Assert.Equal(1, migrated.Scalar("SELECT count(*) FROM project WHERE id = 'old'"));
    }

    [Fact]
    public async Task ALongReadStopsWhenItIsCancelled()
    {
        using var readers = new Readers(Path.Combine(folder, "clew.db"));
        using var cancellation = new CancellationTokenSource();
        var read = readers.ReadAsync(
            reader =>
            {
                cancellation.CancelAfter(50);
                // Counts for ever.
                return reader.Database.Scalar(
                    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
                );
            },
            cancellation.Token
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(1, await readers.ReadAsync(reader => reader.Database.Scalar("SELECT 1"), default));
    }
}
