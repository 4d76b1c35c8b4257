using System.Diagnostics;
using System.IO.Compression;
using Clew.Bench.Otlp;
using Clew.Bench.Workloads;

namespace Clew.Bench.Load;

/// <summary>Plays a tape over several connections.</summary>
sealed class Sender(Target target, Tape tape, bool gzip)
{
    static readonly TimeSpan Backoff = TimeSpan.FromMilliseconds(100);

    /// <summary>Sends until the time is over; requests under way are waited for.</summary>
    public async Task<Tally> RunAsync(int connections, TimeSpan duration, CancellationToken stop)
    {
        long end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        return await RunAsync(connections, () => Stopwatch.GetTimestamp() < end, stop);
    }

    /// <summary>Sends every request of the tape once.</summary>
    public async Task<Tally> OnceAsync(int connections, CancellationToken stop)
    {
        int left = tape.Requests.Length;
        return await RunAsync(connections, () => Interlocked.Decrement(ref left) >= 0, stop);
    }

    /// <summary>Sends until about this many spans are there.</summary>
    public async Task<Tally> SpansAsync(int connections, long spans, CancellationToken stop)
    {
        long left = spans / Math.Max(1, tape.Requests.Max(r => r.Spans));
        return await RunAsync(connections, () => Interlocked.Decrement(ref left) >= 0, stop);
    }

    async Task<Tally> RunAsync(int connections, Func<bool> goesOn, CancellationToken stop)
    {
        connections = Math.Min(connections, Math.Max(1, tape.Requests.Length / 2));
        foreach (Request request in tape.Requests)
            request.Address(target.Authority);
        Tally[] tallies = await Task.WhenAll(
            Enumerable.Range(0, connections).Select(_ => Task.Run(() => ConnectionAsync(goesOn, stop), stop))
        );
        Tally sum = new();
        foreach (Tally tally in tallies)
            sum.Add(tally);
        return sum;
    }

    async Task<Tally> ConnectionAsync(Func<bool> goesOn, CancellationToken stop)
    {
        Tally tally = new();
        using Connection connection = new(target);
        byte[] packed = [];
        while (goesOn())
        {
            Request request = tape.Next();
            ReadOnlyMemory<byte> message = request.Message;
            int wire = request.Body.Length;
            if (gzip)
                (message, wire) = Gzip(request, ref packed);
            long start = Stopwatch.GetTimestamp();
            Answer answer = await connection.SendAsync(message, stop);
            int spans = request.Spans;
            int bytes = request.Body.Length;
            request.Release();
            if (answer.Status == 200)
            {
                long took = Stopwatch.GetTimestamp() - start;
                tally.Acknowledged(spans, bytes, wire, answer.BodyBytes > 0, took);
                continue;
            }
            tally.Failed(answer.Status);
            // Overloaded or gone: do not turn the measurement into a storm of refusals.
            await Task.Delay(Backoff, TimeProvider.System, stop);
        }
        return tally;
    }

    (ReadOnlyMemory<byte> Message, int Wire) Gzip(Request request, ref byte[] packed)
    {
        const int Slack = 1024;
        int room = Otlp.Request.HeaderRoom + request.Body.Length + Slack;
        if (packed.Length < room)
            packed = new byte[room];
        using MemoryStream into = new(packed, Otlp.Request.HeaderRoom, packed.Length - Otlp.Request.HeaderRoom);
        using (GZipStream stream = new(into, CompressionLevel.Fastest, leaveOpen: true))
            stream.Write(request.Body.Span);
        int length = (int)into.Position;
        byte[] header = Otlp.Request.HttpHeader(target.Authority, length, gzip: true);
        int start = Otlp.Request.HeaderRoom - header.Length;
        header.CopyTo(packed, start);
        return (packed.AsMemory(start, header.Length + length), length);
    }
}
