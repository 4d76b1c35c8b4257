namespace Clew.Store.Sqlite;

/// <summary>A block as it was before it was compressed.</summary>
readonly record struct RawBlock(long Number, long FirstSequence, byte[] Memory, int Length);

/// <summary>
/// The last blocks that were committed, for who reads them right behind the writer and so need not decompress them. They
/// are a few: who lags reads the others from the database.
/// </summary>
sealed class RawBlocks
{
    const int MostBytes = 16 << 20;
    const int LeastArray = 1 << 20;
    const int MostFree = 4;

    readonly Lock gate = new();
    readonly Queue<RawBlock> waiting = new();
    readonly Stack<byte[]> free = new();
    long bytes;

    /// <summary>After the commit. If there is no room the block is left out, not an older one, which is asked for first.</summary>
    public void Offer(long number, long firstSequence, ReadOnlySpan<byte> raw)
    {
        lock (gate)
        {
            if (bytes + raw.Length > MostBytes)
            {
                return;
            }

            var memory =
                free.TryPop(out var used) && used.Length >= raw.Length
                    ? used
                    : new byte[
                        Math.Max(LeastArray, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)raw.Length))
                    ];
            raw.CopyTo(memory);
            waiting.Enqueue(new(number, firstSequence, memory, raw.Length));
            bytes += memory.Length;
        }
    }

    /// <summary>Null if it is not there. Those before it are forgotten. It is to be given back.</summary>
    public RawBlock? Take(long number)
    {
        lock (gate)
        {
            while (waiting.TryPeek(out var first) && first.Number <= number)
            {
                waiting.Dequeue();
                bytes -= first.Memory.Length;
                if (first.Number == number)
                {
                    return first;
                }

                Keep(first.Memory);
            }

            return null;
        }
    }

    public void GiveBack(in RawBlock block)
    {
        lock (gate)
        {
            Keep(block.Memory);
        }
    }

    /// <summary>Something was deleted, perhaps of these.</summary>
    public void Clear()
    {
        lock (gate)
        {
            waiting.Clear();
            free.Clear();
            bytes = 0;
        }
    }

    void Keep(byte[] memory)
    {
        if (free.Count < MostFree)
        {
            free.Push(memory);
        }
    }
}
