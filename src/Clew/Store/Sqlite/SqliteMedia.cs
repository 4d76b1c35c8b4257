namespace Clew.Store.Sqlite;

/// <summary>
/// Media in the same file as the traces, in chunks with a commit each: neither a request nor a commit holds more than one
/// of them, and what else is written goes in between.
/// </summary>
sealed class SqliteMedia(Writer writer, Readers readers, ProjectNumbers numbers) : IMediaStore
{
    const int ChunkBytes = 1 << 20;

    /// <summary>Chunks that are removed in one commit: with them their pages are overwritten.</summary>
    const int ChunksPerSweep = 8;

    public async Task<long> WriteAsync(string project, string id, Stream content, CancellationToken ct)
    {
        var number = await BeginAsync(numbers.NumberOf(project), id, ct);
        try
        {
            var length = await WriteChunksAsync(number, content, ct);
            await PublishAsync(number, length, ct);
            return length;
        }
        catch
        {
            await TryRemoveAsync(number);
            throw;
        }
    }

    public Task<Stream?> OpenAsync(string project, string id, CancellationToken ct) =>
        readers.ReadAsync<Stream?>(
            reader =>
            {
                using var find = reader.Database.PrepareOnce(
                    "SELECT no, length, chunk FROM media WHERE project = ? AND id = ? AND length IS NOT NULL"
                );
                return find.Bind(1, numbers.Find(project)).Bind(2, id).Step()
                    ? new MediaStream(readers, find.Long(0), find.Long(1), (int)find.Long(2))
                    : null;
            },
            ct
        );

    public async Task<bool> DeleteAsync(string project, string id, CancellationToken ct)
    {
        long? number = null;
        await writer.RunAsync(database => number = Hide(database, numbers.Find(project), id), ct);
        if (number is not { } hidden)
        {
            return false;
        }

        await RemoveAsync(hidden, ct);
        return true;
    }

    /// <summary>When a file is opened: removes what was being written or removed when the process ended.</summary>
    public static void RemoveUnfinished(Database database)
    {
        while (database.Scalar("SELECT no FROM media WHERE length IS NULL LIMIT 1") is { } number)
        {
            while (Sweep(database, number))
            {
                database.Execute("PRAGMA wal_checkpoint(PASSIVE)");
            }
        }
    }

    async Task<long> BeginAsync(long project, string id, CancellationToken ct)
    {
        var number = 0L;
        await writer.RunAsync(
            database =>
            {
                using var insert = database.PrepareOnce("INSERT INTO media (project, id, chunk) VALUES (?, ?, ?)");
                insert.Bind(1, project).Bind(2, id).Bind(3, ChunkBytes).Run();
                number = database.Scalar("SELECT last_insert_rowid()")!.Value;
            },
            ct
        );
        return number;
    }

    async Task<long> WriteChunksAsync(long number, Stream content, CancellationToken ct)
    {
        var chunk = new byte[ChunkBytes];
        for (var place = 0L; ; place++)
        {
            var length = await content.ReadAtLeastAsync(chunk, ChunkBytes, throwOnEndOfStream: false, ct);
            if (length > 0)
            {
                await writer.RunCountedAsync(database => Insert(database, number, place, chunk.AsSpan(0, length)), ct);
            }

            if (length < ChunkBytes)
            {
                return (place * ChunkBytes) + length;
            }
        }
    }

    async Task PublishAsync(long number, long length, CancellationToken ct)
    {
        long? before = null;
        await writer.RunAsync(
            database =>
            {
                using var find = database.PrepareOnce("SELECT project, id FROM media WHERE no = ?");
                find.Bind(1, number).Step();
                before = Hide(database, find.Long(0), find.Text(1)!);
                using var publish = database.PrepareOnce("UPDATE media SET length = ? WHERE no = ?");
                publish.Bind(1, length).Bind(2, number).Run();
            },
            ct
        );
        if (before is { } replaced)
        {
            await TryRemoveAsync(replaced);
        }
    }

    /// <summary>Removes what nobody can see. If it cannot now, opening the file next time does.</summary>
    async Task TryRemoveAsync(long number)
    {
        try
        {
            await RemoveAsync(number, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            // The writer has said in the log what is wrong.
        }
    }

    async Task RemoveAsync(long number, CancellationToken ct)
    {
        for (var more = true; more; )
        {
            await writer.RunCountedAsync(
                database =>
                {
                    more = Sweep(database, number);
                    return ChunksPerSweep * ChunkBytes;
                },
                ct
            );
        }
    }

    static long Insert(Database database, long media, long place, ReadOnlySpan<byte> data)
    {
        using var insert = database.PrepareOnce("INSERT INTO media_chunk (media, no, data) VALUES (?, ?, ?)");
        insert.Bind(1, media).Bind(2, place).Bind(3, data).Run();
        return data.Length;
    }

    /// <summary>Takes what the id has out of sight, and says its number.</summary>
    static long? Hide(Database database, long project, string id)
    {
        using var find = database.PrepareOnce(
            "SELECT no FROM media WHERE project = ? AND id = ? AND length IS NOT NULL"
        );
        if (!find.Bind(1, project).Bind(2, id).Step())
        {
            return null;
        }

        var number = find.Long(0);
        find.Reset();
        using var hide = database.PrepareOnce("UPDATE media SET length = NULL WHERE no = ?");
        hide.Bind(1, number).Run();
        return number;
    }

    /// <summary>Removes some chunks, or the media itself when none is left; true if there may be more to do.</summary>
    static bool Sweep(Database database, long number)
    {
        using var chunks = database.PrepareOnce(
            "DELETE FROM media_chunk WHERE rowid IN (SELECT rowid FROM media_chunk WHERE media = ? LIMIT ?)"
        );
        if (chunks.Bind(1, number).Bind(2, ChunksPerSweep).Run() > 0)
        {
            return true;
        }

        using var media = database.PrepareOnce("DELETE FROM media WHERE no = ?");
        media.Bind(1, number).Run();
        return false;
    }
}
