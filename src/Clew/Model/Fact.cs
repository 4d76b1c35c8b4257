namespace Clew.Model;

/// <summary>Whom a fact is about.</summary>
enum Subject : byte
{
    /// <summary>The span that the record names.</summary>
    Span = 0,

    /// <summary>The trace that the record names.</summary>
    Trace = 1,

    /// <summary>A score, which names by itself what it judges.</summary>
    Score = 2,
}

/// <summary>Where a derived value comes from: shown next to it.</summary>
/// <param name="Dialect">The dialect that understood it, for example <c>openinference</c>.</param>
/// <param name="Version">The version of that dialect's rules.</param>
/// <param name="Key">The attribute, event or log record it was read from.</param>
sealed record Provenance(string Dialect, int Version, string Key);

/// <summary>
/// One thing that a record says: a field of a subject has a value. A value is a number (<see cref="Number"/>), or text,
/// or a <see cref="Payload"/>; a null <see cref="Object"/> in a text field is an explicit null.
/// </summary>
/// <param name="Rank">
/// How much the speaker is to be believed, higher first: a patch by hand over every dialect, and among dialects the
/// order of their table.
/// </param>
/// <param name="Path">The path of a per-path field, for example <c>customer.tier</c>; otherwise null.</param>
readonly record struct Fact(
    Subject Subject,
    Field Field,
    ushort Rank,
    long Number,
    object? Object,
    string? Path,
    Provenance? Source
)
{
    public string? Text => LateText.Of(Object);
}

/// <summary>A growable list of facts that hands out references and can be reused.</summary>
sealed class FactList
{
    Fact[] items = new Fact[256];

    public int Count { get; private set; }

    /// <summary>False if none of the facts is a score, as in nearly every batch; then nobody need look for one.</summary>
    public bool MayHaveScores { get; private set; }

    public ref readonly Fact this[int index] => ref items[index];

    public void Add(in Fact fact)
    {
        if (Count == items.Length)
        {
            Array.Resize(ref items, items.Length * 2);
        }

        items[Count++] = fact;
        MayHaveScores |= fact.Subject == Subject.Score;
    }

    /// <summary>Makes every text from <paramref name="first"/> on, for facts that outlive their record.</summary>
    public void Settle(int first)
    {
        for (var i = first; i < Count; i++)
        {
            if (items[i].Object is LateText late)
            {
                items[i] = items[i] with { Object = late.Text };
            }
        }
    }

    public ReadOnlySpan<Fact> Slice(int first, int count) => items.AsSpan(first, count);

    /// <summary>Drops every fact from <paramref name="count"/> on.</summary>
    public void Truncate(int count)
    {
        Array.Clear(items, count, Count - count);
        Count = count;
        MayHaveScores &= count > 0;
    }
}

/// <summary>What a record is, besides the facts it states.</summary>
/// <param name="About">The span it is about; empty for a log record that names none.</param>
/// <param name="TimeNano">When it speaks, Unix nanoseconds.</param>
readonly record struct Derived(SpanId About, long TimeNano, RecordPhase Phase = RecordPhase.Create)
{
    /// <summary>What decides between its facts and others.</summary>
    public Stamp StampOf(Record record) => Stamp.At(TimeNano, record.ArrivalNano, record.Position, Phase);
}

/// <summary>
/// Understands records: the dialects, seen from a store. A store calls it only to rebuild what it derived before.
/// </summary>
interface IDeriver
{
    /// <summary>
    /// Adds every fact that the record states. Never throws for what a record contains: a record that cannot be
    /// understood yields <see cref="Field.DeriveError"/>.
    /// </summary>
    /// <param name="detail">True to add also the facts that rows do not keep (input, output, metadata and so on).</param>
    Derived Derive(Record record, FactList facts, bool detail);

    /// <summary>Adds what follows from all that is known of a span: its cost by the price table, if nobody sent one.</summary>
    /// <param name="project">Whose span it is: projects may have prices of their own.</param>
    SpanRow Complete(string project, SpanRow row);

    /// <summary>Adds to a score what its configuration knows: the number of its category, or the category of its number.</summary>
    Score Complete(string project, Score score);

    /// <summary>
    /// Names the rules in force, the same text for the same rules: rows that were derived under another name may
    /// differ from what these would make of the records.
    /// </summary>
    string Rules { get; }
}
