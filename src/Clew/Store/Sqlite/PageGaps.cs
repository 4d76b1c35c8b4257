using System.Buffers.Binary;

namespace Clew.Store.Sqlite;

/// <summary>
/// Fills the unused middle of the database's pages with zeros. With <c>secure_delete</c> SQLite overwrites what it
/// deletes, but when it shares rows out between pages anew it leaves copies of those that moved in the middle of the
/// page that they left, and no later deletion finds them there.
/// </summary>
/// <remarks>
/// What stands there means nothing to SQLite, so this is safe beside readers and at any moment of a crash. It reads and
/// writes through SQLite's own open file: closing another handle of it would drop SQLite's locks. It MUST run on the
/// connection that writes, outside of its transactions. The log is emptied first: it holds older versions of pages, and
/// the newest.
/// </remarks>
sealed class PageGaps(Database database)
{
    /// <summary>Requests that arrive meanwhile wait for one step: 32 MB are some hundredths of a second.</summary>
    const int PagesPerStep = 4000;

    /// <summary>An entry of a pointer map: what a page is, and its parent.</summary>
    const int EntryLength = 5;
    const byte RootOfTree = 1;
    const byte PartOfTree = 5;

    // So it is in every file that Clew made.
    readonly bool hasMaps = database.Scalar("PRAGMA auto_vacuum") != 0;
    readonly int pageSize = (int)database.Scalar("PRAGMA page_size")!;

    /// <summary>Does the next pages from <paramref name="map"/> on, the number of a pointer map from 0.</summary>
    /// <returns>The map to go on with; the same if a reader still needs the log; -1 at the end.</returns>
    public int Clear(int map)
    {
        database.Execute("PRAGMA busy_timeout = 500");
        var isBusy = database.Scalar("PRAGMA wal_checkpoint(TRUNCATE)") != 0;
        database.Execute("PRAGMA busy_timeout = 5000");
        if (isBusy)
        {
            return map;
        }

        // Or a page would be written again as the connection remembers it.
        database.Execute("PRAGMA shrink_memory");
        var file = database.OpenFile();
        var pages = file.Size / pageSize;
        var entries = pageSize / EntryLength;
        var (buffer, page) = (new byte[pageSize], new byte[pageSize]);
        for (var done = 0; done < PagesPerStep; map++)
        {
            // Page 2 is the first map; each stands before the pages that it tells of.
            var place = 2 + (map * (entries + 1L));
            if (place > pages || !hasMaps)
            {
                file.Sync();
                return -1;
            }

            file.Read(buffer, (place - 1) * pageSize);
            for (var i = 0; i < entries && place + 1 + i <= pages; i++)
            {
                if (buffer[i * EntryLength] is RootOfTree or PartOfTree)
                {
                    Clear(file, (place + i) * pageSize, page);
                    done++;
                }
            }
        }

        file.Sync();
        return map;
    }

    static void Clear(DatabaseFile file, long offset, byte[] page)
    {
        file.Read(page, offset);
        var header = page[0] switch
        {
            2 or 5 => 12,
            10 or 13 => 8,
            _ => -1,
        };
        var first = header + (2 * BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(3)));
        var end = BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(5));
        if (header < 0 || first >= end || end > page.Length)
        {
            return;
        }

        var gap = page.AsSpan(first..end);
        if (gap.ContainsAnyExcept((byte)0))
        {
            gap.Clear();
            file.Write(gap, offset + first);
        }
    }
}
