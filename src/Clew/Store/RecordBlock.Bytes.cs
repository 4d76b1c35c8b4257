using Clew.Model;

namespace Clew.Store;

/// <summary>The numbers, texts and ids of a block.</summary>
static partial class RecordBlock
{
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

    ref struct Reader(ReadOnlyMemory<byte> memory)
    {
        readonly ReadOnlySpan<byte> source = memory.Span;
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
            return memory.Slice(position - length, length);
        }

        public StoredId Id()
        {
            var place = Count();
            return place > 0 ? new(place, null) : new(0, System.Text.Encoding.UTF8.GetString(Bytes(Count()).Span));
        }
    }
}
