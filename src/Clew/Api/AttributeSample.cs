using System.Text;
using Clew.Model;

namespace Clew.Api;

/// <summary>The attributes of some records: the values of one, or the keys of all.</summary>
/// <param name="key">Null for the keys.</param>
sealed class AttributeSample(IDeriver deriver, string? key) : ILeafSink
{
    /// <summary>Longer texts are content that nobody picks from a list.</summary>
    const int LongestValue = 200;

    readonly HashSet<string> ofRecord = new(StringComparer.Ordinal);
    readonly byte[]? wanted = key is null ? null : Encoding.UTF8.GetBytes(key);

    /// <summary>How many were looked at.</summary>
    public int Records { get; private set; }

    /// <summary>One for each record that says it.</summary>
    public List<string> Values { get; } = [];

    public void Add(Record record)
    {
        Records++;
        ofRecord.Clear();
        deriver.ReadLeaves(record, withOrigin: true, this);
        Values.AddRange(ofRecord);
    }

    public void Add(in Leaf leaf)
    {
        if (!leaf.IsAttribute)
        {
            return;
        }

        if (wanted is null)
        {
            ofRecord.Add(Encoding.UTF8.GetString(leaf.Key.Span));
        }
        else if (leaf.Key.Span.SequenceEqual(wanted) && leaf.Utf8.Length <= LongestValue)
        {
            ofRecord.Add(leaf.Text);
        }
    }
}
