using System.Buffers.Text;
using System.Net.Sockets;

namespace Clew.Bench.Load;

/// <summary>
/// One keep-alive HTTP/1.1 connection on a raw socket: a request is one write, an answer usually one read. Reads
/// only what a benchmark needs of an answer: status and length of the body.
/// </summary>
sealed class Connection(Target target) : IDisposable
{
    readonly byte[] _buffer = new byte[16_384];
    Socket? _socket;
    int _length;

    /// <summary>Sends header and body, waits for the whole answer.</summary>
    public async ValueTask<Answer> SendAsync(ReadOnlyMemory<byte> message, CancellationToken stop)
    {
        try
        {
            _socket ??= await target.ConnectAsync(stop);
            for (int sent = 0; sent < message.Length; )
                sent += await _socket.SendAsync(message[sent..], SocketFlags.None, stop);
            return await ReadAsync(_socket, stop);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            // The next request gets a new connection; this one counts as an error.
            Dispose();
            return new Answer(0, 0);
        }
    }

    async ValueTask<Answer> ReadAsync(Socket socket, CancellationToken stop)
    {
        _length = 0;
        int body;
        while ((body = BodyStart()) < 0)
            await FillAsync(socket, stop);
        int status = Status();
        (int length, bool chunked, bool closes) = Framing(body);
        if (chunked)
            length = await SkipChunksAsync(socket, body, stop);
        for (int got = _length - body; !chunked && got < length; )
        {
            _length = 0;
            got += await FillAsync(socket, stop);
        }
        if (closes)
            Dispose();
        return new Answer(status, length);
    }

    async ValueTask<int> FillAsync(Socket socket, CancellationToken stop)
    {
        if (_length == _buffer.Length)
            throw new IOException("the answer's header is too long");
        int read = await socket.ReceiveAsync(_buffer.AsMemory(_length), SocketFlags.None, stop);
        if (read == 0)
            throw new IOException("the server closed the connection");
        _length += read;
        return read;
    }

    /// <summary>Reads to the last chunk; answers to exports are short, so the whole fits the buffer.</summary>
    async ValueTask<int> SkipChunksAsync(Socket socket, int body, CancellationToken stop)
    {
        while (!_buffer.AsSpan(body, _length - body).EndsWith("0\r\n\r\n"u8))
            await FillAsync(socket, stop);
        return _length - body - 5;
    }

    int BodyStart()
    {
        int end = _buffer.AsSpan(0, _length).IndexOf("\r\n\r\n"u8);
        return end < 0 ? -1 : end + 4;
    }

    int Status() => Utf8Parser.TryParse(_buffer.AsSpan(9, 3), out int status, out _) ? status : 0;

    (int Length, bool Chunked, bool Closes) Framing(int body)
    {
        int length = 0;
        bool chunked = false,
            closes = false;
        ReadOnlySpan<byte> header = _buffer.AsSpan(0, body);
        while (!header.IsEmpty)
        {
            int end = header.IndexOf("\r\n"u8);
            ReadOnlySpan<byte> line = header[..end];
            header = header[(end + 2)..];
            if (Is(line, "content-length:"u8))
                length = Utf8Parser.TryParse(line[15..].TrimStart((byte)32), out int value, out _) ? value : 0;
            else if (Is(line, "transfer-encoding:"u8))
                chunked = line.EndsWith("chunked"u8);
            else if (Is(line, "connection:"u8))
                closes = line.EndsWith("close"u8);
        }
        return (length, chunked, closes);
    }

    static bool Is(ReadOnlySpan<byte> line, ReadOnlySpan<byte> lowerName) =>
        line.Length >= lowerName.Length && System.Text.Ascii.EqualsIgnoreCase(line[..lowerName.Length], lowerName);

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }
}

/// <summary>What came back.</summary>
/// <param name="Status">The HTTP status, 0 if the connection failed.</param>
/// <param name="BodyBytes">Length of the body; an export that was accepted whole has none in protobuf.</param>
readonly record struct Answer(int Status, int BodyBytes);
