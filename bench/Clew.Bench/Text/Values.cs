namespace Clew.Bench.Text;

/// <summary>Numbers, ids, dates and addresses in the shapes they have in chats, JSON and logs.</summary>
static class Values
{
    public static void Fill(Slot slot, ByteBuffer into, Rng rng, Slots words)
    {
        switch (slot)
        {
            case Slot.Number:
                // Small numbers are more frequent than large ones.
                into.Append(1 + (long)rng.Exponential(rng.Chance(60) ? 8 : 400));
                break;
            case Slot.dec:
                into.Append(rng.Exponential(50), rng.Chance(50) ? "0.0" : "0.000");
                break;
            case Slot.Money:
                into.Append(rng.Pick(Signs));
                into.Append(rng.Exponential(120), rng.Chance(70) ? "0.00" : "0");
                break;
            case Slot.Percent:
                into.Append(rng.Below(100));
                into.Append(" %"u8);
                break;
            case Slot.Date:
                Date(into, rng);
                break;
            case Slot.Clock:
                Clock(into, rng);
                break;
            case Slot.Iso:
                Iso(into, rng);
                break;
            case Slot.Order:
                into.Append(rng.Pick(OrderPrefixes));
                into.Append(rng.Between(100_000, 9_999_999));
                break;
            case Slot.Uuid:
                Uuid(into, rng);
                break;
            case Slot.hex:
                into.Hex(rng.Next(), rng.Chance(70) ? 8 : 12);
                break;
            case Slot.Version:
                into.Append(rng.Below(12));
                into.Append((byte)'.');
                into.Append(rng.Below(30));
                into.Append((byte)'.');
                into.Append(rng.Below(10));
                break;
            case Slot.Url:
                into.Append("https://"u8);
                Host(into, rng, words);
                into.Append((byte)'/');
                words.Word(WordKind.Plural, into, rng);
                into.Append((byte)'/');
                words.Word(WordKind.Noun, into, rng);
                into.Append((byte)'-');
                into.Append(rng.Below(100_000));
                break;
            case Slot.Email:
                int start = into.Length;
                words.Word(WordKind.First, into, rng);
                into.Lower(start);
                into.Append((byte)'.');
                into.Append(rng.Below(1000));
                into.Append((byte)'@');
                Host(into, rng, words);
                break;
            case Slot.Ip:
                into.Append("10."u8);
                into.Append(rng.Below(256));
                into.Append((byte)'.');
                into.Append(rng.Below(256));
                into.Append((byte)'.');
                into.Append(rng.Below(256));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(slot), slot, "not a value");
        }
    }

    public static void Uuid(ByteBuffer into, Rng rng)
    {
        ulong high = rng.Next(),
            low = rng.Next();
        into.Hex(high >> 32, 8);
        into.Append((byte)'-');
        into.Hex(high >> 16, 4);
        into.Append("-4"u8);
        into.Hex(high, 3);
        into.Append("-a"u8);
        into.Hex(low >> 48, 3);
        into.Append((byte)'-');
        into.Hex(low, 12);
    }

    static void Host(ByteBuffer into, Rng rng, Slots words)
    {
        words.Word(WordKind.Noun, into, rng);
        into.Append((byte)'.');
        int start = into.Length;
        words.Word(WordKind.City, into, rng);
        into.Lower(start);
        into.Append(".example"u8);
    }

    static void Date(ByteBuffer into, Rng rng)
    {
        if (rng.Chance(40))
        {
            into.Append(2025 + rng.Below(2));
            into.Append((byte)'-');
            into.Append(rng.Between(1, 12), "00");
            into.Append((byte)'-');
            into.Append(rng.Between(1, 28), "00");
            return;
        }
        into.Append(rng.Between(1, 28));
        into.Append((byte)' ');
        into.Append(rng.Pick(Months));
    }

    static void Clock(ByteBuffer into, Rng rng)
    {
        into.Append(rng.Below(24), "00");
        into.Append((byte)':');
        into.Append(rng.Below(60), "00");
    }

    static void Iso(ByteBuffer into, Rng rng)
    {
        into.Append("2026-"u8);
        into.Append(rng.Between(1, 12), "00");
        into.Append((byte)'-');
        into.Append(rng.Between(1, 28), "00");
        into.Append((byte)'T');
        Clock(into, rng);
        into.Append((byte)':');
        into.Append(rng.Below(60), "00");
        into.Append((byte)'.');
        into.Append(rng.Below(1000), "000");
        into.Append((byte)'Z');
    }

    static readonly byte[][] Signs = ["€"u8.ToArray(), "$"u8.ToArray(), "£"u8.ToArray(), "$"u8.ToArray()];

    static readonly byte[][] OrderPrefixes = ["#"u8.ToArray(), "ORD-"u8.ToArray(), "no. "u8.ToArray()];

    static readonly byte[][] Months =
    [
        "January"u8.ToArray(),
        "February"u8.ToArray(),
        "March"u8.ToArray(),
        "April"u8.ToArray(),
        "May"u8.ToArray(),
        "June"u8.ToArray(),
        "July"u8.ToArray(),
        "August"u8.ToArray(),
        "September"u8.ToArray(),
        "October"u8.ToArray(),
        "November"u8.ToArray(),
        "December"u8.ToArray(),
    ];
}
