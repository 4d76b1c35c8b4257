using Clew.Model;

namespace Clew.Dialects.Parsing;

/// <summary>
/// The attributes of one record, found by key. They are walked once, however many keys the dialects ask for; of equal
/// keys the last one counts. Reused for record after record.
/// </summary>
sealed class AttributeIndex(KeyTable keys)
{
    readonly Value[] values = new Value[keys.Count];
    readonly int[] touched = new int[keys.Count];
    int touchedCount;
    UInt128 families;

    /// <summary>All attributes, also those that no dialect knows.</summary>
    public Attributes All { get; private set; }

    /// <summary>Which dialects know one of the keys, as bits in their order.</summary>
    public ulong KnownBy { get; private set; }

    public void Load(Attributes attributes)
    {
        Clear();
        All = attributes;
        foreach (var value in attributes)
        {
            // A value without a type is what JavaScript makes of NaN: nothing was said.
            if (value.Kind == ValueKind.Empty)
            {
                continue;
            }

            var name = value.Key;
            var place = keys.Find(name, out var knownBy);
            if (place < 0)
            {
                families |= keys.FamiliesOf(name, out knownBy);
            }
            else
            {
                if (values[place].Kind == ValueKind.Empty)
                {
                    touched[touchedCount++] = place;
                }

                values[place] = value;
            }

            KnownBy |= knownBy;
        }
    }

    public bool TryGet(Key key, out Value value)
    {
        value = values[key.Place];
        return value.Kind != ValueKind.Empty;
    }

    public bool Has(Key key) => values[key.Place].Kind != ValueKind.Empty;

    public bool Has(Family family) => (families & family.Bit) != 0;

    /// <summary>Whether a key is of the family, and no dialect knows it by name.</summary>
    public bool IsOther(ReadOnlySpan<byte> key, Family family) =>
        key.Length > family.Utf8.Length && key.StartsWith(family.Utf8) && keys.Find(key, out _) < 0;

    public void Clear()
    {
        All = default;
        for (var i = 0; i < touchedCount; i++)
        {
            values[touched[i]] = default;
        }

        touchedCount = 0;
        families = 0;
        KnownBy = 0;
    }
}
