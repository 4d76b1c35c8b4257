using System.Security.Cryptography;

namespace Clew.Api.Langfuse.Media;

/// <summary>
/// The bytes of an upload as they come, and at their end the proof that they are those that were announced: otherwise
/// reading fails, so that whoever keeps them keeps nothing.
/// </summary>
sealed class CheckedUpload(Stream inner, long length, byte[] hash) : Stream
{
    readonly IncrementalHash sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    long count;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => length;

    public override long Position
    {
        get => count;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        if (read == 0 && buffer.Length > 0)
        {
            RequireWhole();
            return 0;
        }

        count += read;
        if (count > length)
        {
            throw LangfuseRefusal.BadRequest($"More than the announced {length} bytes were sent; nothing is kept.");
        }

        sum.AppendData(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            sum.Dispose();
        }

        base.Dispose(disposing);
    }

    void RequireWhole()
    {
        if (count < length)
        {
            throw LangfuseRefusal.BadRequest($"{count} bytes were sent, but {length} were announced; nothing is kept.");
        }

        if (!sum.GetCurrentHash().AsSpan().SequenceEqual(hash))
        {
            throw LangfuseRefusal.BadRequest(
                "The SHA-256 of what was sent is not the one that was announced; nothing is kept."
            );
        }
    }
}
