using System.Text;
using Clew.Model;
using Clew.Wire.Protobuf;

namespace Clew.Wire.Otlp;

/// <summary>Text out of a buffer.</summary>
static class ProtoText
{
    public static ReadOnlyMemory<byte> Memory(byte[] buffer, ProtoSlice slice) =>
        buffer.AsMemory(slice.Start, slice.Length);

    /// <summary>A string. Invalid UTF-8 shows as U+FFFD.</summary>
    /// <param name="before">The value the same place had last; given back if it still is, which saves the garbage.</param>
    public static string Read(byte[] buffer, ProtoSlice slice, string before = "")
    {
        var utf8 = slice.Of(buffer);
        return Ascii.Equals(utf8, before) ? before : Encoding.UTF8.GetString(utf8);
    }

    /// <summary>
    /// Lower-case hex. Longer than any id may be is cut to <see cref="IdText.MaxLength"/> digits: such bytes are no id.
    /// </summary>
    public static string Hex(ReadOnlySpan<byte> bytes) =>
        Convert.ToHexStringLower(bytes[..Math.Min(bytes.Length, IdText.MaxLength / 2)]);
}
