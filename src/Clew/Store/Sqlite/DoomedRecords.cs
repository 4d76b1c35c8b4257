namespace Clew.Store.Sqlite;

/// <summary>Finds what is deleted and still to be wiped.</summary>
static class DoomedRecords
{
    /// <summary>The next hidden traces, and their records in the order of their blocks.</summary>
    public static (IReadOnlyList<long> Traces, IReadOnlyList<DoomedRecord> Records) Read(Reader reader, int limit)
    {
        var traces = new List<long>();
        var records = new List<DoomedRecord>();
        using var hidden = reader.Database.PrepareOnce("SELECT no, id FROM trace WHERE project < 0 LIMIT ?");
        using var rows = reader.Database.PrepareOnce(
            "SELECT id, block, hash, 1 FROM span WHERE trace = ?1 "
                + "UNION ALL SELECT span, block, hash, 0 FROM span_record WHERE trace = ?1"
        );
        hidden.Bind(1, limit);
        while (hidden.Step())
        {
            var (trace, id) = (hidden.Long(0), TraceColumns.ReadId(hidden, 1));
            traces.Add(trace);
            rows.Bind(1, trace);
            while (rows.Step())
            {
                records.Add(new(trace, id, SpanColumns.ReadId(rows, 0), rows.Long(1), rows.Long(2), rows.Long(3) == 1));
            }
        }

        records.Sort((a, b) => a.Block.CompareTo(b.Block));
        return (traces, records);
    }
}
