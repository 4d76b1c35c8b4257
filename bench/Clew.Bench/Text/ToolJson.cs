namespace Clew.Bench.Text;

/// <summary>Writes JSON objects in the shape of a tool, filled up to a size with rows or text.</summary>
sealed class ToolJson(ITextSource text, Vocabulary vocabulary)
{
    readonly Slots _slots = new(vocabulary);
    readonly ByteBuffer _scratch = new();

    public void NextTopic(Rng rng) => _slots.Change(rng);

    public void Arguments(Tool tool, ByteBuffer into, int bytes, Rng rng) =>
        Object(tool.Arguments, tool, into, into.Length + bytes, rng);

    public void Result(Tool tool, ByteBuffer into, int bytes, Rng rng) =>
        Object(tool.Result, tool, into, into.Length + bytes, rng);

    void Object(JsonField[] fields, Tool tool, ByteBuffer into, int end, Rng rng)
    {
        into.Append((byte)'{');
        for (int i = 0; i < fields.Length; i++)
        {
            if (i > 0)
                into.Append((byte)',');
            int left = end - into.Length;
            Field(fields[i], tool, into, Math.Max(24, left / (fields.Length - i)), rng);
        }
        // Whatever is left of the size goes where bulk is in real results: rows, or one long text.
        int rest = end - into.Length;
        if (rest > 200)
        {
            into.Append(rng.Chance(50) ? ",\"items\":"u8 : ",\"data\":"u8);
            Rows(tool, into, rest, rng);
        }
        else if (rest > 60)
        {
            into.Append(",\"note\":\""u8);
            Escaped(JsonKind.Text, into, rest, rng);
            into.Append((byte)'"');
        }
        into.Append((byte)'}');
    }

    void Field(JsonField field, Tool tool, ByteBuffer into, int bytes, Rng rng)
    {
        into.Append((byte)'"');
        into.Append(field.Key);
        into.Append("\":"u8);
        switch (field.Kind)
        {
            case JsonKind.Int:
                _slots.Fill(Slot.Number, into, rng);
                break;
            case JsonKind.Decimal:
                _slots.Fill(Slot.dec, into, rng);
                break;
            case JsonKind.Flag:
                into.Append(rng.Chance(50) ? "true"u8 : "false"u8);
                break;
            case JsonKind.Rows when bytes > 100:
                Rows(tool, into, bytes, rng);
                break;
            case JsonKind.Numbers:
                Numbers(into, Math.Min(bytes, 200), rng);
                break;
            default:
                into.Append((byte)'"');
                Quoted(field, into, bytes, rng);
                into.Append((byte)'"');
                break;
        }
    }

    void Quoted(JsonField field, ByteBuffer into, int bytes, Rng rng)
    {
        switch (field.Kind)
        {
            case JsonKind.Id:
                _slots.Fill(Slot.hex, into, rng);
                break;
            case JsonKind.Uuid:
                Values.Uuid(into, rng);
                break;
            case JsonKind.Time:
                _slots.Fill(Slot.Iso, into, rng);
                break;
            case JsonKind.Name:
                _slots.Fill(rng.Chance(50) ? Slot.Full : Slot.Org, into, rng);
                break;
            case JsonKind.Email:
                _slots.Fill(Slot.Email, into, rng);
                break;
            case JsonKind.Url:
                _slots.Fill(Slot.Url, into, rng);
                break;
            case JsonKind.Choice:
                into.Append(rng.Pick(field.Choices));
                break;
            case JsonKind.Phrase or JsonKind.Rows:
                _slots.Fill(Slot.a, into, rng);
                into.Append((byte)' ');
                _slots.Fill(Slot.n, into, rng);
                break;
            default:
                Escaped(field.Kind, into, bytes, rng);
                break;
        }
    }

    void Escaped(JsonKind kind, ByteBuffer into, int bytes, Rng rng)
    {
        _scratch.Clear();
        if (kind == JsonKind.Code)
            text.Code(_scratch, bytes, rng);
        else if (kind == JsonKind.Log)
            text.Log(_scratch, bytes, rng);
        else if (bytes < 80)
            text.Line(_scratch, rng);
        else
            text.Answer(_scratch, bytes, rng);
        into.JsonEscaped(_scratch.Written);
    }

    void Rows(Tool tool, ByteBuffer into, int bytes, Rng rng)
    {
        int end = into.Length + bytes;
        into.Append((byte)'[');
        for (int row = 0; row == 0 || into.Length < end - 60; row++)
        {
            into.Append(row == 0 ? "{"u8 : ",{"u8);
            for (int i = 0; i < tool.Row.Length; i++)
            {
                if (i > 0)
                    into.Append((byte)',');
                Field(tool.Row[i], tool, into, 40, rng);
            }
            into.Append((byte)'}');
        }
        into.Append((byte)']');
    }

    static void Numbers(ByteBuffer into, int bytes, Rng rng)
    {
        int end = into.Length + bytes;
        into.Append((byte)'[');
        for (int i = 0; i == 0 || (into.Length < end && i < 5); i++)
        {
            if (i > 0)
                into.Append((byte)',');
            into.Append(rng.Fraction(), "0.##");
        }
        into.Append((byte)']');
    }
}
