using System.Buffers.Binary;
using System.Text;

namespace Clew.Bench.Otlp;

/// <summary>
/// An encoded export request that can be sent many times: every time with fresh ids and later times, patched in
/// place. Room before the body holds the HTTP header, so that both leave in one write.
/// </summary>
sealed class Request(byte[] buffer, int bodyLength, int spans, int[] traceIds, int[] spanIds, int[] times)
{
    /// <summary>Bytes kept free before the body.</summary>
    public const int HeaderRoom = 320;

    int _headerLength;
    Pass _pass;
    int _held;

    public int Spans => spans;

    public ReadOnlyMemory<byte> Body => buffer.AsMemory(HeaderRoom, bodyLength);

    /// <summary>HTTP header and body together.</summary>
    public ReadOnlyMemory<byte> Message => buffer.AsMemory(HeaderRoom - _headerLength, _headerLength + bodyLength);

    /// <summary>Lower-case hex of the first span's trace id, as it is now.</summary>
    public string FirstTraceId => Convert.ToHexStringLower(buffer, traceIds[0], 16);

    /// <summary>Takes the request for one sender; false if another has it.</summary>
    public bool TryHold() => Interlocked.CompareExchange(ref _held, 1, 0) == 0;

    public void Release() => Volatile.Write(ref _held, 0);

    /// <summary>Writes the HTTP header before the body.</summary>
    public void Address(string host)
    {
        byte[] header = HttpHeader(host, bodyLength, gzip: false);
        header.CopyTo(buffer, HeaderRoom - header.Length);
        _headerLength = header.Length;
    }

    /// <summary>Replaces a text by another of the same length wherever it stands in the body.</summary>
    public void Rename(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        Span<byte> rest = buffer.AsSpan(HeaderRoom, bodyLength);
        for (int at; (at = rest.IndexOf(from)) >= 0; rest = rest[(at + from.Length)..])
            to.CopyTo(rest[at..]);
    }

    /// <summary>Gives all ids and times of the request their values in this pass over the tape.</summary>
    public void MoveTo(Pass pass)
    {
        if (pass == _pass)
            return;
        ulong low = _pass.TraceLow ^ pass.TraceLow;
        ulong high = _pass.TraceHigh ^ pass.TraceHigh;
        foreach (int at in traceIds)
        {
            Xor(at, low);
            Xor(at + 8, high);
        }
        ulong span = _pass.Span ^ pass.Span;
        foreach (int at in spanIds)
            Xor(at, span);
        ulong nanos = (ulong)(pass.ShiftNanos - _pass.ShiftNanos);
        foreach (int at in times)
        {
            Span<byte> time = buffer.AsSpan(at, 8);
            BinaryPrimitives.WriteUInt64LittleEndian(time, BinaryPrimitives.ReadUInt64LittleEndian(time) + nanos);
        }
        _pass = pass;
    }

    public static byte[] HttpHeader(string host, int length, bool gzip) =>
        Encoding.ASCII.GetBytes(
            $"POST /v1/traces HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-protobuf\r\n"
                + $"User-Agent: clew-bench/1.0\r\nContent-Length: {length}\r\n"
                + (gzip ? "Content-Encoding: gzip\r\n\r\n" : "\r\n")
        );

    void Xor(int at, ulong mask)
    {
        Span<byte> id = buffer.AsSpan(at, 8);
        BinaryPrimitives.WriteUInt64LittleEndian(id, BinaryPrimitives.ReadUInt64LittleEndian(id) ^ mask);
    }
}
