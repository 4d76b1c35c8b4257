using System.Globalization;
using System.Text;
using Clew.Dialects.Chat;
using Clew.Model;

namespace Clew.Api;

/// <summary>
/// What else was said of a field, and lost: by dialects that are trusted less, or from other keys. Only what differs
/// from what is shown; each source once.
/// </summary>
sealed class Rivals(SpanStory story)
{
    /// <summary>More than these nobody compares.</summary>
    const int Most = 4;

    readonly ILookup<(Subject, Field, string?), SpanStory.Saying> said = story.Sayings.ToLookup(s =>
        (s.Fact.Subject, s.Fact.Field, s.Fact.Path)
    );

    /// <returns>The most trusted first; null if nobody said anything else.</returns>
    public IReadOnlyList<RivalShape>? Of(Subject subject, Field field, string? path, Provenance winner)
    {
        var rule = Fields.RuleOf(field);
        var all = said[(subject, field, path)]
            .Where(s => s.Fact.Source is not null)
            .OrderByDescending(s => new Precedence(s.Fact.Rank, s.Stamp), Comparer(rule))
            .ToArray();
        var shown = Array.Find(all, s => s.Fact.Source == winner).Fact;
        var rivals = all.DistinctBy(s => s.Fact.Source)
            .Where(s => s.Fact.Source != winner && !IsSame(s.Fact, shown) && TextOf(s.Fact) is not null)
            .Take(Most)
            .Select(s => new RivalShape(
                s.Fact.Source!.Dialect,
                s.Fact.Source.Version,
                s.Fact.Source.Key,
                TextOf(s.Fact)!
            ))
            .ToArray();
        return rivals.Length == 0 ? null : rivals;
    }

    static Comparer<Precedence> Comparer(MergeRule rule) =>
        Comparer<Precedence>.Create((one, other) => one.CompareTo(other, rule));

    static bool IsSame(in Fact one, in Fact other) =>
        one.Number == other.Number
        && (one.Object, other.Object) switch
        {
            (Payload a, Payload b) => a.Utf8.Span.SequenceEqual(b.Utf8.Span),
            var (a, b) => Equals(a, b),
        };

    /// <summary>The value in one short line; null if nothing was said after all.</summary>
    static string? TextOf(in Fact fact) =>
        fact.Object switch
        {
            Payload payload => Preview.OfText(payload.Utf8.Span),
            string text => Preview.OfText(Encoding.UTF8.GetBytes(text)),
            _ when Fields.IsObject(fact.Field) => null,
            _ => fact.Field switch
            {
                Field.Type => Words.Of((SpanType)fact.Number),
                Field.Status => Words.Of((SpanStatus)fact.Number),
                Field.Level => Words.Of((SpanLevel)fact.Number),
                Field.CostPicoUsd => Summaries.Dollars(fact.Number)?.ToString("0.############", null),
                _ => fact.Number.ToString(CultureInfo.InvariantCulture),
            },
        };
}
