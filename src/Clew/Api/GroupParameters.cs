using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Clew.Model;
using Clew.Query;
using Clew.Store;

namespace Clew.Api;

/// <summary>The parameters of <see cref="GroupsApi"/>, from text.</summary>
static class GroupParameters
{
    public static TraceGroupQuery Query(
        string project,
        QueryField key,
        string? from,
        string? to,
        string? order,
        string? limit,
        string? cursor
    )
    {
        var (name, isAscending) = AskedFor.Order(string.IsNullOrEmpty(order) ? "last" : order);
        var query = new TraceGroupQuery(project, key)
        {
            Filter = Comparisons.Between(TraceFields.Start, AskedFor.Time("from", from), AskedFor.Time("to", to)),
            Order = name switch
            {
                "last" => TraceGroupOrder.Last,
                "first" => TraceGroupOrder.First,
                "traces" => TraceGroupOrder.Traces,
                "errors" => TraceGroupOrder.Errors,
                "tokens" => TraceGroupOrder.Tokens,
                "cost" => TraceGroupOrder.Cost,
                _ => throw new WrongParameter(
                    "bad_request",
                    $"order is '{order}'; it must be last, first, traces, errors, tokens or cost, perhaps with .asc or .desc behind it."
                ),
            },
            IsAscending = isAscending,
            Limit = AskedFor.Number("limit", limit, 50, 500),
        };
        return query with { After = Read(query, cursor) };
    }

    /// <summary>The traces of a session, oldest first.</summary>
    public static RowQuery Traces(string project, string session, string? limit, string? cursor, int usual, int most)
    {
        var offset = 0;
        if (
            !string.IsNullOrEmpty(cursor)
            && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out offset)
        )
        {
            throw BadCursor();
        }

        return new(project, Comparisons.Is(TraceFields.Session, session))
        {
            Order = new(TraceFields.Start, false),
            Offset = offset,
            Limit = AskedFor.Number("limit", limit, usual, most),
        };
    }

    public static string? Next(RowQuery query, Found<TraceRow> page) =>
        page.HasMore ? (query.Offset + page.Rows.Count).ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>A cursor is opaque to callers: the order, the value in it, and the key.</summary>
    public static string? Write(TraceGroupQuery query, TraceGroupCursor? next) =>
        next is null
            ? null
            : Base64Url.EncodeToString(
                Encoding.UTF8.GetBytes(
                    string.Create(CultureInfo.InvariantCulture, $"{SignOf(query)}/{next.Value}/{next.Key}")
                )
            );

    static TraceGroupCursor? Read(TraceGroupQuery query, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var bytes = new byte[text.Length];
        if (Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var written))
        {
            var parts = Encoding.UTF8.GetString(bytes, 0, written).Split('/', 3);
            if (
                parts.Length == 3
                && parts[0] == SignOf(query)
                && long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            )
            {
                return new(value, parts[2]);
            }
        }

        throw BadCursor();
    }

    static string SignOf(TraceGroupQuery query) => $"{query.Order}{(query.IsAscending ? "+" : "-")}";

    static WrongParameter BadCursor() =>
        new("bad_cursor", "cursor is not one that this API gave for this order; leave it out to start anew.");
}
