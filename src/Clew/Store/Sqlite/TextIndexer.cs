using System.Threading.Channels;
using Clew.Model;
using Microsoft.Extensions.Logging;

namespace Clew.Store.Sqlite;

/// <summary>
/// Builds what search knows, behind the writer: reads blocks that are committed and commits chunks of them. What it has
/// not come to yet a search looks at itself, so it may lag, and it may be killed.
/// </summary>
sealed class TextIndexer : IAsyncDisposable
{
    /// <summary>Chunks that are committed together: they share pages.</summary>
    const int AtOnce = 16;
    const int BlocksAtOnce = 8;

    /// <summary>Memory for blocks that are read from the database.</summary>
    const int LeastKept = 2 << 20;
    const int MostKept = 8 << 20;

    readonly Channel<bool> calls = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    readonly CancellationTokenSource closing = new();
    readonly Writer writer;
    readonly Database database;
    readonly RawBlocks fresh = new();
    readonly Statement read;
    readonly Statement next;
    readonly Statement stale;
    readonly TextChunk open;
    readonly TextChunk again;
    readonly List<BuiltChunk> built = [];
    readonly ILogger log;
    readonly Task loop;
    long after;
    long block;
    byte[] raw = [];
    long erasures;
    int unseen;

    public TextIndexer(Writer writer, string path, IDeriver deriver, TextOptions options, ILogger log)
    {
        (this.writer, this.log) = (writer, log);
        database = SqliteFile.OpenForReading(path);
        read = database.Prepare("SELECT first_sequence, raw_length, data FROM block WHERE no = ?");
        next = database.Prepare("SELECT no FROM block WHERE no >= ? ORDER BY no LIMIT ?");
        stale = database.Prepare(
            "SELECT no, first_sequence, last_sequence, first_block, last_block, bytes FROM text_chunk WHERE NOT filtered"
        );
        (open, again) = (new(deriver, options.MostBlocks), new(deriver, options.MostBlocks));
        (writer.RawBlocks, writer.Committed) = (fresh, Wake);
        loop = Task.Run(RunAsync);
        Wake();
    }

    /// <summary>Whether there is nothing new since it last looked.</summary>
    public bool IsIdle => Volatile.Read(ref unseen) == 0;

    /// <summary>There is something new.</summary>
    public void Wake()
    {
        Interlocked.Increment(ref unseen);
        calls.Writer.TryWrite(true);
    }

    public async ValueTask DisposeAsync()
    {
        (writer.RawBlocks, writer.Committed) = (null, null);
        await closing.CancelAsync();
        await loop;
        database.Dispose();
        closing.Dispose();
    }

    async Task RunAsync()
    {
        Restart();
        try
        {
            while (await calls.Reader.WaitToReadAsync(closing.Token))
            {
                calls.Reader.TryRead(out _);
                var seen = Volatile.Read(ref unseen);
                await CatchUpAsync();
                Interlocked.Add(ref unseen, -seen);
            }
        }
        catch (OperationCanceledException)
        {
            // Closing; the next start goes on from the last chunk.
        }
        catch (Exception e)
        {
            StoreLog.IndexingFailed(log, e);
        }
    }

    async Task CatchUpAsync()
    {
        try
        {
            while (await StepAsync()) { }
        }
        catch (StoreUnavailableException)
        {
            // Written down by the writer. With the next commit it is tried again.
            erasures = -1;
        }
    }

    /// <summary>From the last chunk on.</summary>
    void Restart()
    {
        open.Clear();
        built.Clear();
        fresh.Clear();
        erasures = writer.Erasures;
        after = database.Scalar("SELECT max(last_sequence) FROM text_chunk") ?? 0;
        block = database.Scalar("SELECT max(last_block) FROM text_chunk") ?? 1;
    }

    /// <returns>Whether there may be more.</returns>
    async Task<bool> StepAsync()
    {
        if (writer.Erasures != erasures)
        {
            Restart();
        }

        Rebuild();
        var numbers = Next();
        foreach (var number in numbers)
        {
            closing.Token.ThrowIfCancellationRequested();
            Read(number);
            if (built.Count >= AtOnce)
            {
                await CommitAsync();
            }
        }

        if (numbers.Count < BlocksAtOnce)
        {
            await CommitAsync();
        }

        return numbers.Count == BlocksAtOnce;
    }

    List<long> Next()
    {
        var numbers = new List<long>();
        next.Bind(1, block).Bind(2, BlocksAtOnce);
        while (next.Step())
        {
            numbers.Add(next.Long(0));
        }

        return numbers;
    }

    void Read(long number)
    {
        if (fresh.Take(number) is { } taken)
        {
            Add(RecordBlock.Read(taken.Memory.AsMemory(0, taken.Length), taken.FirstSequence), number);
            fresh.GiveBack(taken);
        }
        else
        {
            Add(RecordsOf(number), number);
        }

        block = number + 1;
    }

    void Add(IReadOnlyList<Record> records, long number)
    {
        foreach (var record in records)
        {
            if (record.Sequence > after)
            {
                open.Add(record, number);
                after = record.Sequence;
                if (open.IsFull)
                {
                    Close();
                }
            }
        }

        // What is found in a chunk that ends with its block needs no other block to be read.
        if (open.MayEnd)
        {
            Close();
        }
    }

    void Close()
    {
        built.Add(open.Build(open.Range));
        open.Clear();
    }

    /// <summary>Chunks from which something was deleted.</summary>
    void Rebuild()
    {
        var ranges = new List<TextChunkRange>();
        while (stale.Step())
        {
            ranges.Add(new(stale.Long(0), stale.Long(1), stale.Long(2), stale.Long(3), stale.Long(4), stale.Long(5)));
        }

        foreach (var range in ranges)
        {
            again.Clear();
            for (var number = range.FirstBlock; number <= range.LastBlock; number++)
            {
                foreach (
                    var record in RecordsOf(number)
                        .Where(r => r.Sequence >= range.FirstSequence && r.Sequence <= range.LastSequence)
                )
                {
                    again.Add(record, number);
                }
            }

            built.Add(again.Build(range));
        }
    }

    /// <summary>From the database; valid until the next call.</summary>
    IReadOnlyList<Record> RecordsOf(long number)
    {
        try
        {
            read.Bind(1, number);
            if (!read.Step())
            {
                return [];
            }

            var (first, length) = (read.Long(0), (int)read.Long(1));
            if (raw.Length < length || raw.Length > MostKept)
            {
                raw = new byte[Math.Max(length, LeastKept)];
            }

            RecordBlock.Unpack(read.Blob(2), raw.AsSpan(0, length));
            return RecordBlock.Read(raw.AsMemory(0, length), first);
        }
        catch (InvalidDataException)
        {
            // Nobody can read it, so nobody finds anything in it.
            return [];
        }
        finally
        {
            read.Reset();
        }
    }

    async Task CommitAsync()
    {
        if (built.Count == 0)
        {
            return;
        }

        BuiltChunk[] chunks = [.. built];
        built.Clear();
        await writer.RunCountedAsync(
            // Of what was read before a deletion some may be gone: it is read again.
            database => writer.Erasures == erasures ? BuiltChunk.Write(database, chunks) : 0,
            closing.Token
        );
    }
}
