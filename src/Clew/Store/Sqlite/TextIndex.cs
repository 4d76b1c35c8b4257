using System.Collections;
using Clew.Store.Content;

namespace Clew.Store.Sqlite;

/// <summary>
/// Finds the chunks in which something can be, of one snapshot. What is behind the last chunk, and chunks without a
/// filter, can have anything in them.
/// </summary>
sealed class TextIndex
{
    const long ChunkMask = (1L << BuiltChunk.SliceShift) - 1;

    readonly Database database;
    readonly List<TextChunkRange> chunks = [];
    readonly List<bool> filtered = [];
    readonly Dictionary<ulong, BitArray> tokens = [];
    readonly TextChunkRange rest;

    public TextIndex(Database database)
    {
        this.database = database;
        using var all = database.PrepareOnce(
            "SELECT no, first_sequence, last_sequence, first_block, last_block, bytes, filtered FROM text_chunk ORDER BY no"
        );
        while (all.Step())
        {
            chunks.Add(new(all.Long(0), all.Long(1), all.Long(2), all.Long(3), all.Long(4), all.Long(5)));
            filtered.Add(all.Long(6) == 1);
        }

        var (after, first) = chunks.Count == 0 ? (0, 1) : (chunks[^1].LastSequence, chunks[^1].LastBlock);
        using var tail = database.PrepareOnce(
            "SELECT ifnull(max(no), 0), ifnull(sum(raw_length), 0) FROM block WHERE no >= ? AND first_sequence + records > ?"
        );
        tail.Bind(1, first).Bind(2, after + 1);
        rest = tail.Step() ? new(0, after + 1, long.MaxValue, first, tail.Long(0), tail.Long(1)) : default;
    }

    /// <summary>Where records may be that pass all of the tests, newest first.</summary>
    public IReadOnlyList<TextChunkRange> Candidates(params IReadOnlyList<ContentTest> tests)
    {
        var found = new List<TextChunkRange>();
        for (var i = chunks.Count - 1; i >= 0; i--)
        {
            var at = i;
            if (!filtered[i] || !tests.Any(t => t.IsRuledOut(token => MayHave(token)[at])))
            {
                found.Add(chunks[i]);
            }
        }

        foreach (var test in tests)
        {
            if (test.RangeOf is { } key)
            {
                KeepThoseInRange(found, test, key);
            }
        }

        if (rest.LastBlock >= rest.FirstBlock)
        {
            found.Insert(0, rest);
        }

        return found;
    }

    BitArray MayHave(ulong token)
    {
        if (tokens.TryGetValue(token, out var known))
        {
            return known;
        }

        var bits = new BitArray(chunks.Count);
        var slice = (long)TokenFilter.SliceOf(token) << BuiltChunk.SliceShift;
        using var find = database.PrepareOnce(
            "SELECT no, bits FROM text_slice WHERE no > ?1 AND no <= ?1 + ?2 ORDER BY no"
        );
        find.Bind(1, slice).Bind(2, ChunkMask);
        for (var at = 0; find.Step(); )
        {
            var number = find.Long(0) & ChunkMask;
            while (at < chunks.Count && chunks[at].Number < number)
            {
                at++;
            }

            if (at < chunks.Count && chunks[at].Number == number)
            {
                bits[at] = TokenFilter.MayHave(find.Blob(1), token);
            }
        }

        tokens.Add(token, bits);
        return bits;
    }

    void KeepThoseInRange(List<TextChunkRange> found, ContentTest test, ulong key)
    {
        using var ranges = database.PrepareOnce("SELECT keys FROM text_range WHERE chunk = ?");
        found.RemoveAll(chunk =>
        {
            ranges.Bind(1, chunk.Number);
            // No row: a chunk whose filter is to be built again.
            var isOut =
                ranges.Step()
                && (
                    TextChunk.FindRange(ranges.Blob(0), key) is not { } range || test.IsOutside(range.Least, range.Most)
                );
            ranges.Reset();
            return isOut;
        });
    }
}
