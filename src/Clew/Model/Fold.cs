namespace Clew.Model;

/// <summary>
/// Merges the facts of one subject into its current state. This is the only place that decides which of two values
/// wins; every store and every view uses it. The result depends on the set of facts, not on the order in which they
/// are applied, and applying a fact twice changes nothing.
/// </summary>
sealed class Fold
{
    /// <summary>More one-by-one values than this are counted as a repair, not kept: a hostile span hurts only itself.</summary>
    public const int MaxItems = 4096;

    // A subject has few of all fields, and there are many folds: places holds 1 + the index of a field's entry, or 0.
    readonly byte[] places = new byte[Fields.Count];
    Entry[] entries = new Entry[8];
    int count;
    List<Item>? items;

    public IReadOnlyList<Item> Items => items ?? [];

    public void Clear()
    {
        Array.Clear(places);
        Array.Clear(entries, 0, count);
        count = 0;
        items?.Clear();
    }

    public bool Has(Field field) => SlotOf(field).State == SlotState.Set;

    /// <summary>True if something was said of the field, be it that it has no value.</summary>
    public bool IsStated(Field field) => SlotOf(field).State != SlotState.Unstated;

    public long? Number(Field field) => SlotOf(field) is { State: SlotState.Set, Number: var number } ? number : null;

    public string? Text(Field field) => LateText.Of(SlotOf(field).Object);

    /// <summary>Text that may not be made yet.</summary>
    public object? Line(Field field) => SlotOf(field).Object;

    public Payload? Payload(Field field) => SlotOf(field).Object as Payload;

    public Provenance? SourceOf(Field field) => SlotOf(field).Source;

    /// <summary>The values of a list, union or per-path field, in the order of their stamps.</summary>
    public IEnumerable<Item> ItemsOf(Field field) =>
        Items.Where(i => i.Field == field).OrderBy(i => i.Stamp).ThenBy(i => i.Path, StringComparer.Ordinal);

    /// <summary>The texts of a union, in ordinal order.</summary>
    public IReadOnlyList<string> Texts(Field field) =>
        items is null or { Count: 0 }
            ? []
            : [.. ItemsOf(field).Select(i => i.Object).OfType<string>().Order(StringComparer.Ordinal)];

    /// <summary>The texts of a per-path field by their paths, in the order of their stamps.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Leaves(Field field) =>
        items is null or { Count: 0 }
            ? []
            : ItemsOf(field).Where(i => i is { Path: not null, Object: string }).Select(Leaf).ToArray();

    static KeyValuePair<string, string> Leaf(Item item) => new(item.Path!, (string)item.Object!);

    public void Apply(in Fact fact, in Stamp stamp)
    {
        if (Fields.RuleOf(fact.Field) is MergeRule.LastWins or MergeRule.FirstWins)
        {
            var isSet = !Fields.IsObject(fact.Field) || fact.Object is not null;
            if (isSet || Fields.NullClears(fact.Field))
            {
                var state = isSet ? SlotState.Set : SlotState.Cleared;
                ApplyScalar(fact.Field, new(fact.Rank, stamp), new(fact.Number, fact.Object, fact.Source, state));
            }
        }
        else
        {
            Add(new(fact.Field, new(fact.Rank, stamp), fact.Number, fact.Object, fact.Path, fact.Source));
        }
    }

    /// <summary>Merges another state of the same subject into this one.</summary>
    public void Merge(Fold other)
    {
        for (var i = 0; i < other.count; i++)
        {
            ref var theirs = ref other.entries[i];
            if (theirs.Slot.State != SlotState.Unstated)
            {
                ApplyScalar(theirs.Field, other.PrecedenceOf(theirs.Field), theirs.Slot);
            }
        }

        foreach (var item in other.Items)
        {
            Add(item);
        }
    }

    /// <summary>The fields of which something was said, in no particular order.</summary>
    internal IEnumerable<Field> Stated()
    {
        for (var i = 0; i < count; i++)
        {
            if (entries[i].Slot.State != SlotState.Unstated)
            {
                yield return entries[i].Field;
            }
        }
    }

    internal Slot SlotOf(Field field) => places[(int)field] is var place and > 0 ? entries[place - 1].Slot : default;

    /// <summary>Who has the say over a field; for fields that are replaced together it is kept with their first.</summary>
    internal Precedence PrecedenceOf(Field field) =>
        places[(int)Fields.GroupOf(field)] is var place and > 0 ? entries[place - 1].Lead : default;

    internal void ApplyScalar(Field field, in Precedence precedence, in Slot value)
    {
        var group = Fields.GroupOf(field);
        var (leader, member) = (PlaceOf(group), PlaceOf(field));
        var lead = entries[leader].Lead;
        if (lead.IsStated)
        {
            var order = precedence.CompareTo(lead, Fields.RuleOf(field));
            if (order < 0 || (order == 0 && entries[member].Slot.State != SlotState.Unstated))
            {
                return;
            }

            if (order > 0)
            {
                for (var i = 0; i < count; i++)
                {
                    if (Fields.GroupOf(entries[i].Field) == group)
                    {
                        entries[i].Slot = default;
                    }
                }
            }
        }

        entries[leader].Lead = precedence;
        entries[member].Slot = value;
    }

    int PlaceOf(Field field)
    {
        ref var place = ref places[(int)field];
        if (place == 0)
        {
            if (count == entries.Length)
            {
                Array.Resize(ref entries, count * 2);
            }

            entries[count].Field = field;
            place = (byte)++count;
        }

        return place - 1;
    }

    internal void Add(in Item item)
    {
        items ??= [];
        var rule = Fields.RuleOf(item.Field);
        for (var i = 0; i < items.Count; i++)
        {
            var known = items[i];
            if (known.Field != item.Field || !IsSame(known, item, rule))
            {
                continue;
            }

            if (item.Precedence.CompareTo(known.Precedence, rule) > 0)
            {
                items[i] = item;
            }

            return;
        }

        if (items.Count < MaxItems)
        {
            items.Add(item);
        }
    }

    static bool IsSame(in Item known, in Item item, MergeRule rule) =>
        rule switch
        {
            MergeRule.List => known.Precedence.Stamp == item.Precedence.Stamp && known.Path == item.Path,
            MergeRule.Union => Equals(known.Object, item.Object),
            _ => known.Path == item.Path,
        };

    internal enum SlotState : byte
    {
        Unstated = 0,
        Set = 1,

        /// <summary>An explicit null.</summary>
        Cleared = 2,
    }

    struct Entry
    {
        public Field Field;
        public Slot Slot;

        /// <summary>Of the first field of a group only; a field of no group is its own.</summary>
        public Precedence Lead;
    }

    /// <summary>The current value of one field.</summary>
    internal readonly record struct Slot(long Number, object? Object, Provenance? Source, SlotState State);

    /// <summary>One value of a list, a union or a path.</summary>
    internal readonly record struct Item(
        Field Field,
        Precedence Precedence,
        long Number,
        object? Object,
        string? Path,
        Provenance? Source
    )
    {
        public Stamp Stamp => Precedence.Stamp;
    }
}

/// <summary>What decides between two values: rank first, then stamp.</summary>
readonly record struct Precedence(ushort Rank, Stamp Stamp)
{
    /// <summary>False for <c>default</c>: nobody has spoken yet. Ranks start at 1.</summary>
    public bool IsStated => Rank != 0;

    /// <summary>Positive if this one wins over <paramref name="other"/> under the rule.</summary>
    public int CompareTo(in Precedence other, MergeRule rule)
    {
        var order = Rank.CompareTo(other.Rank);
        if (order != 0)
        {
            return order;
        }

        order = Stamp.CompareTo(other.Stamp);
        return rule == MergeRule.FirstWins ? -order : order;
    }
}
