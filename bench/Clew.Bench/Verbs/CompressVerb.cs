using System.Globalization;
using System.IO.Compression;
using Clew.Bench.Otlp;
using Clew.Bench.Text;
using Clew.Bench.Workloads;

namespace Clew.Bench.Verbs;

/// <summary>How well requests compress, one by one: shows whether the text is as varied as real text.</summary>
static class CompressVerb
{
    public static void Run(Arguments arguments)
    {
        WorkloadOptions options = TapeOptions.Read(arguments);
        string name = arguments.Text("workload", "agent-1k");
        int count = arguments.Number("requests", 40);
        int perRequest = arguments.Number("spans-per-request", 100);
        bool sample = arguments.Flag("sample");
        arguments.End();
        Workload workload = Workload.Named(name, options);
        RequestBuilder builder = new(workload.Services);
        List<Request> requests = [];
        // The first requests hold only leaves of traces that have just opened.
        int skip = name == "agent-1k" ? options.OpenTraces * 20 / perRequest : 0;
        while (requests.Count < count + skip && workload.Next(builder, true))
        {
            if (builder.Spans == perRequest)
                requests.Add(builder.Take());
        }
        ReadOnlyMemory<byte>[] bodies = [.. requests.Skip(skip).Select(r => r.Body)];
        long bytes = bodies.Sum(b => (long)b.Length);
        string source = options.Corpus is null ? "generated" : "corpus";
        Say($"{name}, {source} text, {bodies.Length} requests of {perRequest} spans");
        Say($"  bytes per span       {(double)bytes / bodies.Length / perRequest:0}");
        Say($"  Brotli q1 lgwin 22   {bytes / (double)bodies.Sum(b => Brotli(b.Span, 1)):0.00}x");
        Say($"  Brotli q4 lgwin 22   {bytes / (double)bodies.Sum(b => Brotli(b.Span, 4)):0.00}x");
        Say($"  zlib level 1         {bytes / (double)bodies.Sum(b => Zlib(b, 1)):0.00}x");
        Say($"  zlib level 6         {bytes / (double)bodies.Sum(b => Zlib(b, 6)):0.00}x");
        if (options.Corpus is CorpusText corpus)
            Say($"  corpus {corpus.Bytes / 1e6:0.0} MB, started over {corpus.Rounds} times");
        if (workload is LoopWorkload loop)
            Say($"  depth {loop.Depth}");
        if (sample)
            Sample(bodies[^1].Span);
    }

    static int Brotli(ReadOnlySpan<byte> body, int quality)
    {
        byte[] into = new byte[BrotliEncoder.GetMaxCompressedLength(body.Length)];
        BrotliEncoder.TryCompress(body, into, out int written, quality, 22);
        return written;
    }

    static long Zlib(ReadOnlyMemory<byte> body, int level)
    {
        using MemoryStream into = new();
        using (ZLibStream zlib = new(into, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true))
            zlib.Write(body.Span);
        return into.Length;
    }

    static void Sample(ReadOnlySpan<byte> body)
    {
        body = body[..Math.Min(body.Length, 6000)];
        Say(
            string.Concat(
                System.Text.Encoding.UTF8.GetString(body).Select(c => char.IsControl(c) && c != '\n' ? '·' : c)
            )
        );
    }

    static void Say(FormattableString line) => Say(line.ToString(CultureInfo.InvariantCulture));

    static void Say(string line) => Console.WriteLine(line);
}
