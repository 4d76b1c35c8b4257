namespace Clew.Store.Sqlite;

/// <summary>Reads media chunk by chunk; between two chunks it holds neither a connection nor a snapshot.</summary>
sealed class MediaStream(Readers readers, long media, long length, int chunkBytes) : Stream
{
    byte[] chunk = [];
    long chunkPlace = -1;
    long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position >= length || buffer.IsEmpty)
        {
            return 0;
        }

        var place = position / chunkBytes;
        if (place != chunkPlace)
        {
            chunk = await ReadChunkAsync(place, cancellationToken);
            chunkPlace = place;
        }

        var rest = chunk.AsMemory((int)(position - (place * chunkBytes)));
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Media is read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target =
            offset
            + origin switch
            {
                SeekOrigin.Current => position,
                SeekOrigin.End => length,
                _ => 0,
            };
        return target >= 0 ? position = target : throw new IOException("There is nothing before the beginning.");
    }

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    async Task<byte[]> ReadChunkAsync(long place, CancellationToken ct)
    {
        var data = await readers.ReadAsync(
            reader =>
            {
                using var find = reader.Database.PrepareOnce("SELECT data FROM media_chunk WHERE media = ? AND no = ?");
                return find.Bind(1, media).Bind(2, place).Step() ? find.Blob(0).ToArray() : [];
            },
            ct
        );
        return data.Length == Math.Min(chunkBytes, length - (place * chunkBytes))
            ? data
            : throw new IOException("The media was removed while it was read.");
    }
}
