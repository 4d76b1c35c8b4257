using Clew.Model;

namespace Clew.Store.Sqlite;

/// <summary>Whose a record is that was found in a block: rows say so, and say nothing of one that is deleted or another project's.</summary>
sealed class RecordOwners(Reader reader, long project)
{
    const string OfSpan =
        "SELECT id, start, name FROM span WHERE trace = ?1 AND block = ?2 AND hash = ?3 "
        + "UNION ALL SELECT r.span, s.start, s.name FROM span_record r LEFT JOIN span s ON s.trace = r.trace AND s.id = r.span "
        + "WHERE r.trace = ?1 AND r.block = ?2 AND r.hash = ?3";

    readonly Dictionary<(TraceId, SpanId), (long Number, TraceId Id, long Start, string? Name)?> traces = [];

    /// <summary>Null if it is nobody's that can be seen.</summary>
    public RecordOwner? Find(Record record, long block)
    {
        var key = (record.TraceId, record.TraceId.IsEmpty ? record.SpanId : default);
        if (!traces.TryGetValue(key, out var found))
        {
            traces.Add(key, found = TraceOf(record));
        }

        if (found is not { } trace)
        {
            return null;
        }

        // Nearly always it is the span that the record names; which of many it is otherwise, takes a look at them all.
        return Find(record, block, trace, " AND id = ?4", " AND r.span = ?4") ?? Find(record, block, trace, "", "");
    }

    RecordOwner? Find(
        Record record,
        long block,
        (long Number, TraceId Id, long Start, string? Name) trace,
        string ofFirst,
        string ofOther
    )
    {
        var sql = OfSpan.Replace(" UNION", ofFirst + " UNION", StringComparison.Ordinal) + ofOther;
        using var find = reader.Database.PrepareOnce(sql);
        find.Bind(1, trace.Number).Bind(2, block).Bind(3, record.Hash);
        if (ofFirst.Length > 0)
        {
            SpanColumns.BindRecordId(find, 4, record.SpanId);
        }

        if (!find.Step())
        {
            return null;
        }

        return new(
            trace.Id,
            SpanColumns.ReadId(find, 0),
            find.IsNull(1) ? trace.Name
                : find.LongOrNull(2) is { } name ? reader.Texts.Of(name)
                : null,
            find.LongOrNull(1) ?? trace.Start
        );
    }

    (long, TraceId, long, string?)? TraceOf(Record record)
    {
        using var find = reader.Database.PrepareOnce(
            record.TraceId.IsEmpty
                ? "SELECT t.no, t.id, t.start, t.name FROM observation o JOIN trace t ON t.no = o.trace "
                    + "WHERE o.project = ?1 AND o.id = ?2 AND t.project = ?1 AND t.listed"
                : "SELECT no, id, start, name FROM trace WHERE project = ?1 AND id = ?2 AND listed"
        );
        find.Bind(1, project);
        if (record.TraceId.IsEmpty)
        {
            SpanColumns.BindRecordId(find, 2, record.SpanId);
        }
        else
        {
            TraceColumns.BindId(find, 2, record.TraceId);
        }

        return find.Step() ? (find.Long(0), TraceColumns.ReadId(find, 1), find.Long(2), find.Text(3)) : null;
    }
}

readonly record struct RecordOwner(TraceId Trace, SpanId Span, string? Name, long StartNano);
