using System.IO.Compression;
using System.Numerics;
using Clew.Model;

namespace Clew.Store;

/// <summary>
/// Compresses blocks, one after the other, in memory of its own: shared pools keep an array of this size for every
/// thread that ever returned one. Not for two threads at once.
/// </summary>
sealed class BlockWriter
{
    /// <summary>How far back a block can refer: 4 MiB, so also the repeated history of a long agent loop.</summary>
    const int WindowBits = 22;

    /// <summary>What the other levels cost and save is in <c>docs/decisions/004-blocks-of-several-requests.md</c>.</summary>
    const int Quality = 1;

    /// <summary>Memory beyond this is given up after use: one large request must not be paid for for ever.</summary>
    const int Kept = 24 << 20;

    byte[] raw = [];
    byte[] packed = [];
    int rawLength;

    /// <summary>The last block before it was compressed; valid until the next call.</summary>
    public ReadOnlySpan<byte> Raw => raw.AsSpan(0, rawLength);

    /// <summary>The block of some batches; valid until the next call.</summary>
    public (ReadOnlyMemory<byte> Data, int RawLength) Write(IReadOnlyList<RecordBatch> batches)
    {
        Reserve(ref raw, RecordBlock.Bound(batches));
        return Compress(RecordBlock.WriteRaw(batches, raw));
    }

    /// <summary>The same of records of which some were removed.</summary>
    public (ReadOnlyMemory<byte> Data, int RawLength) Write(IReadOnlyList<RecordBlock.Part> parts)
    {
        Reserve(ref raw, RecordBlock.Bound(parts));
        return Compress(RecordBlock.WriteRaw(parts, raw));
    }

    (ReadOnlyMemory<byte> Data, int RawLength) Compress(int length)
    {
        rawLength = length;
        Reserve(ref packed, BrotliEncoder.GetMaxCompressedLength(length));
        return BrotliEncoder.TryCompress(raw.AsSpan(0, length), packed, out var written, Quality, WindowBits)
            ? (packed.AsMemory(0, written), length)
            : throw new InvalidOperationException("Brotli needed more than its own bound.");
    }

    static void Reserve(ref byte[] memory, int size)
    {
        if (memory.Length < size || memory.Length > Kept)
        {
            // In powers of two, so that a slightly larger group does not mean a new array every time.
            memory = new byte[Math.Max(BitOperations.RoundUpToPowerOf2((uint)size), 1 << 20)];
        }
    }
}
