using Clew.Bench.Otlp;

namespace Clew.Bench.Workloads;

/// <summary>
/// The pool of requests, written before the clock starts. It is played in order and, when at its end, again with
/// other ids and later times; all traces are finished at its end, so that a pass leaves none open.
/// </summary>
sealed class Tape
{
    long _position = -1;

    Tape(Request[] requests, ulong seed, long nanos)
    {
        Requests = requests;
        Seed = seed;
        Nanos = nanos;
        Bytes = requests.Sum(r => (long)r.Body.Length);
        Spans = requests.Sum(r => (long)r.Spans);
    }

    public Request[] Requests { get; }

    public ulong Seed { get; }

    /// <summary>Nanoseconds of workload time on the tape.</summary>
    public long Nanos { get; }

    public long Bytes { get; }

    public long Spans { get; }

    /// <summary>How often the tape was started, as a fraction: 2.5 means every text was sent two or three times.</summary>
    public double Plays => (double)(Interlocked.Read(ref _position) + 1) / Requests.Length;

    /// <param name="workload">The source of spans.</param>
    /// <param name="options">Its options.</param>
    /// <param name="spansPerRequest">Spans in each request but the last.</param>
    /// <param name="bytes">Stop opening traces after so many bytes; a workload may end earlier.</param>
    public static Tape Write(Workload workload, WorkloadOptions options, int spansPerRequest, long bytes)
    {
        RequestBuilder builder = new(workload.Services);
        List<Request> requests = [];
        long written = 0;
        while (workload.Next(builder, written < bytes))
        {
            if (builder.Spans < spansPerRequest)
                continue;
            requests.Add(builder.Take());
            written += requests[^1].Body.Length;
        }
        if (builder.Spans > 0)
            requests.Add(builder.Take());
        // A minute of distance: start times reach back before the end of the pass before.
        return new Tape([.. requests], options.Seed, workload.Now - options.EpochNanos + 60_000_000_000);
    }

    /// <summary>
    /// Makes the spans plain ones: the same bytes, but in place of <c>gen_ai.…</c> keys that no convention knows.
    /// </summary>
    public void MakePlain()
    {
        foreach (Request request in Requests)
            request.Rename("gen_ai."u8, "app_ai."u8);
    }

    /// <summary>
    /// The next request to send, with its ids and times in place; give it back with <see cref="Request.Release"/>.
    /// One that is still under way from the pass before is passed over.
    /// </summary>
    public Request Next()
    {
        while (true)
        {
            long position = Interlocked.Increment(ref _position);
            Request request = Requests[position % Requests.Length];
            if (!request.TryHold())
                continue;
            request.MoveTo(Pass.Number(Seed, position / Requests.Length, Nanos));
            return request;
        }
    }
}
