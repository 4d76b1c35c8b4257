using System.Buffers;
using System.Text;
using Clew.Model;

namespace Clew.Store;

/// <summary>
/// A fold as bytes, with the precedence of every value, so that what arrives later can be merged into it. Only fields
/// that rows keep; where a value came from is derived again when somebody looks. Not for two threads at once.
/// </summary>
sealed class FoldCodec
{
    const byte Version = 1;

    /// <summary>Stands where the next field would.</summary>
    const byte End = 255;
    const byte HasText = 1;
    const byte IsCleared = 2;
    const byte HasPath = 4;

    readonly ArrayBufferWriter<byte> output = new(256);

    /// <summary>The bytes; valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(Fold fold)
    {
        output.ResetWrittenCount();
        Write(Version);
        foreach (var field in fold.Stated())
        {
            if ((int)field < Fields.RowFieldCount)
            {
                var slot = fold.SlotOf(field);
                Write((byte)field);
                WriteValue(fold.PrecedenceOf(field), slot.Number, LateText.Of(slot.Object), null, !fold.Has(field));
            }
        }

        Write(End);
        foreach (var item in fold.Items)
        {
            if ((int)item.Field < Fields.RowFieldCount)
            {
                Write((byte)item.Field);
                WriteValue(item.Precedence, item.Number, item.Object as string, item.Path, isCleared: false);
            }
        }

        Write(End);
        return output.WrittenSpan;
    }

    /// <summary>Merges stored bytes into a fold.</summary>
    public static void ReadInto(Fold fold, ReadOnlySpan<byte> bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes.ToArray()), Encoding.UTF8);
        if (reader.ReadByte() != Version)
        {
            throw new InvalidDataException("A merge state was written by a newer version.");
        }

        for (var field = reader.ReadByte(); field != End; field = reader.ReadByte())
        {
            var (precedence, number, text, _, cleared) = ReadValue(reader);
            fold.ApplyScalar(
                (Field)field,
                precedence,
                new(number, text, null, cleared ? Fold.SlotState.Cleared : Fold.SlotState.Set)
            );
        }

        for (var field = reader.ReadByte(); field != End; field = reader.ReadByte())
        {
            var (precedence, number, text, path, _) = ReadValue(reader);
            fold.Add(new((Field)field, precedence, number, text, path, null));
        }
    }

    void WriteValue(in Precedence precedence, long number, string? text, string? path, bool isCleared)
    {
        Write((byte)((text is null ? 0 : HasText) | (isCleared ? IsCleared : 0) | (path is null ? 0 : HasPath)));
        Write((long)precedence.Rank);
        Write(precedence.Stamp.TimeNano);
        Write((byte)precedence.Stamp.Phase);
        Write(precedence.Stamp.ArrivalNano);
        Write((long)precedence.Stamp.Position);
        Write(number);
        Write(text);
        Write(path);
    }

    void Write(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    /// <summary>Seven bits a byte, the lowest first, as <see cref="BinaryReader"/> reads them.</summary>
    void Write(long value)
    {
        var rest = (ulong)value;
        for (; rest > 0x7F; rest >>= 7)
        {
            Write((byte)(rest | 0x80));
        }

        Write((byte)rest);
    }

    void Write(string? text)
    {
        if (text is not null)
        {
            Write((long)Encoding.UTF8.GetByteCount(text));
            Encoding.UTF8.GetBytes(text, output);
        }
    }

    static (Precedence Precedence, long Number, string? Text, string? Path, bool IsCleared) ReadValue(
        BinaryReader reader
    )
    {
        var flags = reader.ReadByte();
        var precedence = new Precedence(
            (ushort)reader.Read7BitEncodedInt(),
            new(
                reader.Read7BitEncodedInt64(),
                (RecordPhase)reader.ReadByte(),
                reader.Read7BitEncodedInt64(),
                reader.Read7BitEncodedInt()
            )
        );
        return (
            precedence,
            reader.Read7BitEncodedInt64(),
            (flags & HasText) != 0 ? reader.ReadString() : null,
            (flags & HasPath) != 0 ? reader.ReadString() : null,
            (flags & IsCleared) != 0
        );
    }
}
