using System.Text;
using Clew.Model;
using Clew.Query;

namespace Clew.Store.Content;

/// <summary>A condition on what records say rather than on rows. Not for two threads at once.</summary>
abstract class ContentTest : ILeafSink
{
    /// <summary>Whether a leaf of the record that is being looked at has passed.</summary>
    protected bool HasPassed { get; set; }

    /// <summary>Which side the text must also stand in as the span shows it; null if anywhere is right.</summary>
    public virtual bool? OnInput => null;

    /// <summary>Whether the filter is one about content; if so it is to be tested by <see cref="Of"/>.</summary>
    public static bool IsAbout(Filter filter) =>
        filter is Filter.Mentions
        || (
            filter is Filter.Comparison { Field.Field: var field }
            && (field == SpanFields.Attribute || field == SpanFields.AttributeNumber)
        );

    public static ContentTest Of(Filter filter) =>
        filter switch
        {
            Filter.Mentions mentions => new MentionTest(mentions.Pattern),
            Filter.Comparison comparison => new AttributeTest(comparison),
            _ => throw new NotSupportedException(filter.ToString()),
        };

    /// <summary>Whether the record by itself passes.</summary>
    public bool Holds(IDeriver deriver, Record record)
    {
        HasPassed = false;
        deriver.ReadLeaves(record, withOrigin: true, this);
        return HasPassed;
    }

    /// <summary>Whether a text passes that is no record.</summary>
    public virtual bool Holds(ReadOnlySpan<byte> utf8) => false;

    public abstract void Add(in Leaf leaf);

    /// <summary>Whether a filter of records rules out that any of them passes.</summary>
    public abstract bool IsRuledOut(Func<ulong, bool> mayHave);

    /// <summary>The token of a key whose numbers decide too, see <see cref="IsOutside"/>; null if none do.</summary>
    public virtual ulong? RangeOf => null;

    /// <summary>Whether no number from <paramref name="least"/> to <paramref name="most"/> passes.</summary>
    public virtual bool IsOutside(double least, double most) => false;

    /// <summary>
    /// Whether <paramref name="records"/>, all of a subject, pass together: one of them by itself, and then also what
    /// they show as input or output if that is asked.
    /// </summary>
    public bool HoldsOf(IDeriver deriver, IReadOnlyList<Record> records, Subject subject) =>
        records.Any(r => Holds(deriver, r)) && IsShown(deriver, records, subject);

    /// <summary>The second half of that.</summary>
    public bool IsShown(IDeriver deriver, IReadOnlyList<Record> records, Subject subject) =>
        OnInput is not { } isInput || Holds(deriver.ReadContent(records, subject, isInput).Span);
}

sealed class MentionTest(TextPattern pattern) : ContentTest
{
    readonly Query.Text.TextMatcher matcher = new(pattern);
    readonly Query.Text.SaidText said = new();
    readonly Query.Text.TextTokens tokens = new();

    public override bool? OnInput =>
        pattern.Place switch
        {
            TextPlace.Input => true,
            TextPlace.Output => false,
            _ => null,
        };

    public override bool Holds(ReadOnlySpan<byte> utf8)
    {
        var text = said.Read(utf8);
        return MayHold(text) && matcher.IsIn(text);
    }

    public override void Add(in Leaf leaf)
    {
        if (!HasPassed && leaf.IsText)
        {
            HasPassed = Holds(leaf.Kind == ValueKind.String ? leaf.Utf8.Span : Encoding.UTF8.GetBytes(leaf.Text));
        }
    }

    public override bool IsRuledOut(Func<ulong, bool> mayHave) => !matcher.Tokens.All(mayHave);

    /// <summary>To find the words of a text takes a tenth of what it takes to fold it.</summary>
    bool MayHold(ReadOnlySpan<byte> text)
    {
        if (matcher.Tokens.Count == 0)
        {
            return true;
        }

        tokens.Clear();
        tokens.AddText(text);
        foreach (var token in matcher.Tokens)
        {
            if (!tokens.Span.Contains(token))
            {
                return false;
            }
        }

        return true;
    }
}

sealed class AttributeTest(Filter.Comparison comparison) : ContentTest
{
    readonly byte[] key = Encoding.UTF8.GetBytes(comparison.Field.Path ?? "");
    readonly Query.Text.TextTokens words = new();

    public override ulong? RangeOf => IsNumber && comparison.Test != Test.Exists ? LeafTokens.OfKey(key) : null;

    bool IsNumber => comparison.Field.Field == SpanFields.AttributeNumber;

    public override void Add(in Leaf leaf)
    {
        if (!HasPassed && leaf.IsAttribute && leaf.Key.Span.SequenceEqual(key))
        {
            HasPassed = IsNumber
                ? LeafTokens.NumberOf(leaf) is { } number && comparison.Holds([Operand.Of(number)])
                : comparison.Holds([Operand.Of(leaf.Text)]);
        }
    }

    public override bool IsRuledOut(Func<ulong, bool> mayHave)
    {
        var ofKey = LeafTokens.OfKey(key);
        return !mayHave(ofKey)
            || (
                comparison.Test == Test.AnyOf
                && !comparison.Values.Any(v => LeafTokens.OfValue(ofKey, v, IsNumber, words).All(mayHave))
            );
    }

    public override bool IsOutside(double least, double most) =>
        comparison.Test switch
        {
            Test.AnyOf => comparison.Values.All(v => v.Real < least || v.Real > most),
            Test.Less or Test.LessOrEqual => !comparison.Holds([Operand.Of(least)]),
            _ => !comparison.Holds([Operand.Of(most)]),
        };
}
