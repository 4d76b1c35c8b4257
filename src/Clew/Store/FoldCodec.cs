using System.Text;
using Clew.Model;

namespace Clew.Store;

/// <summary>
/// A fold as bytes, with the precedence of every value, so that what arrives later can be merged into it. Only fields
/// that rows keep; where a value came from is derived again when somebody looks.
/// </summary>
static class FoldCodec
{
    const byte Version = 1;

    /// <summary>Stands where the next field would.</summary>
    const byte End = 255;
    const byte HasText = 1;
    const byte IsCleared = 2;
    const byte HasPath = 4;

    public static byte[] Write(Fold fold)
    {
        using var stream = new MemoryStream(256);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Version);
        foreach (var field in fold.Stated())
        {
            if ((int)field < Fields.RowFieldCount)
            {
                var slot = fold.SlotOf(field);
                writer.Write((byte)field);
                WriteValue(
                    writer,
                    fold.PrecedenceOf(field),
                    slot.Number,
                    slot.Object as string,
                    null,
                    !fold.Has(field)
                );
            }
        }

        writer.Write(End);
        foreach (var item in fold.Items)
        {
            if ((int)item.Field < Fields.RowFieldCount)
            {
                writer.Write((byte)item.Field);
                WriteValue(writer, item.Precedence, item.Number, item.Object as string, item.Path, isCleared: false);
            }
        }

        writer.Write(End);
        writer.Flush();
        return stream.ToArray();
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

    static void WriteValue(
        BinaryWriter writer,
        in Precedence precedence,
        long number,
        string? text,
        string? path,
        bool isCleared
    )
    {
        writer.Write((byte)((text is null ? 0 : HasText) | (isCleared ? IsCleared : 0) | (path is null ? 0 : HasPath)));
        writer.Write(precedence.Rank);
        writer.Write7BitEncodedInt64(precedence.Stamp.TimeNano);
        writer.Write((byte)precedence.Stamp.Phase);
        writer.Write7BitEncodedInt64(precedence.Stamp.ArrivalNano);
        writer.Write7BitEncodedInt(precedence.Stamp.Position);
        writer.Write7BitEncodedInt64(number);
        if (text is not null)
        {
            writer.Write(text);
        }

        if (path is not null)
        {
            writer.Write(path);
        }
    }

    static (Precedence Precedence, long Number, string? Text, string? Path, bool IsCleared) ReadValue(
        BinaryReader reader
    )
    {
        var flags = reader.ReadByte();
        var precedence = new Precedence(
            reader.ReadByte(),
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
