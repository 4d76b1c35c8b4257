namespace Clew.Bench.Text;

/// <summary>What a slot of the grammar holds.</summary>
enum Slot
{
    n,
    p,
    v,
    s,
    d,
    g,
    a,
    r,
    N,
    A,
    V,
    First,
    Full,
    City,
    Org,
    Number,
    dec,
    Money,
    Percent,
    Date,
    Clock,
    Iso,
    Order,
    Uuid,
    hex,
    Version,
    Url,
    Email,
    ident,
    Pascal,
    arg,
    lower,
    Ip,
}

/// <summary>Fills slots with words of the current topic and with numbers, ids and times.</summary>
sealed class Slots(Vocabulary vocabulary)
{
    readonly Topic _topic = new(vocabulary);

    public void Change(Rng rng) => _topic.Change(rng);

    public static Slot Parse(string name) => name == "#" ? Slot.Number : Enum.Parse<Slot>(name);

    public void Fill(Slot slot, ByteBuffer into, Rng rng)
    {
        switch (slot)
        {
            case Slot.n:
                Word(WordKind.Noun, into, rng);
                break;
            case Slot.p:
                Word(WordKind.Plural, into, rng);
                break;
            case Slot.v:
                Word(WordKind.Verb, into, rng);
                break;
            case Slot.s:
                Word(WordKind.VerbS, into, rng);
                break;
            case Slot.d:
                Word(WordKind.VerbPast, into, rng);
                break;
            case Slot.g:
                Word(WordKind.VerbIng, into, rng);
                break;
            case Slot.a:
                Word(WordKind.Adjective, into, rng);
                break;
            case Slot.r:
                Word(WordKind.Adverb, into, rng);
                break;
            case Slot.N:
                Capital(WordKind.Noun, into, rng);
                break;
            case Slot.A:
                Capital(WordKind.Adjective, into, rng);
                break;
            case Slot.V:
                Capital(WordKind.Verb, into, rng);
                break;
            case Slot.First:
                Word(WordKind.First, into, rng);
                break;
            case Slot.Full:
                Word(WordKind.First, into, rng);
                into.Append((byte)' ');
                Word(WordKind.Last, into, rng);
                break;
            case Slot.City:
                Word(WordKind.City, into, rng);
                break;
            case Slot.Org:
                Word(WordKind.Org, into, rng);
                break;
            case Slot.ident:
                Word(rng.Chance(50) ? WordKind.Verb : WordKind.Adjective, into, rng);
                into.Append((byte)'_');
                Word(WordKind.Noun, into, rng);
                break;
            case Slot.Pascal:
                Capital(rng.Chance(50) ? WordKind.Adjective : WordKind.Noun, into, rng);
                Capital(WordKind.Noun, into, rng);
                break;
            case Slot.arg:
            case Slot.lower:
                Word(WordKind.Noun, into, rng);
                break;
            default:
                Values.Fill(slot, into, rng, this);
                break;
        }
    }

    public void Word(WordKind kind, ByteBuffer into, Rng rng) => into.Append(_topic.Word(kind, rng));

    void Capital(WordKind kind, ByteBuffer into, Rng rng)
    {
        int start = into.Length;
        Word(kind, into, rng);
        into.Capitalise(start);
    }
}
