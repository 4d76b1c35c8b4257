namespace Clew.Query.Text;

/// <summary>
/// A text in the form in which it is compared; reused from text to text. As words these stand with one space before,
/// between and behind them, so that a phrase is a part of it; as it is written every character stands for itself.
/// </summary>
sealed class FoldedText
{
    char[] folded = new char[256];
    int[] places = [];
    bool mapped;

    public int Length { get; private set; }

    public ReadOnlySpan<char> Span => folded.AsSpan(0, Length);

    /// <summary>Where in the text what stands at <paramref name="index"/> begins, in bytes; only if that was asked.</summary>
    public int PlaceOf(int index) => places[index];

    /// <param name="withPlaces">Whether to remember where everything stood.</param>
    public ReadOnlySpan<char> ReadWords(ReadOnlySpan<byte> utf8, bool withPlaces = false)
    {
        Begin(utf8.Length, withPlaces);
        Put(' ', 0);
        var reader = new FoldReader(utf8);
        while (reader.Next())
        {
            if (reader.Kind is LetterKind.Gap or LetterKind.Sign)
            {
                PutSpace(reader.Start);
                continue;
            }

            if (reader.Kind == LetterKind.Alone)
            {
                PutSpace(reader.Start);
            }

            Put(reader);
            if (reader.Kind == LetterKind.Alone)
            {
                PutSpace(reader.End);
            }
        }

        PutSpace(utf8.Length);
        return Span;
    }

    public ReadOnlySpan<char> ReadAsWritten(ReadOnlySpan<byte> utf8, bool withPlaces = false)
    {
        Begin(utf8.Length, withPlaces);
        var reader = new FoldReader(utf8);
        while (reader.Next())
        {
            Put(reader);
        }

        return Span;
    }

    void Begin(int bytes, bool withPlaces)
    {
        // At most a space on both sides of each character; a character of one byte is one unit and never stands alone.
        var most = (2 * bytes) + 4;
        if (folded.Length < most)
        {
            folded = new char[most];
        }

        if (withPlaces && places.Length < most)
        {
            places = new int[most];
        }

        (Length, mapped) = (0, withPlaces);
    }

    void Put(in FoldReader reader)
    {
        Put(reader.First, reader.Start);
        if (reader.Second != '\0')
        {
            Put(reader.Second, reader.Start);
        }
    }

    void PutSpace(int place)
    {
        if (folded[Length - 1] != ' ')
        {
            Put(' ', place);
        }
    }

    void Put(char unit, int place)
    {
        if (mapped)
        {
            places[Length] = place;
        }

        folded[Length++] = unit;
    }
}
