namespace Clew.Store.Sqlite;

/// <summary>The columns of a table that name shared texts.</summary>
/// <param name="Key">What orders the table.</param>
/// <param name="Step">How far a read goes along the key: it holds a snapshot meanwhile.</param>
sealed record TextUse(string Table, string Key, IReadOnlyList<string> Columns, long Step)
{
    public static IReadOnlyList<TextUse> All { get; } =
    [new("span", "trace", SpanColumns.TextNames, 1000), new("score", "rowid", ScoreColumns.TextNames, 20_000)];

    /// <summary>Takes out of <paramref name="suspects"/> what the next rows name.</summary>
    /// <returns>Where to go on; -1 at the end.</returns>
    public long Clear(Reader reader, long from, HashSet<long> suspects)
    {
        using var rows = reader.Database.PrepareOnce(
            $"SELECT {string.Join(", ", Columns)} FROM {Table} WHERE {Key} >= ? AND {Key} < ?"
        );
        rows.Bind(1, from).Bind(2, from + Step);
        while (suspects.Count > 0 && rows.Step())
        {
            for (var column = 0; column < Columns.Count; column++)
            {
                if (rows.LongOrNull(column) is { } text)
                {
                    suspects.Remove(text);
                }
            }
        }

        using var next = reader.Database.PrepareOnce($"SELECT min({Key}) FROM {Table} WHERE {Key} >= ?");
        next.Bind(1, from + Step).Step();
        return next.LongOrNull(0) ?? -1;
    }
}
