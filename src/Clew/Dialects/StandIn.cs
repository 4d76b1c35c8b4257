using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// A record that says that another span has begun and still runs. It has an id of its own, which means nothing, and
/// often the span it speaks of as its parent.
/// </summary>
/// <param name="Target">The span that runs.</param>
/// <param name="Parent">Its parent; empty for a root.</param>
/// <param name="Source">What says so.</param>
sealed record StandIn(SpanId Target, SpanId Parent, Provenance Source)
{
    /// <summary>
    /// Turns the facts of the record, from <paramref name="first"/> on, into facts of the span it speaks of. They give
    /// way to whatever the span says itself, and none of them says how it ended.
    /// </summary>
    public void Restate(FactList facts, int first)
    {
        var said = facts.Slice(first, facts.Count - first).ToArray();
        facts.Truncate(first);
        foreach (ref readonly var fact in said.AsSpan())
        {
            if (!IsOfItsOwn(fact))
            {
                facts.Add(fact with { Rank = Ranks.StandIn });
            }
        }

        if (!Parent.IsEmpty)
        {
            facts.Add(
                Parent.IsBinary
                    ? new(Subject.Span, Field.ParentId, Ranks.StandIn, Parent.Number, null, null, Source)
                    : new(Subject.Span, Field.ParentId, Ranks.StandIn, 0, Parent.ToString(), null, Source)
            );
        }
    }

    /// <summary>
    /// Its place in the tree is not that of the span. Nor is its end, and what goes with an end would stay for good
    /// where the span itself then ends well and so says nothing of failure.
    /// </summary>
    static bool IsOfItsOwn(in Fact fact) =>
        fact.Field is Field.ParentId or Field.EndNano or Field.Failed or Field.ErrorMessage or Field.ErrorType
        || (fact.Field == Field.Level && fact.Number == (long)SpanLevel.Error);
}
