using System.Buffers.Binary;
using Clew.Model;
using Clew.Store.Content;

namespace Clew.Store.Sqlite;

/// <summary>How what arrives is prepared for search.</summary>
/// <param name="IsOn">False to prepare nothing: a search then looks at every record. For measuring.</param>
/// <param name="MostBlocks">
/// A chunk of quiet times ends by the number of its blocks: a search that has to look at so many takes some
/// milliseconds.
/// </param>
sealed record TextOptions(bool IsOn = true, int MostBlocks = 256);

/// <summary>Which records a chunk holds.</summary>
readonly record struct TextChunkRange(
    long Number,
    long FirstSequence,
    long LastSequence,
    long FirstBlock,
    long LastBlock,
    long Bytes
);

/// <summary>A chunk in the making: tokens and ranges of the records that were put into it.</summary>
/// <param name="mostBlocks">See <see cref="TextOptions"/>.</param>
sealed class TextChunk(IDeriver deriver, int mostBlocks)
{
    const long MostBytes = 2 << 20;
    const long EnoughBytes = 640 << 10;
    const int RangeLength = 24;

    readonly TokenFilter filter = new();
    readonly LeafTokens leaves = new();

    // Resource and scope are looked at once for all records that came under them.
    readonly HashSet<RecordContext> origins = new(ReferenceEqualityComparer.Instance);

    public TextChunkRange Range { get; private set; }

    public bool IsEmpty => Range.FirstSequence == 0;

    public bool IsFull => filter.IsFull || Range.Bytes >= MostBytes || Range.LastBlock - Range.FirstBlock >= mostBlocks;

    /// <summary>Whether it is large enough for one that ends with a block.</summary>
    public bool MayEnd => Range.Bytes >= EnoughBytes;

    public void Clear()
    {
        filter.Clear();
        leaves.Ranges.Clear();
        origins.Clear();
        Range = default;
    }

    public void Add(Record record, long block)
    {
        leaves.Tokens.Clear();
        deriver.ReadLeaves(record, origins.Add(record.Context), leaves);
        filter.Add(leaves.Tokens.Span);
        Range = Range with
        {
            FirstSequence = IsEmpty ? record.Sequence : Range.FirstSequence,
            FirstBlock = IsEmpty ? block : Range.FirstBlock,
            LastSequence = record.Sequence,
            LastBlock = block,
            Bytes = Range.Bytes + record.Bytes.Length,
        };
    }

    /// <summary>As it is to be written.</summary>
    /// <param name="range">Which records it stands for.</param>
    public BuiltChunk Build(TextChunkRange range)
    {
        var ranges = new byte[leaves.Ranges.Count * RangeLength];
        var at = 0;
        foreach (var (key, (least, most)) in leaves.Ranges)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(ranges.AsSpan(at), key);
            BinaryPrimitives.WriteDoubleLittleEndian(ranges.AsSpan(at + 8), least);
            BinaryPrimitives.WriteDoubleLittleEndian(ranges.AsSpan(at + 16), most);
            at += RangeLength;
        }

        return new(range, filter.Build(), ranges);
    }

    /// <summary>The numbers of a key in what <see cref="Build"/> made; null if there are none.</summary>
    public static (double Least, double Most)? FindRange(ReadOnlySpan<byte> ranges, ulong key)
    {
        for (; ranges.Length >= RangeLength; ranges = ranges[RangeLength..])
        {
            if (BinaryPrimitives.ReadUInt64LittleEndian(ranges) == key)
            {
                return (
                    BinaryPrimitives.ReadDoubleLittleEndian(ranges[8..]),
                    BinaryPrimitives.ReadDoubleLittleEndian(ranges[16..])
                );
            }
        }

        return null;
    }
}

/// <param name="Range">Its number is 0 if it is a new one.</param>
sealed record BuiltChunk(TextChunkRange Range, byte[][] Slices, byte[] Ranges)
{
    public const int SliceShift = 40;

    public long Size => Slices.Sum(s => (long)s.Length) + Ranges.Length;

    /// <summary>In a transaction of the writer.</summary>
    public static long Write(Database database, IEnumerable<BuiltChunk> chunks)
    {
        using var put = database.PrepareOnce("REPLACE INTO text_chunk VALUES (?, ?, ?, ?, ?, ?, 1)");
        using var slice = database.PrepareOnce("REPLACE INTO text_slice VALUES (?, ?)");
        using var ranges = database.PrepareOnce("REPLACE INTO text_range VALUES (?, ?)");
        var (next, written) = (1 + (database.Scalar("SELECT max(no) FROM text_chunk") ?? 0), 0L);
        foreach (var chunk in chunks)
        {
            var range = chunk.Range;
            var number = range.Number == 0 ? next++ : range.Number;
            put.Bind(1, number).Bind(2, range.FirstSequence).Bind(3, range.LastSequence);
            put.Bind(4, range.FirstBlock).Bind(5, range.LastBlock).Bind(6, range.Bytes).Run();
            for (var i = 0; i < chunk.Slices.Length; i++)
            {
                slice.Bind(1, ((long)i << SliceShift) | number).Bind(2, chunk.Slices[i]).Run();
            }

            ranges.Bind(1, number).Bind(2, chunk.Ranges).Run();
            written += chunk.Size;
        }

        return written;
    }

    /// <summary>What a block says has changed: the chunks that look at it have to be built again.</summary>
    public static void Drop(Database database, long block)
    {
        using var find = database.PrepareOnce(
            "SELECT no FROM text_chunk WHERE first_block <= ?1 AND last_block >= ?1 AND filtered"
        );
        var stale = new List<long>();
        find.Bind(1, block);
        while (find.Step())
        {
            stale.Add(find.Long(0));
        }

        using var mark = database.PrepareOnce("UPDATE text_chunk SET filtered = 0 WHERE no = ?");
        using var slice = database.PrepareOnce("DELETE FROM text_slice WHERE no = ?");
        using var ranges = database.PrepareOnce("DELETE FROM text_range WHERE chunk = ?");
        foreach (var number in stale)
        {
            mark.Bind(1, number).Run();
            ranges.Bind(1, number).Run();
            for (var i = 0; i < TokenFilter.Slices; i++)
            {
                slice.Bind(1, ((long)i << SliceShift) | number).Run();
            }
        }
    }
}
