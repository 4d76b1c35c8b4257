using Clew.Model;
using Clew.Query;

namespace Clew.Store.Sqlite;

/// <summary>Sessions and users: first which, from an index where it can be; then of each of these its traces.</summary>
sealed partial class SqliteStore
{
    public Task<TraceGroupPage> FindGroupsAsync(TraceGroupQuery query, CancellationToken ct) =>
        readers.ReadAsync(
            reader =>
            {
                var found = FindGroups(reader, query);
                var hasMore = found.Count > query.Limit;
                var page = found[..Math.Min(found.Count, query.Limit)];
                return new TraceGroupPage(ReadGroups(reader, query, page), hasMore ? page[^1] : null);
            },
            ct
        );

    List<TraceGroupCursor> FindGroups(Reader reader, TraceGroupQuery query)
    {
        var (sql, key) = (Sql(reader, query.Project, Subject.Trace, isPatient: true), KeyOf(query));
        var where = $"{TraceCondition(sql, query.Project, query.Filter)} AND {key} IS NOT NULL";
        var value = query.Order switch
        {
            TraceGroupOrder.Last => "max(t.start)",
            TraceGroupOrder.First => "min(t.start)",
            TraceGroupOrder.Traces => "count(*)",
            TraceGroupOrder.Errors => "sum(t.status = 2)",
            TraceGroupOrder.Tokens => SumOf(FieldSql.Of(TraceFields.TotalTokens).Expression),
            _ => SumOf("t.cost"),
        };
        var (sign, direction) = query.IsAscending ? (">", "ASC") : ("<", "DESC");
        var after = query.After is { } cursor
            ? $"HAVING ({value}, {key}) {sign} ({sql.Add(cursor.Value)}, {sql.Add(cursor.Key)})"
            : "";
        var limit = sql.Add(query.Limit + 1L);
        using var statement = reader.Database.PrepareOnce(
            $"SELECT {value}, {key} FROM {Traces} WHERE {where} GROUP BY {key} {after} "
                + $"ORDER BY 1 {direction}, 2 {direction} LIMIT {limit}"
        );
        sql.Bind(statement);
        var found = new List<TraceGroupCursor>();
        while (statement.Step())
        {
            found.Add(new(statement.Long(0), statement.Text(1)!));
        }

        return found;
    }

    List<TraceGroup> ReadGroups(Reader reader, TraceGroupQuery query, List<TraceGroupCursor> page)
    {
        Func<TraceRow, string?> other = query.Key == TraceFields.Session ? r => r.UserId : r => r.SessionId;
        var sql = Sql(reader, query.Project, Subject.Trace, isPatient: true);
        var where = TraceCondition(sql, query.Project, query.Filter);
        // The parameter of the key is the last one, and changes from group to group.
        var place = sql.Parameters.Count + 1;
        using var statement = reader.Database.PrepareOnce(
            $"SELECT {TraceColumns.WithoutMetadata} FROM {Traces} WHERE {where} AND {KeyOf(query)} = ?{place} ORDER BY t.start, t.no"
        );
        return page.ConvertAll(group =>
        {
            sql.Bind(statement);
            statement.Bind(place, group.Key);
            return TraceGroup.Of(group.Key, Rows(statement), other);
        });
    }

    static IEnumerable<TraceRow> Rows(Statement statement)
    {
        while (statement.Step())
        {
            yield return TraceColumns.Read(statement);
        }
    }

    static string KeyOf(TraceGroupQuery query) => FieldSql.Of(query.Key).Expression;

    /// <summary>In floating point on the way, because the sum of whole numbers fails where it overflows.</summary>
    static string SumOf(string value) =>
        $"CASE WHEN count({value}) = 0 THEN -1 ELSE CAST(total({value}) AS INTEGER) END";
}
