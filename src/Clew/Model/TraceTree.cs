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
sealed class TraceTree
{
    readonly Dictionary<SpanId, int> places = [];
    readonly NameSet models = new();
    readonly NameSet services = new();
    readonly List<Report> reports = [];
    Node[] nodes = ArrayPool<Node>.Shared.Rent(8);
    int count;
    Totals totals;
    Candidate root;
    Candidate orphan;
    Candidate cut;
    Candidate firstInput;
    Candidate lastOutput;

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
        var input = first.InputPreview is not null ? first : firstInput;
        var output = first.OutputPreview is not null ? first : lastOutput;
        return new()
        {
            TraceId = id,
            Name = stated.Text(Field.TraceName) ?? first.Name,
            StartNano = totals.StartNano,
            EndNano = totals.EndNano == long.MinValue ? null : totals.EndNano,
            Status = first.Status,
            SpanCount = SpanCount,
            ErrorCount = totals.Errors,
            Usage = totals.ToUsage(),
            CostPicoUsd = totals.Cost.Value,
            Models = models.Names,
            Services = services.Names,
            SessionId = stated.Text(Field.SessionId),
            UserId = stated.Text(Field.UserId),
            Environment = stated.Text(Field.Environment),
            Release = stated.Text(Field.Release),
            Version = stated.Text(Field.Version),
            Tags = stated.Texts(Field.Tag),
            IsPublic = stated.Number(Field.Public) == 1,
            RootSpanId = first.Id,
            InputSpanId = input.InputPreview is null ? default : input.Id,
            OutputSpanId = output.OutputPreview is null ? default : output.Id,
            InputPreview = input.InputPreview,
            OutputPreview = output.OutputPreview,
        };
    }

    /// <summary>
    /// Spans that lend the trace their content, but came back from their rows without the preview of it.
    /// </summary>
    public IEnumerable<SpanId> MissingPreviews()
    {
        var first = Representative();
        var input = first.InputPreview is not null ? first : firstInput;
        var output = first.OutputPreview is not null ? first : lastOutput;
        if (input.InputPreview == "")
        {
            yield return input.Id;
        }

        if (output.OutputPreview == "" && !(output.Id == input.Id && input.InputPreview == ""))
        {
            yield return output.Id;
        }
    }

    /// <summary>Gives a span from <see cref="MissingPreviews"/> its previews back.</summary>
    public void SetPreviews(SpanId id, string? input, string? output)
    {
        Set(ref root);
        Set(ref orphan);
        Set(ref cut);
        Set(ref firstInput);
        Set(ref lastOutput);

        void Set(ref Candidate candidate)
        {
            if (candidate.IsElected && candidate.Id == id)
            {
                candidate = candidate with
                {
                    InputPreview = candidate.HasInput ? input ?? candidate.InputPreview : null,
                    OutputPreview = candidate.HasOutput ? output ?? candidate.OutputPreview : null,
                };
            }
        }
    }

    Candidate Representative() =>
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
            nodes[walk].IsAboveUsage = HasUsageBelow(walk);
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

    bool TryReplace(int place, SpanRow row)
    {
        var old = nodes[place];
        if (TakesBack(old, row))
        {
            return false;
        }

        if (old.CountsUsage)
        {
            Add(old, -1);
        }

        Fill(place, row);
        totals.EndNano = Math.Max(totals.EndNano, row.EndNano ?? long.MinValue);
        totals.Errors += (row.Status == SpanStatus.Failed ? 1 : 0) - (old.Status == SpanStatus.Failed ? 1 : 0);
        models.Add(row.Model);
        services.Add(row.Service);
        if (nodes[place].CountsUsage)
        {
            Add(nodes[place], 1);
        }

        if (nodes[place].HasUsage)
        {
            MarkAbove(nodes[place].Parent);
        }

        Refresh(ref root, row);
        Refresh(ref orphan, row);
        Refresh(ref cut, row);
        Refresh(ref firstInput, row);
        Refresh(ref lastOutput, row);
        ElectContent(place, Candidate.Of(row));
        return true;
    }

    static bool TakesBack(in Node old, SpanRow row) =>
        old.ParentId != row.ParentId
        || old.StartNano != row.StartNano
        || (old.EndNano is { } end && !(row.EndNano >= end))
        || (old.HasUsage && row.Usage.IsEmpty && row.CostPicoUsd is null)
        || (old.Model is not null && old.Model != row.Model)
        || (old.Service is not null && old.Service != row.Service)
        || (old.HasInput && !row.HasInput)
        || (old.HasOutput && !row.HasOutput)
        || (old.Type != row.Type && (old.Type == SpanType.Generation || row.Type == SpanType.Generation));

    static void Refresh(ref Candidate candidate, SpanRow row)
    {
        if (candidate.IsElected && candidate.Id == row.SpanId)
        {
            var fresh = Candidate.Of(row);
            candidate = fresh with
            {
                InputPreview = row.InputPreview ?? (candidate.HasInput ? candidate.InputPreview : fresh.InputPreview),
                OutputPreview =
                    row.OutputPreview ?? (candidate.HasOutput ? candidate.OutputPreview : fresh.OutputPreview),
            };
        }
    }

    void Elect(int place, SpanRow row, bool hadChildren)
    {
        var candidate = Candidate.Of(row);
        ref var node = ref nodes[place];
        if (row.ParentId.IsEmpty)
        {
            ElectFirst(ref root, candidate);
        }
        else if (!node.IsCut && !nodes[node.Parent].IsPresent)
        {
            ElectFirst(ref orphan, candidate);
        }

        // Its children are orphans no longer. With a root at hand nobody asks for the orphan any more.
        if (hadChildren && !root.IsElected && orphan.IsElected && nodes[places[orphan.Id]].ParentId == row.SpanId)
        {
            ElectOrphanAnew();
        }

        if (cut.IsElected && cut.Id == row.SpanId)
        {
            cut = candidate;
        }

        ElectContent(place, candidate);
    }

    void ElectOrphanAnew()
    {
        orphan = default;
        for (var i = 0; i < count; i++)
        {
            ref var node = ref nodes[i];
            if (node.IsPresent && !node.IsCut && node.Parent >= 0 && !nodes[node.Parent].IsPresent)
            {
                ElectFirst(ref orphan, CandidateAt(i));
            }
        }
    }

    void ElectContent(int place, in Candidate candidate)
    {
        if (nodes[place].Type != SpanType.Generation)
        {
            return;
        }

        if (candidate.HasInput && !(firstInput.IsElected && firstInput.Id == candidate.Id))
        {
            ElectFirst(ref firstInput, candidate);
        }

        if (candidate.HasOutput && (!lastOutput.IsElected || candidate.EndsAfter(lastOutput)))
        {
            lastOutput = candidate;
        }
    }

    static void ElectFirst(ref Candidate current, in Candidate candidate)
    {
        if (!current.IsElected || candidate.StartsBefore(current))
        {
            current = candidate;
        }
    }

    Candidate CandidateAt(int place)
    {
        ref var node = ref nodes[place];
        return new(
            node.Id,
            node.Name,
            node.StartNano,
            node.EndNano,
            node.Status,
            node.HasInput,
            node.HasOutput,
            node.HasInput ? "" : null,
            node.HasOutput ? "" : null
        );
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

    /// <summary>
    /// A span that may lend the trace its name or content. A preview of <c>""</c> means that there is one, but that the
    /// row it was read from does not keep it.
    /// </summary>
    readonly record struct Candidate(
        SpanId Id,
        string? Name,
        long StartNano,
        long? EndNano,
        SpanStatus Status,
        bool HasInput,
        bool HasOutput,
        string? InputPreview,
        string? OutputPreview
    )
    {
        public bool IsElected => !Id.IsEmpty;

        public static Candidate Of(SpanRow row) =>
            new(
                row.SpanId,
                row.Name,
                row.StartNano,
                row.EndNano,
                row.Status,
                row.HasInput,
                row.HasOutput,
                row.HasInput ? row.InputPreview ?? "" : null,
                row.HasOutput ? row.OutputPreview ?? "" : null
            );

        public bool StartsBefore(in Candidate other) =>
            StartNano != other.StartNano ? StartNano < other.StartNano : Id.CompareTo(other.Id) < 0;

        public bool EndsAfter(in Candidate other)
        {
            var (mine, theirs) = (EndNano ?? StartNano, other.EndNano ?? other.StartNano);
            return mine != theirs ? mine > theirs : Id.CompareTo(other.Id) > 0;
        }
    }

    /// <summary>Sums that can also shrink. How many reported a number tells "none" from "zero".</summary>
    struct Totals
    {
        public long StartNano;
        public long EndNano;
        public int Errors;
        public Sum Cost;
        Sum input;
        Sum output;
        Sum cacheRead;
        Sum cacheWrite;
        Sum reasoning;
        Sum total;

        public void Add(in Usage usage, long? cost, int sign)
        {
            input.Add(usage.InputTokens, sign);
            output.Add(usage.OutputTokens, sign);
            cacheRead.Add(usage.CacheReadTokens, sign);
            cacheWrite.Add(usage.CacheWriteTokens, sign);
            reasoning.Add(usage.ReasoningTokens, sign);
            total.Add(usage.TotalTokens, sign);
            Cost.Add(cost, sign);
        }

        public readonly Usage ToUsage() =>
            new(input.Value, output.Value, cacheRead.Value, cacheWrite.Value, reasoning.Value, total.Value);
    }

    struct Sum
    {
        // Senders may claim any number: 128 bits hold the sum of as many of them as can ever arrive.
        Int128 sum;
        int reporters;

        public readonly long? Value => reporters == 0 ? null : (long)Int128.Clamp(sum, long.MinValue, long.MaxValue);

        public void Add(long? value, int sign)
        {
            if (value is { } v)
            {
                sum += sign * (Int128)v;
                reporters += sign;
            }
        }
    }
}
