namespace Clew.Model;

/// <summary>What a later record changes, and who stands for the trace.</summary>
sealed partial class TraceTree
{
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
        ElectContent(place, TraceCandidate.Of(row));
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

    static void Refresh(ref TraceCandidate candidate, SpanRow row)
    {
        if (candidate.IsElected && candidate.Id == row.SpanId)
        {
            var fresh = TraceCandidate.Of(row);
            candidate = fresh with
            {
                InputLine = row.InputLine ?? (candidate.HasInput ? candidate.InputLine : fresh.InputLine),
                OutputLine = row.OutputLine ?? (candidate.HasOutput ? candidate.OutputLine : fresh.OutputLine),
            };
        }
    }

    void Elect(int place, SpanRow row, bool hadChildren)
    {
        var candidate = TraceCandidate.Of(row);
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

    void ElectContent(int place, in TraceCandidate candidate)
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

    static void ElectFirst(ref TraceCandidate current, in TraceCandidate candidate)
    {
        if (!current.IsElected || candidate.StartsBefore(current))
        {
            current = candidate;
        }
    }

    TraceCandidate CandidateAt(int place)
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
}
