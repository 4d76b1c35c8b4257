using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Clew.Model;

namespace Clew.Store;

/// <summary>
/// A block: the records of the requests that were committed together, compressed together. Spans of one service repeat
/// each other's keys and much of their text, so together they take a third of what they would take alone.
/// </summary>
/// <remarks>
/// Layout before compression, all numbers varints:
/// <code>
/// version=1 batches
///   per batch:    arrival  contexts  records
///     per context:  length resource-bytes  length scope-bytes
///     per record:   kind|encoding&lt;&lt;4  context  trace-id  span-id  length [hash]
///     the bytes of its records, one behind the other
/// </code>
/// An id that stands in the record's own first bytes is given as its place there (1 + offset), so that it is stored
/// once; otherwise as 0, a length and its text. No id at all is 0 0. The hash is only there for kinds whose senders name
/// their records.
/// </remarks>
static class RecordBlock
{
    const byte Version = 1;

    // Ids stand at the front of an OTLP span; farther in, a search would cost more than it saves.
    const int IdSearchLength = 48;

    /// <summary>Writes without compressing. The array must have room for <see cref="Bound"/> bytes.</summary>
    /// <returns>The bytes written.</returns>
    public static int WriteRaw(IReadOnlyList<RecordBatch> batches, Span<byte> target)
    {
        var writer = new Writer(target);
        writer.Varint(Version);
        writer.Varint(batches.Count);
        foreach (var batch in batches)
        {
            WriteBatch(ref writer, batch);
        }

        return writer.Position;
    }

    /// <summary>More than the batches take as a raw block.</summary>
    public static int Bound(IReadOnlyList<RecordBatch> batches) => 64 + batches.Sum(Bound);

    /// <summary>The records of a block, in order. They own their memory together.</summary>
    /// <exception cref="InvalidDataException">The block is damaged.</exception>
    public static IReadOnlyList<Record> Read(ReadOnlySpan<byte> data, int rawLength, long firstSequence)
    {
        var raw = new byte[rawLength];
        if (!BrotliDecoder.TryDecompress(data, raw, out var written) || written != rawLength)
        {
            throw new InvalidDataException("A block cannot be decompressed.");
        }

        var reader = new Reader(raw);
        if (reader.Varint() != Version)
        {
            throw new InvalidDataException("A block was written by a newer version.");
        }

        var records = new List<Record>();
        for (var batches = reader.Count(); batches > 0; batches--)
        {
            ReadBatch(ref reader, records, firstSequence);
        }

        return records;
    }

    static void ReadBatch(ref Reader reader, List<Record> records, long firstSequence)
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
            var kind = reader.Varint();
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

        for (var i = 0; i < heads.Length; i++)
        {
            var head = heads[i];
            var bytes = reader.Bytes(head.Length);
            records.Add(
                new(
                    head.Kind,
                    head.Encoding,
                    contexts[head.Context],
                    bytes,
                    head.Trace.ToTraceId(bytes.Span),
                    head.Span.ToSpanId(bytes.Span),
                    head.Hash ?? RecordHash.Of(hashes[head.Context], bytes.Span),
                    arrival,
                    firstSequence + records.Count,
                    i
                )
            );
        }
    }

    /// <summary>Ids as text take at most 800 characters of 3 bytes each; a record's other numbers less than 42 bytes.</summary>
    static int Bound(RecordBatch batch) =>
        32
        + batch.Contexts.Sum(c => c.Resource.Length + c.Scope.Length + 20)
        + batch.Entries.Sum(e => e.Bytes.Length + HeaderBound(e));

    static int HeaderBound(RecordBatch.Entry entry) =>
        42 + (entry.TraceId.IsBinary ? 40 : 2500) + (entry.SpanId.IsBinary ? 40 : 2500);

    static void WriteBatch(ref Writer writer, RecordBatch batch)
    {
        writer.Varint(batch.ArrivalNano);
        writer.Varint(batch.Contexts.Count);
        writer.Varint(batch.Entries.Count);
        foreach (var context in batch.Contexts)
        {
            writer.Varint(context.Resource.Length);
            writer.Bytes(context.Resource.Span);
            writer.Varint(context.Scope.Length);
            writer.Bytes(context.Scope.Span);
        }

        Span<byte> id = stackalloc byte[16];
        foreach (var entry in batch.Entries)
        {
            writer.Varint((int)entry.Kind | ((int)entry.Encoding << 4));
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

        foreach (var entry in batch.Entries)
        {
            writer.Bytes(entry.Bytes.Span);
        }
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

    /// <summary>Where an id stands in the record, or its text.</summary>
    readonly record struct StoredId(int Place, string? Text)
    {
        public TraceId ToTraceId(ReadOnlySpan<byte> record)
        {
            var id = default(TraceId);
            _ = Place > 0 ? TraceId.TryFromBytes(record.Slice(Place - 1, 16), out id) : TraceId.TryParse(Text, out id);
            return id;
        }

        public SpanId ToSpanId(ReadOnlySpan<byte> record)
        {
            var id = default(SpanId);
            _ = Place > 0 ? SpanId.TryFromBytes(record.Slice(Place - 1, 8), out id) : SpanId.TryParse(Text, out id);
            return id;
        }
    }

    ref struct Writer(Span<byte> target)
    {
        readonly Span<byte> target = target;

        public int Position { get; private set; }

        public void Varint(long value)
        {
            var rest = (ulong)value;
            while (rest >= 0x80)
            {
                target[Position++] = (byte)(rest | 0x80);
                rest >>= 7;
            }

            target[Position++] = (byte)rest;
        }

        public void Bytes(scoped ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(target[Position..]);
            Position += bytes.Length;
        }

        public void Id<T>(string? text, scoped ReadOnlySpan<byte> binary, T id, scoped ReadOnlySpan<byte> head)
            where T : struct
        {
            var place = text is null && !binary.IsEmpty ? head.IndexOf(binary) : -1;
            Varint(place + 1);
            if (place < 0)
            {
                text ??= id.ToString()!;
                var written = System.Text.Encoding.UTF8.GetByteCount(text);
                Varint(written);
                System.Text.Encoding.UTF8.GetBytes(text, target[Position..]);
                Position += written;
            }
        }
    }

    ref struct Reader(byte[] source)
    {
        int position;

        public long Varint()
        {
            var value = 0L;
            for (var shift = 0; shift < 64 && position < source.Length; shift += 7)
            {
                var b = source[position++];
                value |= (long)(b & 0x7F) << shift;
                if (b < 0x80)
                {
                    return value;
                }
            }

            throw new InvalidDataException("A block is damaged: a number has no end.");
        }

        public int Count() =>
            Varint() is >= 0 and var count && count <= source.Length
                ? (int)count
                : throw new InvalidDataException("A block is damaged: a length is larger than the block.");

        public ReadOnlyMemory<byte> Bytes(int length)
        {
            if (length > source.Length - position)
            {
                throw new InvalidDataException("A block is damaged: it ends too early.");
            }

            position += length;
            return source.AsMemory(position - length, length);
        }

        public StoredId Id()
        {
            var place = Count();
            return place > 0 ? new(place, null) : new(0, System.Text.Encoding.UTF8.GetString(Bytes(Count()).Span));
        }
    }
}
