using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Clew.Wire.Otlp;

/// <summary>
/// Text of JSON tokens as UTF-8. Unlike the library's own methods it never throws: a lone surrogate
/// (<c>"\ud800"</c>) and invalid UTF-8 become U+FFFD, as every browser does.
/// </summary>
sealed class JsonText
{
    const int KeptCapacity = 1 << 20;

    byte[] scratch = new byte[256];

    public void Trim() => scratch = scratch.Length > KeptCapacity ? new byte[256] : scratch;

    /// <summary>The text of a string or name, the raw token of anything else. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Of(ref Utf8JsonReader reader)
    {
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            return Utf8.IsValid(raw) ? raw : Repaired(raw);
        }

        if (scratch.Length < raw.Length)
        {
            scratch = new byte[raw.Length];
        }

        // Every escape is at least as long as what it stands for, so the text fits.
        var text = scratch.AsSpan(0, Unescape(raw, scratch));
        return Utf8.IsValid(text) ? text : Repaired(text);
    }

    /// <summary>Base64, standard or URL-safe, padded or not.</summary>
    public bool TryBase64(ref Utf8JsonReader reader, out ReadOnlySpan<byte> bytes)
    {
        var text = Of(ref reader).TrimEnd((byte)'=');
        var copy = text.ToArray();
        copy.AsSpan().Replace((byte)'+', (byte)'-');
        copy.AsSpan().Replace((byte)'/', (byte)'_');
        if (!Base64Url.IsValid(copy))
        {
            bytes = default;
            return false;
        }

        bytes = copy.AsSpan(0, Base64Url.DecodeFromUtf8InPlace(copy));
        return true;
    }

    static byte[] Repaired(ReadOnlySpan<byte> text) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text));

    /// <summary>Resolves escapes; the JSON reader has checked already that they are well-formed.</summary>
    static int Unescape(ReadOnlySpan<byte> raw, Span<byte> text)
    {
        var length = 0;
        while (!raw.IsEmpty)
        {
            var plain = raw.IndexOf((byte)'\\');
            if (plain != 0)
            {
                plain = plain < 0 ? raw.Length : plain;
                raw[..plain].CopyTo(text[length..]);
                length += plain;
                raw = raw[plain..];
                continue;
            }

            if (raw[1] == 'u')
            {
                length += ReadRune(ref raw).EncodeToUtf8(text[length..]);
                continue;
            }

            text[length++] = raw[1] switch
            {
                (byte)'n' => (byte)'\n',
                (byte)'t' => (byte)'\t',
                (byte)'r' => (byte)'\r',
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                var same => same,
            };
            raw = raw[2..];
        }

        return length;
    }

    /// <summary>Reads <c>\uXXXX</c>, or two of them that are a surrogate pair.</summary>
    static Rune ReadRune(ref ReadOnlySpan<byte> raw)
    {
        var first = ReadUnit(raw);
        raw = raw[6..];
        if (Rune.TryCreate(first, out var rune))
        {
            return rune;
        }

        if (raw.StartsWith("\\u"u8) && Rune.TryCreate(first, ReadUnit(raw), out rune))
        {
            raw = raw[6..];
            return rune;
        }

        return Rune.ReplacementChar;
    }

    static char ReadUnit(ReadOnlySpan<byte> raw) =>
        Utf8Parser.TryParse(raw.Slice(2, 4), out ushort unit, out _, 'x') ? (char)unit : '\uFFFD';
}
