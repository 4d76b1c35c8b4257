using System.Text;
using Clew.Model;
using Clew.Query;

namespace Clew.Store.Content;

/// <summary>
/// The one value of an attribute of a span, for what needs one: the first that was said. Not for two threads at once.
/// </summary>
sealed class AttributeValue(string key) : ILeafSink
{
    readonly byte[] key = Encoding.UTF8.GetBytes(key);
    string? text;
    double? number;

    /// <summary>That any record of it has one; for finding out where there are none.</summary>
    public ContentTest Test { get; } =
        ContentTest.Of(new Filter.Comparison(new(SpanFields.Attribute, key), Query.Test.Exists, []));

    /// <param name="records">All of the span, in the order in which they arrived.</param>
    public string? TextOf(IDeriver deriver, IEnumerable<Record> records) => Read(deriver, records) ? text : null;

    /// <summary>The first that is a number.</summary>
    public double? NumberOf(IDeriver deriver, IEnumerable<Record> records) =>
        Read(deriver, records, isNumber: true) ? number : null;

    public void Add(in Leaf leaf)
    {
        if (leaf.IsAttribute && leaf.Key.Span.SequenceEqual(key))
        {
            text ??= leaf.Text;
            number ??= LeafTokens.NumberOf(leaf);
        }
    }

    bool Read(IDeriver deriver, IEnumerable<Record> records, bool isNumber = false)
    {
        (text, number) = (null, null);
        foreach (var record in records)
        {
            deriver.ReadLeaves(record, withOrigin: true, this);
            if (isNumber ? number is not null : text is not null)
            {
                return true;
            }
        }

        return false;
    }
}
