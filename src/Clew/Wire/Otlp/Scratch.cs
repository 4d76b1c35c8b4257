namespace Clew.Wire.Otlp;

/// <summary>Memory for small pieces that had to be put together. A piece never moves once it is complete.</summary>
sealed class Scratch
{
    const int KeptCapacity = 1 << 20;

    byte[] chunk = new byte[4096];
    int start;
    int end;

    public void Reset()
    {
        start = 0;
        end = 0;
        if (chunk.Length > KeptCapacity)
        {
            chunk = new byte[4096];
        }
    }

    /// <summary>Appends to the piece under construction.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > chunk.Length - end)
        {
            // Complete pieces stay in the old chunk, which their memory keeps alive.
            var piece = chunk.AsSpan(start, end - start);
            var next = new byte[Math.Max(chunk.Length * 2, (piece.Length + bytes.Length) * 2)];
            piece.CopyTo(next);
            chunk = next;
            end -= start;
            start = 0;
        }

        bytes.CopyTo(chunk.AsSpan(end));
        end += bytes.Length;
    }

    /// <summary>Completes the piece and gives it.</summary>
    public ArraySegment<byte> Complete()
    {
        var piece = new ArraySegment<byte>(chunk, start, end - start);
        start = end;
        return piece;
    }
}
