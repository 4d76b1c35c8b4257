using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Clew.Intake;

/// <summary>Why a body could not be read.</summary>
enum BodyFault : byte
{
    None,
    TooLarge,
    UnknownEncoding,
    BadCompression,
    Overloaded,
}

/// <summary>
/// The body of a request in memory, uncompressed. Holds its share of the budget and a pooled array until it is disposed.
/// </summary>
sealed class RequestBody : IDisposable
{
    /// <summary>What is reserved for a body of unknown length, and the step by which it grows.</summary>
    const int FirstGuess = 64 << 10;

    readonly InflightBudget budget;
    readonly long limit;
    long reserved;

    RequestBody(InflightBudget budget, long limit) => (this.budget, this.limit) = (budget, limit);

    public byte[] Buffer { get; private set; } = [];

    public int Length { get; private set; }

    public BodyFault Fault { get; private set; }

    /// <summary>
    /// Reads and decompresses. The limit holds for the bytes as sent and for what they unpack to, so that a small
    /// request cannot become a large one unnoticed.
    /// </summary>
    public static async Task<RequestBody> ReadAsync(
        HttpRequest request,
        IntakeLimits limits,
        InflightBudget budget,
        CancellationToken ct
    )
    {
        var limit = Math.Min(limits.MaxRequestBytes, Array.MaxLength);
        var body = new RequestBody(budget, limit);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            // The server's own limit would break the connection; ours answers.
            size.MaxRequestBodySize = null;
        }

        if (request.ContentLength > limit)
        {
            body.Fault = BodyFault.TooLarge;
            return body;
        }

        try
        {
            await body.FillAsync(request.Body, request.ContentLength ?? FirstGuess, ct);
            var encodings = request.Headers.ContentEncoding.ToString();
            if (body.Fault == BodyFault.None && encodings is not ("" or "identity"))
            {
                await body.DecompressAsync(encodings, ct);
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>The same for bytes that were taken out of another frame.</summary>
    public async Task<RequestBody> DecompressedAsync(string encoding, int start, int length, CancellationToken ct)
    {
        var inner = new RequestBody(budget, limit);
        await inner.DecompressFromAsync(encoding, Buffer, start, length, ct);
        return inner;
    }

    public void Dispose()
    {
        if (Buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(Buffer);
            Buffer = [];
        }

        budget.Release(reserved);
        reserved = 0;
    }

    async Task DecompressAsync(string encodings, CancellationToken ct)
    {
        // Applied from left to right by the sender, so taken off from right to left.
        foreach (var encoding in encodings.Split(',', StringSplitOptions.TrimEntries).Reverse())
        {
            using var inner = await DecompressedAsync(encoding, 0, Length, ct);
            (inner.Buffer, Buffer) = (Buffer, inner.Buffer);
            (inner.reserved, reserved) = (reserved, inner.reserved);
            (Length, Fault) = (inner.Length, inner.Fault);
            if (Fault != BodyFault.None)
            {
                return;
            }
        }
    }

    async Task DecompressFromAsync(string encoding, byte[] source, int start, int length, CancellationToken ct)
    {
        var packed = new MemoryStream(source, start, length, writable: false);
        await using Stream? unpacked = encoding.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(packed, CompressionMode.Decompress),
            // "deflate" means zlib by the book; some senders leave out its two header bytes.
            "deflate" => length > 0 && (source[start] & 0x0F) == 8
                ? new ZLibStream(packed, CompressionMode.Decompress)
                : new DeflateStream(packed, CompressionMode.Decompress),
            "zlib" => new ZLibStream(packed, CompressionMode.Decompress),
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            "identity" => packed,
            _ => null,
        };
        if (unpacked is null)
        {
            Fault = BodyFault.UnknownEncoding;
            return;
        }

        try
        {
            await FillAsync(unpacked, Math.Min(limit, length * 4L), ct);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            Fault = BodyFault.BadCompression;
        }
    }

    async Task FillAsync(Stream source, long expected, CancellationToken ct)
    {
        // One byte more than expected, so that the end shows without growing.
        if (!await GrowAsync(expected + 1, ct))
        {
            return;
        }

        while (await source.ReadAsync(Buffer.AsMemory(Length), ct) is > 0 and var read)
        {
            Length += read;
            if (Length > limit)
            {
                Fault = BodyFault.TooLarge;
                return;
            }

            if (Length == Buffer.Length && !await GrowAsync(Buffer.Length * 2L, ct))
            {
                return;
            }
        }
    }

    async Task<bool> GrowAsync(long wanted, CancellationToken ct)
    {
        wanted = Math.Min(wanted, limit + 1);
        if (wanted > reserved)
        {
            if (!await budget.ReserveAsync(wanted - reserved, ct))
            {
                Fault = BodyFault.Overloaded;
                return false;
            }

            reserved = wanted;
        }

        var larger = ArrayPool<byte>.Shared.Rent((int)wanted);
        Buffer.AsSpan(0, Length).CopyTo(larger);
        if (Buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(Buffer);
        }

        Buffer = larger;
        return true;
    }
}
