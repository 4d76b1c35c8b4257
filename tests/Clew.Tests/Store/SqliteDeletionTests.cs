using System.IO.Compression;
using System.Text;
using Clew.Model;
using Clew.Store;
using Clew.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clew.Tests.Store;

/// <summary>What deleting leaves in the file: nothing. And what an interrupted one leaves to do.</summary>
public sealed class SqliteDeletionTests : IDisposable
{
    static readonly CancellationToken None = CancellationToken.None;

    readonly string folder = Directory.CreateTempSubdirectory("clew-test-").FullName;

    string File => Path.Combine(folder, "clew.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    SqliteStore Open() => SqliteStore.Open(File, new SayingDeriver(), TimeProvider.System, NullLogger.Instance);

    static Task<DeleteResult> Delete(ITraceStore store, params IEnumerable<string> traces) =>
        store.DeleteTracesAsync("default", [.. traces.Select(Say.Trace)], None);

    [Fact]
    public async Task NoByteOfADeletedTraceIsLeftInTheFile()
    {
        await using var store = Open();
        var random = new Random(7);
        int[] all = [.. Enumerable.Range(0, 300)];
        int[] gone = [.. all.Where(_ => random.Next(2) == 0)];
        foreach (var part in all.SelectMany(i => new[] { i, i, i }).OrderBy(_ => random.Next()).Chunk(50))
        {
            // Each record is sent twice: a duplicate must not stay in some block either.
            Saying[] sayings = [.. part.Select(i => Marked(i, random.Next(1000)))];
            await store.AppendAsync(Say.Batch(sayings), None);
            await store.AppendAsync(Say.Batch([.. sayings, Say.Span("end", $"{random.Next()}")]), None);
        }

        Assert.Equal(all, await Found(all));
        await Delete(store, gone.Select(i => $"trace {i}"));
        Assert.Equal(all.Except(gone), await Found(all));
        await Delete(store, all.Select(i => $"trace {i}"));
        Assert.Empty(await Found(all));

        static Saying Marked(int i, int version) =>
            Say.Span($"trace {i}", $"span{version}", null, 1000, 2000 + version)
                .That(Field.Name, Mark(i), 20)
                .That(Field.ToolName, "tool " + Mark(i))
                .That(Field.InputPreview, new string('x', version) + Mark(i))
                .OfTrace(Field.UserId, Mark(i))
                .OfTrace(Field.Tag, Mark(i))
                .OfTracePath("m", $"\"{Mark(i)}\"")
                .Judges("score" + Mark(i), version, text: Mark(i));
    }

    [Fact]
    public async Task ATextThatOthersNameStays()
    {
        await using var store = Open();
        await store.AppendAsync(
            Say.Batch([
                Say.Span("a", "1").That(Field.Name, "shared", 20).That(Field.ToolName, "of a"),
                Say.Span("b", "1").That(Field.Service, "shared").That(Field.ToolName, "of b"),
            ]),
            None
        );
        await Delete(store, "a");
        Assert.Equal(["1", "of b", "shared"], Texts());
        var span = Assert.Single(await store.ReadSpansAsync("default", Say.Trace("b"), None));
        Assert.Equal(("shared", "of b"), (span.Service, span.ToolName));

        // A number is never given again: a reader may remember what it meant.
        await Delete(store, "b");
        await store.AppendAsync(Say.Batch([Say.Span("c", "1").That(Field.ToolName, "of c")]), None);
        span = Assert.Single(await store.ReadSpansAsync("default", Say.Trace("c"), None));
        Assert.Equal(("1", "of c"), (span.Name, span.ToolName));
    }

    [Fact]
    public async Task TheNextStartFinishesWhatWasInterrupted()
    {
        await using (var store = Open())
        {
            await store.AppendAsync(
                Say.Batch([Say.Span("gone", "1").That(Field.Name, Mark(1), 20), Say.Span("kept", "2")]),
                None
            );
            await store.AppendAsync(Say.Batch([Say.Log("gone", "1", 5).That(Field.ErrorMessage, Mark(2))]), None);
        }

        // What the first transaction of a deletion leaves, if the process dies then.
        using (var database = Database.Open(File, readOnly: false))
        {
            database.Execute(
                "UPDATE trace SET project = -no, listed = 0 WHERE id = 'gone'; "
                    + "INSERT INTO setting (name, value) VALUES ('wiping', '1')"
            );
        }

        await using (var store = Open())
        {
            Assert.Null(await store.FindTraceAsync("default", Say.Trace("gone"), None));
            await store.AppendAsync(Say.Batch([Say.Span("gone", "new")]), None);
            await store.ReindexAsync(null, new Progress<ReindexProgress>(), None);
            // Waits for the one that the start began.
            await Delete(store, "nobody");
            Assert.Empty(await Found([1, 2]));
            Assert.Equal(1, (await store.FindTraceAsync("default", Say.Trace("gone"), None))?.SpanCount);
            Assert.Equal(1, (await store.FindTraceAsync("default", Say.Trace("kept"), None))?.SpanCount);
            Assert.Single(await store.ReadRecordsAsync("default", Say.Trace("kept"), null, None).ToListAsync());
        }

        using var after = Database.Open(File, readOnly: true);
        Assert.Equal(0, after.Scalar("SELECT count(*) FROM setting WHERE name = 'wiping'"));
        Assert.Equal(2, after.Scalar("SELECT count(*) FROM trace"));
        Assert.Equal(0, after.Scalar("SELECT count(*) FROM suspect_text"));
        Assert.Equal(0, after.Scalar("SELECT count(*) FROM span_record"));
    }

    [Fact]
    public async Task NumbersGoOnBehindAnEmptiedBlock()
    {
        await using (var store = Open())
        {
            await store.AppendAsync(Say.Batch([Say.Span("a", "1"), Say.Span("a", "2"), Say.Span("a", "3")]), None);
            await Delete(store, "a");
        }

        await using (var store = Open())
        {
            await store.AppendAsync(Say.Batch([Say.Span("b", "1")]), None);
            var record = Assert.Single(
                await store.ReadRecordsAsync("default", Say.Trace("b"), null, None).ToListAsync()
            );
            Assert.Equal(4, record.Sequence);
        }
    }

    static string Mark(int i) => $"<secret {i}>";

    List<string> Texts()
    {
        using var database = Database.Open(File, readOnly: true);
        using var all = database.PrepareOnce("SELECT value FROM text WHERE typeof(value) = 'text' ORDER BY value");
        var texts = new List<string>();
        while (all.Step())
        {
            texts.Add(all.Text(0)!);
        }

        return texts;
    }

    /// <summary>Which marks stand in the file, its log, or a block.</summary>
    async Task<IEnumerable<int>> Found(IEnumerable<int> marks)
    {
        var content = new MemoryStream();
        using var database = Database.Open(File, readOnly: true);
        // All that the database knows, without the unused parts of pages that it may have moved rows out of.
        var copy = Path.Combine(folder, $"{Guid.NewGuid()}.copy");
        database.Execute($"VACUUM INTO '{copy}'");
        await using (var file = new FileStream(copy, FileMode.Open, FileAccess.Read))
        {
            await file.CopyToAsync(content);
        }

        using var blocks = database.PrepareOnce("SELECT raw_length, data FROM block");
        while (blocks.Step())
        {
            var raw = new byte[blocks.Long(0)];
            Assert.True(BrotliDecoder.TryDecompress(blocks.Blob(1), raw, out _));
            content.Write(raw);
        }

        var text = Encoding.Latin1.GetString(content.GetBuffer(), 0, (int)content.Length);
        return [.. marks.Where(i => text.Contains(Mark(i), StringComparison.Ordinal))];
    }
}
