using System.Text.Json;
using Clew.Mcp.Answers;

namespace Clew.Mcp.Analysis;

/// <summary>A trace in Langfuse's shape, with its spans as a tree.</summary>
sealed class Trace
{
    public required string Id { get; init; }
    public required JsonElement Json { get; init; }

    /// <summary>Ordered by start.</summary>
    public required IReadOnlyList<Span> Spans { get; init; }

    /// <summary>Those without a parent, or whose parent is not there.</summary>
    public required IReadOnlyList<Span> Roots { get; init; }

    public string? Name => Json.Text("name");
    public DateTimeOffset? Start => Span.TimeOf(Json.Text("timestamp"));

    /// <summary>Of the trace; a server that does not say so lets us work it out.</summary>
    public double? Seconds
    {
        get
        {
            if (Json.Number("latency") is { } said and >= 0)
            {
                return said;
            }

            var ends = Spans.Where(s => s.Start is not null && s.Seconds is not null).ToArray();
            return ends.Length == 0
                ? null
                : (
                    ends.Max(s => s.Start!.Value.AddSeconds(s.Seconds!.Value)) - ends.Min(s => s.Start!.Value)
                ).TotalSeconds;
        }
    }

    public double? Cost => Json.Number("totalCost") is { } cost and > 0 ? cost : null;
    public JsonElement? Input => Json.Member("input");
    public JsonElement? Output => Json.Member("output");
    public int Failures => Spans.Count(span => span.HasFailed);

    /// <summary>Tokens of spans that report some where nothing below them does: each is counted once.</summary>
    public (long Input, long Output) Tokens()
    {
        // Parents stand before their children in this order, so that backwards everything below is known.
        var order = new List<Span>(Roots);
        for (var i = 0; i < order.Count; i++)
        {
            order.AddRange(order[i].Children);
        }

        var reportedBelow = new HashSet<Span>();
        var (input, output) = (0L, 0L);
        foreach (var span in Enumerable.Reverse(order))
        {
            var reports = span.InputTokens is not null || span.OutputTokens is not null;
            if (reports && !reportedBelow.Contains(span))
            {
                input += span.InputTokens ?? 0;
                output += span.OutputTokens ?? 0;
            }

            if (span.Parent is { } parent && (reports || reportedBelow.Contains(span)))
            {
                reportedBelow.Add(parent);
            }
        }

        return (input, output);
    }

    public static Trace Of(JsonElement json)
    {
        // A server may list observations as ids only; those say nothing here.
        var spans = json.List("observations")
            .Where(item => item.ValueKind == JsonValueKind.Object)
            .Select(Span.Of)
            .OrderBy(span => span.Start ?? DateTimeOffset.MaxValue)
            .ToList();
        var byId = new Dictionary<string, Span>(StringComparer.Ordinal);
        foreach (var span in spans)
        {
            byId.TryAdd(span.Id, span);
        }

        foreach (var span in spans)
        {
            span.Parent = span.ParentId is { } parent ? byId.GetValueOrDefault(parent) : null;
        }

        CutCircles(spans);
        foreach (var span in spans)
        {
            span.Parent?.Children.Add(span);
        }

        return new()
        {
            Id = json.Text("id") ?? "",
            Json = json,
            Spans = spans,
            Roots = [.. spans.Where(span => span.Parent is null)],
        };
    }

    /// <summary>A circle would be a tree without a root: where one closes, its first span becomes a root.</summary>
    static void CutCircles(IReadOnlyList<Span> spans)
    {
        var walks = new Dictionary<Span, Span>();
        foreach (var first in spans)
        {
            for (var span = first; span is not null && walks.TryAdd(span, first); span = span.Parent)
            {
                // Met on this very walk: what lies between is a circle.
                if (span.Parent is { } parent && walks.GetValueOrDefault(parent) == first)
                {
                    span.Parent = null;
                }
            }
        }
    }
}
