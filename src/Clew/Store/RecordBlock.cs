using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Clew.Model;

namespace Clew.Store;

/// <summary>
/// A block: the records of the requests that were committed together, compressed together. Spans of one service repeat
/// each other's keys and much of their text, so together they take a third of what they would take alone.
/// </summary>
/// <remarks>
/// Layout before compression, all numbers varints:
/// <code>
/// version=1|2 batches
///   per batch:    arrival  contexts  records
///     per context:  length resource-bytes  length scope-bytes
///     per record:   kind|encoding&lt;&lt;4  context  trace-id  span-id  length [hash]
///     the bytes of its records, one behind the other
/// </code>
/// An id that stands in the record's own first bytes is given as its place there (1 + offset), so that it is stored
/// once; otherwise as 0, a length and its text. No id at all is 0 0. The hash is only there for kinds whose senders name
/// their records. In place of a record that was removed stands a single 0, so that the others keep their places; version
/// 2 says that there may be such.
/// </remarks>
static partial class RecordBlock
{
    const byte Whole = 1;
    const byte WithGaps = 2;

    // Ids stand at the front of an OTLP span; farther in, a search would cost more than it saves.
    const int IdSearchLength = 48;

    static readonly RecordContext Nothing = new(default, default);

    /// <summary>Writes without compressing. The array must have room for <see cref="Bound(IReadOnlyList{RecordBatch})"/>.</summary>
    /// <returns>The bytes written.</returns>
    public static int WriteRaw(IReadOnlyList<RecordBatch> batches, Span<byte> target)
    {
        var writer = new Writer(target);
        writer.Varint(Whole);
        writer.Varint(batches.Count);
        foreach (var batch in batches)
        {
            WriteBatch(
                ref writer,
                batch.ArrivalNano,
                CollectionsMarshal.AsSpan(batch.Contexts),
                CollectionsMarshal.AsSpan(batch.Entries)
            );
        }

        return writer.Position;
    }

    /// <summary>The same of records of which some were removed: they have no kind. What only they were sent under goes too.</summary>
    public static int WriteRaw(IReadOnlyList<Part> parts, Span<byte> target)
    {
        var writer = new Writer(target);
        writer.Varint(WithGaps);
        writer.Varint(parts.Count);
        foreach (var part in parts)
        {
            var used = part.Entries.Where(e => e.Kind != 0).Select(e => e.Context).ToHashSet();
            var contexts = part.Contexts.Select((c, i) => used.Contains(i) ? c : Nothing).ToArray();
            WriteBatch(ref writer, part.ArrivalNano, contexts, part.Entries);
        }

        return writer.Position;
    }

    /// <summary>More than the batches take as a raw block.</summary>
    public static int Bound(IReadOnlyList<RecordBatch> batches) =>
        64 + batches.Sum(b => Bound(CollectionsMarshal.AsSpan(b.Contexts), CollectionsMarshal.AsSpan(b.Entries)));

    /// <summary>More than the parts take as a raw block.</summary>
    public static int Bound(IReadOnlyList<Part> parts) => 64 + parts.Sum(p => Bound(p.Contexts, p.Entries));

    /// <summary>The records of a block, in order, but for those that were removed. They own their memory together.</summary>
    /// <exception cref="InvalidDataException">The block is damaged.</exception>
    public static IReadOnlyList<Record> Read(ReadOnlySpan<byte> data, int rawLength, long firstSequence)
    {
        var raw = new byte[rawLength];
        Unpack(data, raw);
        return Read(raw, firstSequence);
    }

    /// <summary>The same of a block that is not compressed; the records are slices of it.</summary>
    public static IReadOnlyList<Record> Read(ReadOnlyMemory<byte> raw, long firstSequence)
    {
        var records = new List<Record>();
        foreach (var part in ReadParts(raw))
        {
            for (var i = 0; i < part.Entries.Length; i++, firstSequence++)
            {
                var entry = part.Entries[i];
                if (entry.Kind != 0)
                {
                    records.Add(
                        new(
                            entry.Kind,
                            entry.Encoding,
                            part.Contexts[entry.Context],
                            entry.Bytes,
                            entry.TraceId,
                            entry.SpanId,
                            entry.Hash,
                            part.ArrivalNano,
                            firstSequence,
                            i
                        )
                    );
                }
            }
        }

        return records;
    }

    /// <summary>What a block consists of: for each request its records, which keep their places also when some are removed.</summary>
    /// <exception cref="InvalidDataException">The block is damaged.</exception>
    public static IReadOnlyList<Part> ReadParts(ReadOnlySpan<byte> data, int rawLength)
    {
        var raw = new byte[rawLength];
        Unpack(data, raw);
        return ReadParts(raw);
    }

    /// <param name="raw">As long as the block is.</param>
    public static void Unpack(ReadOnlySpan<byte> data, Span<byte> raw)
    {
        if (!BrotliDecoder.TryDecompress(data, raw, out var written) || written != raw.Length)
        {
            throw new InvalidDataException("A block cannot be decompressed.");
        }
    }

    static Part[] ReadParts(ReadOnlyMemory<byte> raw)
    {
        var reader = new Reader(raw);
        if (reader.Varint() is not (Whole or WithGaps))
        {
            throw new InvalidDataException("A block was written by a newer version.");
        }

        var parts = new Part[reader.Count()];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = ReadPart(ref reader);
        }

        return parts;
    }

    static Part ReadPart(ref Reader reader)
    {
        var arrival = reader.Varint();
        var contexts = new RecordContext[reader.Count()];
        var hashes = new long[contexts.Length];
        var heads = new Head[reader.Count()];
        for (var i = 0; i < contexts.Length; i++)
        {
            contexts[i] = new(reader.Bytes(reader.Count()), reader.Bytes(reader.Count()));
            hashes[i] = RecordHash.OfContext(contexts[i]);
        }

        for (var i = 0; i < heads.Length; i++)
        {
            if (reader.Varint() is not 0 and var kind)
            {
                heads[i] = new(
                    (RecordKind)(kind & 15),
                    (RecordEncoding)(kind >> 4),
                    reader.Count(),
                    reader.Id(),
                    reader.Id(),
                    reader.Count(),
                    ((RecordKind)(kind & 15)).HasOwnId() ? reader.Varint() : null
                );
            }
        }

        var entries = new RecordBatch.Entry[heads.Length];
        for (var i = 0; i < heads.Length; i++)
        {
            var head = heads[i];
            if (head.Kind != 0)
            {
                var bytes = reader.Bytes(head.Length);
                entries[i] = new(
                    head.Kind,
                    head.Encoding,
                    head.Context,
                    bytes,
                    head.Trace.ToTraceId(bytes.Span),
                    head.Span.ToSpanId(bytes.Span),
                    head.Hash ?? RecordHash.Of(hashes[head.Context], bytes.Span),
                    0,
                    0,
                    0,
                    i
                );
            }
        }

        return new(arrival, contexts, entries);
    }

    /// <summary>Ids as text take at most 800 characters of 3 bytes each; a record's other numbers less than 42 bytes.</summary>
    static int Bound(ReadOnlySpan<RecordContext> contexts, ReadOnlySpan<RecordBatch.Entry> entries)
    {
        var bound = 32;
        foreach (var context in contexts)
        {
            bound += context.Resource.Length + context.Scope.Length + 20;
        }

        foreach (ref readonly var entry in entries)
        {
            bound +=
                entry.Bytes.Length + 42 + (entry.TraceId.IsBinary ? 40 : 2500) + (entry.SpanId.IsBinary ? 40 : 2500);
        }

        return bound;
    }

    static void WriteBatch(
        ref Writer writer,
        long arrivalNano,
        ReadOnlySpan<RecordContext> contexts,
        ReadOnlySpan<RecordBatch.Entry> entries
    )
    {
        writer.Varint(arrivalNano);
        writer.Varint(contexts.Length);
        writer.Varint(entries.Length);
        foreach (var context in contexts)
        {
            writer.Varint(context.Resource.Length);
            writer.Bytes(context.Resource.Span);
            writer.Varint(context.Scope.Length);
            writer.Bytes(context.Scope.Span);
        }

        Span<byte> id = stackalloc byte[16];
        foreach (ref readonly var entry in entries)
        {
            writer.Varint((int)entry.Kind | ((int)entry.Encoding << 4));
            if (entry.Kind == 0)
            {
                continue;
            }

            writer.Varint(entry.Context);
            var head = entry.Bytes.Span[..Math.Min(IdSearchLength, entry.Bytes.Length)];
            entry.TraceId.TryWriteBytes(id);
            writer.Id(entry.TraceId.IsEmpty ? "" : null, entry.TraceId.IsBinary ? id : default, entry.TraceId, head);
            entry.SpanId.TryWriteBytes(id);
            writer.Id(entry.SpanId.IsEmpty ? "" : null, entry.SpanId.IsBinary ? id[..8] : default, entry.SpanId, head);
            writer.Varint(entry.Bytes.Length);
            if (entry.Kind.HasOwnId())
            {
                writer.Varint(entry.Hash);
            }
        }

        foreach (ref readonly var entry in entries)
        {
            writer.Bytes(entry.Bytes.Span);
        }
    }

    /// <summary>The records of one request. One without a kind was removed.</summary>
    public readonly record struct Part(long ArrivalNano, RecordContext[] Contexts, RecordBatch.Entry[] Entries)
    {
        public static Part Of(RecordBatch batch) => new(batch.ArrivalNano, [.. batch.Contexts], [.. batch.Entries]);
    }

    readonly record struct Head(
        RecordKind Kind,
        RecordEncoding Encoding,
        int Context,
        StoredId Trace,
        StoredId Span,
        int Length,
        long? Hash
    );
}
