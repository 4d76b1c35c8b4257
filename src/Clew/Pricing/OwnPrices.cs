namespace Clew.Pricing;

/// <summary>
/// Prices that a user gives in a JSON file: rows as in the table that comes with Clew, of which <c>provider</c> may be
/// left out and <c>model</c> may end with <c>*</c>. <c>docs/prices.md</c> describes them.
/// </summary>
static class OwnPrices
{
    /// <summary>
    /// The table, or null with at least one error. Each error is a sentence that says where (line and member), what is
    /// wrong, and how it is mended; all of them are found at once.
    /// </summary>
    /// <param name="utf8">The file as it is. Comments and trailing commas may stand in it.</param>
    public static (PriceTable? Prices, IReadOnlyList<string> Errors) Parse(ReadOnlySpan<byte> utf8)
    {
        var errors = new List<string>();
        var rows = PriceRowReader.Read(utf8, isOwn: true, errors);
        var table = errors.Count == 0 ? PriceTable.Of(rows, errors) : null;
        return (errors.Count == 0 ? table : null, errors);
    }
}
