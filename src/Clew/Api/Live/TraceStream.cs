using Clew.Model;
using Clew.Store;

namespace Clew.Api.Live;

/// <summary>
/// One trace that is kept up to date. Parents and totals depend on the whole tree, so it is read whole and compared with
/// what was sent; the larger it is, the longer it rests.
/// </summary>
sealed class TraceStream(ITraceStore store, LiveStreams streams, EventStream events, string project, TraceId id)
{
    /// <summary>Reading takes at most about this part of the time.</summary>
    const int RestFactor = 10;

    const int SpansAtOnce = 1000;
    static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(10);

    readonly Dictionary<SpanId, int> sent = [];
    string updatedAt = "";
    TimeSpan rest = LiveStreams.Gathering;

    /// <param name="position">From before the trace was found.</param>
    /// <param name="hasSpans">Whether to send the spans that are there already.</param>
    public async Task RunAsync(long position, bool hasSpans, CancellationToken ct)
    {
        await TellAsync(position, hasSpans, ct);
        await foreach (var page in streams.FollowAsync(store.Changes, project, position, () => rest, ct))
        {
            if (page is null)
            {
                events.Add("ping", position, new NoNews(), ApiJson.Plain.NoNews);
                await events.FlushAsync(ct);
                continue;
            }

            position = page.Position;
            // It is read whole: what was missed is in it too.
            if (!page.IsWhole || page.Changes.Any(c => c.Trace == id))
            {
                await TellAsync(position, hasSpans: true, ct);
            }
        }
    }

    async Task TellAsync(long position, bool hasSpans, CancellationToken ct)
    {
        var start = streams.Time.GetTimestamp();
        var row = await store.FindTraceAsync(project, id, ct);
        var shape = TraceShape.Of(row is null ? [] : await store.ReadSpansAsync(project, id, ct));
        var changed = Changed(shape);
        if (shape.Spans.Count < sent.Count)
        {
            // Deleted, and perhaps begun anew.
            sent.Clear();
            changed = Changed(shape);
            events.Add("gone", null, new([id.ToString()]), ApiJson.Plain.GoneTraces);
        }
        else if (row is null && updatedAt.Length > 0)
        {
            events.Add("gone", null, new([id.ToString()]), ApiJson.Plain.GoneTraces);
        }

        updatedAt = row is null ? "" : Summaries.Time(row.UpdatedNano);
        if (hasSpans)
        {
            foreach (var some in changed.Chunk(SpansAtOnce))
            {
                events.Add("spans", null, new(some), ApiJson.Plain.LiveSpans);
                await events.FlushAsync(ct);
            }
        }

        if (row is not null)
        {
            events.Add("trace", position, new(Summaries.Of(row), updatedAt), ApiJson.Plain.LiveTrace);
        }

        await events.FlushAsync(ct);
        var pause = RestFactor * streams.Time.GetElapsedTime(start);
        rest =
            pause > LongestRest ? LongestRest
            : pause > LiveStreams.Gathering ? pause
            : LiveStreams.Gathering;
    }

    /// <summary>The spans that look different from how they were sent; from here on they count as sent.</summary>
    List<LiveSpan> Changed(TraceShape shape)
    {
        var changed = new List<LiveSpan>();
        for (var i = 0; i < shape.Spans.Count; i++)
        {
            var span = LineOf(shape, i);
            var hash = span.GetHashCode();
            if (!sent.TryGetValue(shape.Spans[i].SpanId, out var before) || before != hash)
            {
                sent[shape.Spans[i].SpanId] = hash;
                changed.Add(span);
            }
        }

        return changed;
    }

    static LiveSpan LineOf(TraceShape shape, int index)
    {
        var (row, parent) = (shape.Spans[index], shape.Parents[index]);
        var isMissing = parent < 0 && !shape.Cut[index];
        return new(
            row.SpanId.ToString(),
            parent < 0 ? null : shape.Spans[parent].SpanId.ToString(),
            isMissing ? Summaries.IdOf(row.ParentId) : null,
            row.Name,
            row.Model,
            row.Service,
            row.ToolName,
            Words.Of(row.Type),
            Words.Of(row.Status),
            Words.Of(row.Level),
            Summaries.Nano(row.StartNano),
            Summaries.Nano(row.EndNano - row.StartNano),
            row.Usage.InputTokens,
            row.Usage.OutputTokens,
            shape.Counts[index],
            Summaries.Dollars(row.CostPicoUsd)
        );
    }
}
