using System.Globalization;
using System.Text;
using Clew.Model;
using Clew.Query;
using Clew.Query.Text;

namespace Clew.Store.Content;

/// <summary>
/// Which tokens a leaf has: those of its text; its key; and key and value together of values that are short, because
/// their words alone (ok, 200) are everywhere. Longer values are found by their words.
/// </summary>
sealed class LeafTokens : ILeafSink
{
    const int LongestValue = 24;
    const int ShortestId = 8;

    /// <summary>Whole numbers below this have a token; others only a place in a range.</summary>
    const double LargestNumber = 1000;

    readonly SaidText said = new();
    readonly byte[] digits = new byte[64];

    public TextTokens Tokens { get; } = new();

    /// <summary>The smallest and largest number of each key, by the token of the key.</summary>
    public Dictionary<ulong, (double Least, double Most)> Ranges { get; } = [];

    /// <summary>How much text there was.</summary>
    public long Bytes { get; set; }

    public static ulong OfKey(ReadOnlySpan<byte> key) => TextTokens.OfBytes(key);

    /// <summary>What a record has all of, if the attribute has this value.</summary>
    public static IReadOnlyList<ulong> OfValue(ulong key, in Operand value, bool isNumber, TextTokens words)
    {
        if (isNumber)
        {
            return HasToken(value.Real) ? [OfNumber(key, value.Real)] : [];
        }

        var text = Encoding.UTF8.GetBytes(value.Text!);
        if (HasToken(text))
        {
            // It may have been sent as a number.
            return double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
                ? []
                : [OfText(key, text)];
        }

        words.Clear();
        words.AddText(new SaidText().Read(text));
        return [.. words.Span];
    }

    /// <summary>The number that an attribute is compared as; many senders have only texts for it. Null if it is none.</summary>
    public static double? NumberOf(in Leaf leaf) =>
        leaf.Kind == ValueKind.String ? LeafValue.Written(leaf.Utf8.Span) : leaf.Number;

    public void Add(in Leaf leaf)
    {
        if (leaf.IsText)
        {
            AddText(leaf);
        }

        if (!leaf.IsAttribute)
        {
            return;
        }

        var key = OfKey(leaf.Key.Span);
        Tokens.Add(key);
        if (NumberOf(leaf) is { } number)
        {
            Widen(key, number);
            if (HasToken(number))
            {
                Tokens.Add(OfNumber(key, number));
            }
        }

        if (leaf.Number is not null)
        {
            if (!leaf.IsText)
            {
                AddText(leaf);
            }
        }
        else if (leaf.Kind == ValueKind.Bool)
        {
            Tokens.Add(OfText(key, leaf.Bits == 0 ? "false"u8 : "true"u8));
        }
        else if (HasToken(leaf.Utf8.Span))
        {
            Tokens.Add(OfText(key, leaf.Utf8.Span));
        }
        else if (!leaf.IsText)
        {
            Tokens.AddText(said.Read(leaf.Utf8.Span));
        }
    }

    void AddText(in Leaf leaf)
    {
        if (leaf.Kind == ValueKind.String)
        {
            Bytes += leaf.Utf8.Length;
            Tokens.AddText(said.Read(leaf.Utf8.Span));
        }
        else if (leaf.Kind == ValueKind.Int)
        {
            leaf.Bits.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
            Tokens.AddText(digits.AsSpan(0, length));
        }
        else
        {
            Tokens.AddText(Encoding.UTF8.GetBytes(leaf.Text));
        }
    }

    void Widen(ulong key, double number)
    {
        ref var range = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
            Ranges,
            key,
            out var exists
        );
        range = exists ? (Math.Min(range.Least, number), Math.Max(range.Most, number)) : (number, number);
    }

    /// <summary>Short, and no id: that is rare enough by its words, and there would be one for each span.</summary>
    static bool HasToken(ReadOnlySpan<byte> value) =>
        value.Length <= LongestValue
        && (value.Length < ShortestId || value.IndexOfAnyInRange((byte)'0', (byte)'9') < 0);

    static bool HasToken(double number) => Math.Abs(number) < LargestNumber && number == Math.Floor(number);

    // Zero has two signs, and both are the same number.
    static ulong OfNumber(ulong key, double number) =>
        TextTokens.Pair(key, (ulong)BitConverter.DoubleToInt64Bits(number == 0 ? 0 : number));

    static ulong OfText(ulong key, ReadOnlySpan<byte> value) => TextTokens.Pair(key, TextTokens.OfBytes(value));
}
