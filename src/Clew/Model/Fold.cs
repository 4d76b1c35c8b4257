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

    readonly Slot[] slots = new Slot[Fields.Count];

    // Who has the say over a field; for fields that are replaced together, at the place of the group's first member.
    readonly Precedence[] leads = new Precedence[Fields.Count];
    readonly List<Item> items = [];

    public IReadOnlyList<Item> Items => items;

    public void Clear()
    {
        Array.Clear(slots);
        Array.Clear(leads);
        items.Clear();
    }

    public bool Has(Field field) => slots[(int)field].State == SlotState.Set;

    /// <summary>True if something was said of the field, be it that it has no value.</summary>
    public bool IsStated(Field field) => slots[(int)field].State != SlotState.Unstated;

    public long? Number(Field field) => Has(field) ? slots[(int)field].Number : null;

    public string? Text(Field field) => slots[(int)field].Object as string;

    public Payload? Payload(Field field) => slots[(int)field].Object as Payload;

    public Provenance? SourceOf(Field field) => slots[(int)field].Source;

    /// <summary>The values of a list, union or per-path field, in the order of their stamps.</summary>
    public IEnumerable<Item> ItemsOf(Field field) =>
        items.Where(i => i.Field == field).OrderBy(i => i.Stamp).ThenBy(i => i.Path, StringComparer.Ordinal);

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
        for (var i = 0; i < slots.Length; i++)
        {
            if (other.slots[i].State != SlotState.Unstated)
            {
                ApplyScalar((Field)i, other.leads[(int)Fields.GroupOf((Field)i)], other.slots[i]);
            }
        }

        foreach (var item in other.items)
        {
            Add(item);
        }
    }

    internal Slot SlotOf(Field field) => slots[(int)field];

    internal Precedence PrecedenceOf(Field field) => leads[(int)Fields.GroupOf(field)];

    internal void ApplyScalar(Field field, in Precedence precedence, in Slot value)
    {
        var group = Fields.GroupOf(field);
        ref var lead = ref leads[(int)group];
        ref var slot = ref slots[(int)field];
        if (lead.IsStated)
        {
            var order = precedence.CompareTo(lead, Fields.RuleOf(field));
            if (order < 0 || (order == 0 && slot.State != SlotState.Unstated))
            {
                return;
            }

            if (order > 0)
            {
                for (var i = (int)group; i < slots.Length && Fields.GroupOf((Field)i) == group; i++)
                {
                    slots[i] = default;
                }
            }
        }

        lead = precedence;
        slot = value;
    }

    internal void Add(in Item item)
    {
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
readonly record struct Precedence(byte Rank, Stamp Stamp)
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
