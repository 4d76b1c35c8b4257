namespace Clew.Model;

/// <summary>Where in a record a leaf stands.</summary>
enum LeafSite : byte
{
    /// <summary>The name of a span or of a log event.</summary>
    Name = 0,
    Attribute,

    /// <summary>The name of an event of a span, and an attribute of one.</summary>
    EventName,
    EventAttribute,
    LinkAttribute,

    /// <summary>The message of the status.</summary>
    Status,

    /// <summary>The body of a log record, and an attribute of one.</summary>
    LogBody,
    LogAttribute,

    /// <summary>An attribute of the resource or scope under which the record was sent.</summary>
    Resource,
    Scope,

    /// <summary>A member of the body of an event that came by itself, as JSON.</summary>
    Member,
}

/// <summary>
/// One thing that a record says, as it was sent: text, a number or a truth. Its memory is good until the sink returns.
/// </summary>
/// <param name="Key">
/// UTF-8. Of a value in a map the keys on the way, with dots between them; empty where there is none.
/// </param>
/// <param name="Kind">String, Int, Double or Bool.</param>
/// <param name="Utf8">Of a string.</param>
/// <param name="Bits">Of the others: the number, the bits of the double, 1 or 0.</param>
/// <param name="IsText">Whether a text search looks at it.</param>
/// <param name="IsAttribute">Whether it is a value of the attribute that its key names.</param>
readonly record struct Leaf(
    LeafSite Site,
    ReadOnlyMemory<byte> Key,
    ValueKind Kind,
    ReadOnlyMemory<byte> Utf8,
    long Bits,
    bool IsText,
    bool IsAttribute
)
{
    /// <summary>Null unless it is one; what is not a number is none.</summary>
    public double? Number =>
        Kind switch
        {
            ValueKind.Int => Bits,
            ValueKind.Double when BitConverter.Int64BitsToDouble(Bits) is var real && !double.IsNaN(real) => real,
            _ => null,
        };

    /// <summary>The value as text: what was sent, or as JSON writes it.</summary>
    public string Text =>
        Kind switch
        {
            ValueKind.String => System.Text.Encoding.UTF8.GetString(Utf8.Span),
            ValueKind.Bool => Bits == 0 ? "false" : "true",
            ValueKind.Int => Bits.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => BitConverter.Int64BitsToDouble(Bits).ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        };
}

/// <summary>Is told the leaves of a record, one by one.</summary>
interface ILeafSink
{
    void Add(in Leaf leaf);
}
