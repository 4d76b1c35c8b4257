using System.Text;
using Clew.Model;
using Clew.Query;
using Clew.Query.Text;

namespace Clew.Store.Content;

/// <summary>What was found in a record: the leaf with the most of it.</summary>
readonly record struct FoundText(LeafSite Site, bool? IsInput, string Key, Snippet Snippet);

/// <summary>Finds all of some patterns in a record, and what to show of it. Not for two threads at once.</summary>
sealed class HitFinder(IReadOnlyList<TextPattern> patterns, IDeriver deriver) : ILeafSink
{
    /// <summary>Places that are marked in a snippet.</summary>
    const int MostMarks = 8;

    readonly TextMatcher[] matchers = [.. patterns.Select(p => new TextMatcher(p))];
    readonly SaidText said = new();
    int most;
    FoundText best;

    /// <summary>The same patterns as conditions.</summary>
    public IReadOnlyList<ContentTest> Tests { get; } = [.. patterns.Select(p => new MentionTest(p))];

    /// <summary>Null if the record does not say them all.</summary>
    public FoundText? Find(Record record)
    {
        if (!Tests.All(t => t.Holds(deriver, record)))
        {
            return null;
        }

        (most, best) = (0, default);
        deriver.ReadLeaves(record, withOrigin: true, this);
        return best with { IsInput = SideOf(record) };
    }

    public void Add(in Leaf leaf)
    {
        if (!leaf.IsText)
        {
            return;
        }

        var text = said.Read(leaf.Kind == ValueKind.String ? leaf.Utf8.Span : Encoding.UTF8.GetBytes(leaf.Text));
        var places = new List<TextRange>();
        var count = 0;
        foreach (var matcher in matchers)
        {
            var found = matcher.Find(text, MostMarks);
            count += found.Count > 0 ? 1 : 0;
            places.AddRange(found);
        }

        if (count > most)
        {
            most = count;
            best = new(leaf.Site, null, Encoding.UTF8.GetString(leaf.Key.Span), Snippet.Of(text, places));
        }
    }

    bool? SideOf(Record record)
    {
        foreach (var isInput in new[] { true, false })
        {
            var content = deriver.ReadContent([record], Subject.Span, isInput);
            if (!content.IsEmpty && Tests.Any(t => t.Holds(content.Span)))
            {
                return isInput;
            }
        }

        return null;
    }
}
