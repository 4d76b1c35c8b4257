using System.Buffers.Text;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Clew.Bench.Otlp;

namespace Clew.Bench.Load;

/// <summary>
/// A stand-in for the server: answers 200 to every POST and, if asked, checks what arrives. With it the client's own
/// ceiling can be measured and its requests proved.
/// </summary>
sealed class Sink : IAsyncDisposable
{
    readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    readonly CancellationTokenSource _stop = new();
    readonly Task _accepting;

    /// <param name="checks">What to do with every body; null to throw it away.</param>
    public Sink(SpanChecks? checks)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(64);
        Target = new Target("127.0.0.1", ((IPEndPoint)_listener.LocalEndPoint!).Port);
        _accepting = AcceptAsync(checks, _stop.Token);
    }

    public Target Target { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    async Task AcceptAsync(SpanChecks? checks, CancellationToken stop)
    {
        List<Task> open = [];
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptAsync(stop);
                open.Add(Task.Run(() => ServeAsync(socket, checks, stop), CancellationToken.None));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    static async Task ServeAsync(Socket socket, SpanChecks? checks, CancellationToken stop)
    {
        using Socket _ = socket;
        byte[] buffer = new byte[1 << 20];
        byte[] ok = [.. "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n"u8];
        int have = 0;
        try
        {
            while (true)
            {
                int body = buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8) + 4;
                int length = body > 3 ? ContentLength(buffer.AsSpan(0, body)) : 0;
                if (body <= 3 || have < body + length)
                {
                    if (buffer.Length < body + length || have == buffer.Length)
                        Array.Resize(ref buffer, Math.Max(buffer.Length * 2, body + length));
                    int read = await socket.ReceiveAsync(buffer.AsMemory(have), SocketFlags.None, stop);
                    if (read == 0)
                        return;
                    have += read;
                    continue;
                }
                if (checks is not null)
                    Check(checks, buffer.AsSpan(0, body), buffer.AsMemory(body, length));
                await socket.SendAsync(ok, SocketFlags.None, stop);
                buffer.AsSpan(body + length, have - body - length).CopyTo(buffer);
                have -= body + length;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException) { }
    }

    static void Check(SpanChecks checks, ReadOnlySpan<byte> header, ReadOnlyMemory<byte> body)
    {
        if (header.IndexOf("Content-Encoding: gzip"u8) < 0)
        {
            checks.Body(body.Span);
            return;
        }
        using GZipStream gzip = new(new MemoryStream(body.ToArray()), CompressionMode.Decompress);
        using MemoryStream plain = new();
        gzip.CopyTo(plain);
        checks.Body(plain.ToArray());
    }

    static int ContentLength(ReadOnlySpan<byte> header)
    {
        ReadOnlySpan<byte> name = "Content-Length: "u8;
        int at = header.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(header[(at + name.Length)..], out int length, out int _) ? length : 0;
    }
}
