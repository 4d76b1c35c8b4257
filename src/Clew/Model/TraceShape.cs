namespace Clew.Model;

/// <summary>
/// A trace computed from all of its spans at once: order, parents, roots, cycles, and who counts towards the totals.
/// What a viewer is shown, and the oracle for <see cref="TraceTree"/>.
/// </summary>
sealed class TraceShape
{
    /// <summary>Spans in order of their start, then id.</summary>
    public required IReadOnlyList<SpanRow> Spans { get; init; }

    /// <summary>For each span the index of its parent, or -1 for a root, also where a parent is missing or a cycle is cut.</summary>
    public required int[] Parents { get; init; }

    /// <summary>For each span, whether it is where a cycle was cut.</summary>
    public required bool[] Cut { get; init; }

    /// <summary>For each span, whether its usage counts: it reports some, and no descendant does.</summary>
    public required bool[] Counts { get; init; }

    public static TraceShape Of(IEnumerable<SpanRow> rows)
    {
        var spans = rows.ToArray();
        Array.Sort(
            spans,
            (a, b) => a.StartNano != b.StartNano ? a.StartNano.CompareTo(b.StartNano) : a.SpanId.CompareTo(b.SpanId)
        );
        var places = new Dictionary<SpanId, int>(spans.Length);
        for (var i = 0; i < spans.Length; i++)
        {
            places.Add(spans[i].SpanId, i);
        }

        var parents = new int[spans.Length];
        for (var i = 0; i < spans.Length; i++)
        {
            parents[i] = !spans[i].ParentId.IsEmpty && places.TryGetValue(spans[i].ParentId, out var p) ? p : -1;
        }

        var cut = CutCycles(parents);
        return new()
        {
            Spans = spans,
            Parents = parents,
            Cut = cut,
            Counts = CountUsage(spans, parents),
        };
    }

    /// <summary>Indices of the roots that stand for the trace: real ones, else orphans, else where cycles were cut.</summary>
    public IReadOnlyList<int> Roots()
    {
        int[] tops = [.. Enumerable.Range(0, Spans.Count).Where(i => Parents[i] < 0)];
        int[] real = [.. tops.Where(i => Spans[i].ParentId.IsEmpty)];
        int[] orphans = [.. tops.Where(i => !Cut[i])];
        return real.Length > 0 ? real
            : orphans.Length > 0 ? orphans
            : tops;
    }

    /// <summary>The row of the trace, from scratch.</summary>
    public TraceRow Summarise(TraceId id, Fold stated)
    {
        var names = (Models: new NameSet(), Services: new NameSet());
        var usage = default(Usage);
        long? cost = null;
        for (var i = 0; i < Spans.Count; i++)
        {
            names.Models.Add(Spans[i].Model);
            names.Services.Add(Spans[i].Service);
            if (Counts[i])
            {
                usage = usage.Plus(Spans[i].Usage);
                cost = Spans[i].CostPicoUsd is { } c ? (cost ?? 0) + c : cost;
            }
        }

        var blank = new TraceRow
        {
            TraceId = id,
            StartNano = 0,
            SpanCount = 0,
        };
        if (Spans.Count == 0)
        {
            return blank.With(stated);
        }

        var first = Spans[Roots()[0]];
        var input = first.HasInput
            ? first
            : Spans.FirstOrDefault(s => s is { Type: SpanType.Generation, HasInput: true });
        var output = first.HasOutput
            ? first
            : Spans
                .Where(s => s is { Type: SpanType.Generation, HasOutput: true })
                .OrderBy(s => s.EndNano ?? s.StartNano)
                .ThenBy(s => s.SpanId)
                .LastOrDefault();
        var row = blank with
        {
            Name = first.Name,
            StartNano = Spans[0].StartNano,
            EndNano = Spans.Max(s => s.EndNano),
            Status = first.Status,
            SpanCount = Spans.Count,
            ErrorCount = Spans.Count(s => s.Status == SpanStatus.Failed),
            Usage = usage,
            CostPicoUsd = cost,
            Models = names.Models.Names,
            Services = names.Services.Names,
            RootSpanId = first.SpanId,
            InputSpanId = input?.SpanId ?? default,
            OutputSpanId = output?.SpanId ?? default,
            InputPreview = input?.InputPreview,
            OutputPreview = output?.OutputPreview,
        };
        return row.With(stated);
    }

    /// <summary>Every span has one parent, so a walk upwards that meets itself has found a cycle; it is cut at its earliest.</summary>
    static bool[] CutCycles(int[] parents)
    {
        var cut = new bool[parents.Length];
        var walk = new int[parents.Length];
        for (var i = 0; i < parents.Length; i++)
        {
            var place = i;
            while (place >= 0 && walk[place] == 0)
            {
                walk[place] = i + 1;
                place = parents[place];
            }

            if (place < 0 || walk[place] != i + 1)
            {
                continue;
            }

            // Indices are in order of start: the smallest is the earliest.
            var top = place;
            for (var p = parents[place]; p != place; p = parents[p])
            {
                top = Math.Min(top, p);
            }

            parents[top] = -1;
            cut[top] = true;
        }

        return cut;
    }

    static bool[] CountUsage(SpanRow[] spans, int[] parents)
    {
        var above = new bool[spans.Length];
        var counts = new bool[spans.Length];
        for (var i = 0; i < spans.Length; i++)
        {
            counts[i] = !spans[i].Usage.IsEmpty || spans[i].CostPicoUsd is not null;
            for (var p = counts[i] ? parents[i] : -1; p >= 0 && !above[p]; p = parents[p])
            {
                above[p] = true;
            }
        }

        for (var i = 0; i < spans.Length; i++)
        {
            counts[i] &= !above[i];
        }

        return counts;
    }
}
