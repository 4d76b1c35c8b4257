using Clew.Store;
using Clew.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clew.Tests.Store;

public sealed class SqliteDocumentTests : DocumentContract
{
    readonly string folder = Directory.CreateTempSubdirectory("clew-test-").FullName;
    SqliteStore store = null!;

    internal override (IDocumentStore, IProjectStore) Open()
    {
        store = SqliteStore.Open(
            Path.Combine(folder, "clew.db"),
            new SayingDeriver(),
            TimeProvider.System,
            NullLogger.Instance
        );
        return (store.Documents, store.Projects);
    }

    public override async Task DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task EverythingIsThereAfterClosingAndOpeningAgain()
    {
        await Put(Of("a", "1"), Of("b", "2"));
        await Documents.ChangeAsync("default", change => change.Delete("note", "a"), default);
        await store.DisposeAsync();
        await InitializeAsync();
        Assert.Equal((null, "2"), (await Json("a"), await Json("b")));
    }

    [Fact]
    public async Task AClosedStoreSaysSo()
    {
        await store.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Put(Of("a")));
        await InitializeAsync();
    }
}

public sealed class SqliteMediaTests : MediaContract
{
    readonly string folder = Directory.CreateTempSubdirectory("clew-test-").FullName;
    SqliteStore store = null!;

    string File => Path.Combine(folder, "clew.db");

    internal override (IMediaStore, IProjectStore) Open()
    {
        store = SqliteStore.Open(File, new SayingDeriver(), TimeProvider.System, NullLogger.Instance);
        return (store.Media, store.Projects);
    }

    public override async Task DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task EverythingIsThereAfterClosingAndOpeningAgain()
    {
        await Write("a", Bytes((2 << 20) + 3));
        await store.DisposeAsync();
        await InitializeAsync();
        AreSame(Bytes((2 << 20) + 3), await Read("a"));
    }

    [Fact]
    public async Task NoChunkIsLeftOfWhatIsGone()
    {
        await Write("a", Bytes(3 << 20));
        await Write("a", Bytes(2 << 20));
        Assert.Equal(2, await CountAsync("media_chunk"));
        await Media.DeleteAsync("default", "a", default);
        Assert.Equal((0, 0), (await CountAsync("media_chunk"), await CountAsync("media")));
    }

    [Fact]
    public async Task WhatAKilledProcessLeftHalfWrittenIsRemovedWhenTheFileIsOpened()
    {
        await Write("whole", [1]);
        await store.DisposeAsync();
        using (var database = SqliteFile.OpenForWriting(File))
        {
            database.Execute(
                """
                INSERT INTO media (no, project, id, chunk) SELECT 77, no, 'half', 1048576 FROM project WHERE id = 'default';
                INSERT INTO media_chunk (media, no, data) VALUES (77, 0, x'01'), (77, 1, x'02')
                """
            );
        }

        await InitializeAsync();
        Assert.Equal((1, 1), (await CountAsync("media"), await CountAsync("media_chunk")));
        Assert.Equal([1], await Read("whole"));
        Assert.Null(await Read("half"));
    }

    [Fact]
    public async Task TheLogDoesNotGrowWithTheUpload()
    {
        const int Length = 56 << 20;
        var log = 0L;
        await Media.WriteAsync(
            "default",
            "a",
            new Zeros(Length, () => log = new FileInfo(File + "-wal").Length),
            default
        );
        Assert.InRange(log, 1, 44 << 20);
        Assert.Equal(Length, (await Media.OpenAsync("default", "a", default))!.Length);
    }

    [Fact]
    public async Task BytesThatGoAwayWhileTheyAreReadAreNotTheEnd()
    {
        await Write("a", Bytes(2 << 20));
        await using var stream = (await Media.OpenAsync("default", "a", default))!;
        await stream.ReadExactlyAsync(new byte[1 << 20]);
        await Media.DeleteAsync("default", "a", default);
        await Write("a", Bytes(2 << 20));
        await Assert.ThrowsAsync<IOException>(() => stream.ReadExactlyAsync(new byte[100]).AsTask());
    }

    async Task<long> CountAsync(string table)
    {
        await Task.CompletedTask;
        using var database = SqliteFile.OpenForReading(File);
        return database.Scalar($"SELECT count(*) FROM {table}")!.Value;
    }

    /// <summary>So many bytes, and a word at their end, while the last chunk is still on its way.</summary>
    sealed class Zeros(int length, Action atEnd) : MemoryStream
    {
        int left = length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Math.Min(left, buffer.Length);
            left -= count;
            if (count == 0)
            {
                atEnd();
            }

            return ValueTask.FromResult(count);
        }
    }
}
