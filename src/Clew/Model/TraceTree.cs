using System.Buffers;

namespace Clew.Model;

/// <summary>
/// The spans of one trace as they stand, with the totals kept up to date span by span, in whatever order they come.
/// A store keeps one for each trace that is being written and rebuilds it from rows when it has dropped it.
/// <see cref="TraceShape"/> computes the same from scratch and is its oracle.
/// </summary>
/// <remarks>
/// A parent that has not arrived has a node too, without a span. A cycle is cut above its earliest span as soon as it
/// closes. No step recurses, and each costs no more than the path it changes.
/// </remarks>
sealed partial class TraceTree
{
    readonly Dictionary<SpanId, int> places = [];
    readonly NameSet models = new();
    readonly NameSet services = new();
    readonly List<Report> reports = [];
    Node[] nodes = ArrayPool<Node>.Shared.Rent(8);
    int count;
    TraceTotals totals;
    TraceCandidate root;
    TraceCandidate orphan;
    TraceCandidate cut;
    TraceCandidate firstInput;
    TraceCandidate lastOutput;

    public int SpanCount { get; private set; }

    /// <summary>A measure of the memory it takes, for whoever bounds it: nodes, present or not.</summary>
    public int NodeCount => count;

    /// <summary>
    /// Adds a span, or replaces what was known of it.
    /// </summary>
    /// <returns>
    /// False if the change takes back something that others depend on (a parent, a start, usage): then the tree is as
    /// it was, and must be rebuilt from all rows.
    /// </returns>
    public bool TryPut(SpanRow row)
    {
        var place = PlaceOf(row.SpanId);
        if (nodes[place].IsPresent)
        {
            return TryReplace(place, row);
        }

        Fill(place, row);
        SpanCount++;
        Count(row, place);
        var hadChildren = nodes[place].FirstChild >= 0;
        if (!row.ParentId.IsEmpty)
        {
            Link(place, PlaceOf(row.ParentId));
        }

        if (hadChildren && nodes[place].Parent is >= 0 and var parent && nodes[parent].IsPresent)
        {
            CutIfCycle(place);
        }

        if (nodes[place].HasUsage || nodes[place].IsAboveUsage)
        {
            MarkAbove(nodes[place].Parent);
        }

        if (nodes[place].CountsUsage)
        {
            Add(nodes[place], 1);
        }

        Elect(place, row, hadChildren);
        return true;
    }

    /// <summary>The trace as its row; its id and everything stated of the trace itself come from elsewhere.</summary>
    public TraceRow Summarise(TraceId id, Fold stated)
    {
        var first = Representative();
        var input = first.InputLine is not null ? first : firstInput;
        var output = first.OutputLine is not null ? first : lastOutput;
        var row = new TraceRow
        {
            TraceId = id,
            Name = first.Name,
            StartNano = totals.StartNano,
            EndNano = SpanCount == 0 || totals.EndNano == long.MinValue ? null : totals.EndNano,
            Status = first.Status,
            SpanCount = SpanCount,
            ErrorCount = totals.Errors,
            Usage = totals.ToUsage(),
            CostPicoUsd = totals.Cost.Value,
            Models = models.Names,
            Services = services.Names,
            RootSpanId = first.Id,
            InputSpanId = input.InputLine is null ? default : input.Id,
            OutputSpanId = output.OutputLine is null ? default : output.Id,
            InputPreview = LateText.Of(input.InputLine),
            OutputPreview = LateText.Of(output.OutputLine),
        };
        return row.With(stated);
    }

    /// <summary>
    /// Spans that lend the trace their content, but came back from their rows without the preview of it.
    /// </summary>
    public IEnumerable<SpanId> MissingPreviews()
    {
        var first = Representative();
        var input = first.InputLine is not null ? first : firstInput;
        var output = first.OutputLine is not null ? first : lastOutput;
        if (input.LacksInput)
        {
            yield return input.Id;
        }

        if (output.LacksOutput && !(output.Id == input.Id && input.LacksInput))
        {
            yield return output.Id;
        }
    }

    /// <summary>Makes the previews that the trace may still need, while the batches are there that they lie in.</summary>
    public void SettlePreviews()
    {
        root = root.Settled();
        orphan = orphan.Settled();
        cut = cut.Settled();
        firstInput = firstInput.Settled();
        lastOutput = lastOutput.Settled();
    }

    /// <summary>Gives a span from <see cref="MissingPreviews"/> its previews back.</summary>
    public void SetPreviews(SpanId id, string? input, string? output)
    {
        Set(ref root);
        Set(ref orphan);
        Set(ref cut);
        Set(ref firstInput);
        Set(ref lastOutput);

        void Set(ref TraceCandidate candidate)
        {
            if (candidate.IsElected && candidate.Id == id)
            {
                candidate = candidate with
                {
                    InputLine = candidate.HasInput ? input ?? candidate.InputLine : null,
                    OutputLine = candidate.HasOutput ? output ?? candidate.OutputLine : null,
                };
            }
        }
    }

    TraceCandidate Representative() =>
        root.IsElected ? root
        : orphan.IsElected ? orphan
        : cut;

    int PlaceOf(SpanId id)
    {
        if (places.TryGetValue(id, out var place))
        {
            return place;
        }

        if (count == nodes.Length)
        {
            var larger = ArrayPool<Node>.Shared.Rent(count * 2);
            nodes.AsSpan(0, count).CopyTo(larger);
            ArrayPool<Node>.Shared.Return(nodes, clearArray: true);
            nodes = larger;
        }

        nodes[count] = new()
        {
            Id = id,
            Parent = -1,
            FirstChild = -1,
            NextSibling = -1,
        };
        places.Add(id, count);
        return count++;
    }

    void Fill(int place, SpanRow row)
    {
        ref var node = ref nodes[place];
        node.ParentId = row.ParentId;
        node.StartNano = row.StartNano;
        node.EndNano = row.EndNano;
        node.Type = row.Type;
        node.Status = row.Status;
        node.Name = row.Name;
        node.Model = row.Model;
        node.Service = row.Service;
        node.HasInput = row.HasInput;
        node.HasOutput = row.HasOutput;
        node.IsPresent = true;
        if (!row.Usage.IsEmpty || row.CostPicoUsd is not null)
        {
            var report = new Report(row.Usage, row.CostPicoUsd);
            if (node.Report > 0)
            {
                reports[node.Report - 1] = report;
            }
            else
            {
                reports.Add(report);
                node.Report = reports.Count;
            }
        }
    }

    void Add(in Node node, int sign)
    {
        var report = reports[node.Report - 1];
        totals.Add(report.Usage, report.CostPicoUsd, sign);
    }

    void Count(SpanRow row, int place)
    {
        hours.Add(HourOf(row.StartNano));
        totals.StartNano = SpanCount == 1 ? row.StartNano : Math.Min(totals.StartNano, row.StartNano);
        totals.EndNano = Math.Max(SpanCount == 1 ? long.MinValue : totals.EndNano, row.EndNano ?? long.MinValue);
        totals.Errors += row.Status == SpanStatus.Failed ? 1 : 0;
        models.Add(nodes[place].Model);
        services.Add(nodes[place].Service);
    }

    void Link(int child, int parent)
    {
        nodes[child].Parent = parent;
        nodes[child].NextSibling = nodes[parent].FirstChild;
        nodes[parent].FirstChild = child;
    }

    /// <summary>Tells every ancestor, up to the first that knows, that usage is reported below it.</summary>
    void MarkAbove(int place)
    {
        while (place >= 0 && !nodes[place].IsAboveUsage)
        {
            ref var node = ref nodes[place];
            if (node.CountsUsage)
            {
                Add(node, -1);
                Recounted.Add(node.Id);
            }

            node.IsAboveUsage = true;
            place = node.Parent;
        }
    }

    /// <summary>
    /// The span that just arrived had children and has a present parent: the only way in which a cycle can close.
    /// </summary>
    void CutIfCycle(int place)
    {
        var steps = 0;
        var walk = nodes[place].Parent;
        while (walk >= 0 && walk != place)
        {
            if (++steps > count)
            {
                return;
            }

            walk = nodes[walk].Parent;
        }

        if (walk < 0)
        {
            return;
        }

        var top = place;
        for (walk = nodes[place].Parent; walk != place; walk = nodes[walk].Parent)
        {
            top = IsEarlier(walk, top) ? walk : top;
        }

        Unlink(top, place);
    }

    /// <summary>Cuts the link above <paramref name="top"/> and corrects what its former ancestors think of it.</summary>
    void Unlink(int top, int arrived)
    {
        var above = nodes[top].Parent;
        ref var link = ref nodes[above].FirstChild;
        while (link != top)
        {
            link = ref nodes[link].NextSibling;
        }

        link = nodes[top].NextSibling;
        nodes[top].NextSibling = -1;
        nodes[top].Parent = -1;
        nodes[top].IsCut = true;
        for (var walk = above; walk >= 0; walk = nodes[walk].Parent)
        {
            var before = walk != arrived && nodes[walk].CountsUsage;
            var wasAbove = nodes[walk].IsAboveUsage;
            nodes[walk].IsAboveUsage = HasUsageBelow(walk);
            if (nodes[walk].HasUsage && nodes[walk].IsAboveUsage != wasAbove)
            {
                Recounted.Add(nodes[walk].Id);
            }

            var after = walk != arrived && nodes[walk].CountsUsage;
            if (before != after)
            {
                Add(nodes[walk], after ? 1 : -1);
            }
        }

        if (!cut.IsElected || IsEarlier(top, places[cut.Id]))
        {
            cut = CandidateAt(top);
        }
    }

    bool HasUsageBelow(int place)
    {
        for (var child = nodes[place].FirstChild; child >= 0; child = nodes[child].NextSibling)
        {
            if (nodes[child].HasUsage || nodes[child].IsAboveUsage)
            {
                return true;
            }
        }

        return false;
    }

    bool IsEarlier(int a, int b)
    {
        var order = nodes[a].StartNano.CompareTo(nodes[b].StartNano);
        return order != 0 ? order < 0 : nodes[a].Id.CompareTo(nodes[b].Id) < 0;
    }

    struct Node
    {
        public SpanId Id;
        public SpanId ParentId;
        public int Parent;
        public int FirstChild;
        public int NextSibling;
        public long StartNano;
        public long? EndNano;

        /// <summary>1 + the place of what the span reports of tokens and money; 0 if it reports nothing.</summary>
        public int Report;
        public string? Name;
        public string? Model;
        public string? Service;
        public SpanType Type;
        public SpanStatus Status;
        public bool IsPresent;
        public bool IsCut;
        public bool HasInput;
        public bool HasOutput;

        /// <summary>A descendant reports usage, so this span's own would count the same tokens twice.</summary>
        public bool IsAboveUsage;

        public readonly bool HasUsage => Report > 0;

        public readonly bool CountsUsage => HasUsage && !IsAboveUsage;
    }

    readonly record struct Report(Usage Usage, long? CostPicoUsd);
}
