using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Clew.Model;
using Clew.Query;
using Clew.Store;
using Microsoft.AspNetCore.Mvc;

namespace Clew.Api;

/// <summary>The parameters of lists of sessions and of users, as they came.</summary>
sealed class GroupListParameters
{
    /// <summary>A query of the filter language, for traces.</summary>
    [FromQuery(Name = "q")]
    public string? Q { get; set; }

    /// <summary>The zone for days and times of the query; UTC if there is none.</summary>
    [FromQuery(Name = "tz")]
    public string? Tz { get; set; }

    [FromQuery(Name = "from")]
    public string? From { get; set; }

    [FromQuery(Name = "to")]
    public string? To { get; set; }

    [FromQuery(Name = "order")]
    public string? Order { get; set; }

    [FromQuery(Name = "limit")]
    public string? Limit { get; set; }

    [FromQuery(Name = "cursor")]
    public string? Cursor { get; set; }
}

/// <summary>The parameters of <see cref="GroupsApi"/>, from text.</summary>
static class GroupParameters
{
    public static TraceGroupQuery Query(string project, QueryField key, GroupListParameters given, TimeProvider time)
    {
        var (name, isAscending) = AskedFor.Order(string.IsNullOrEmpty(given.Order) ? "last" : given.Order);
        var started = Comparisons.Between(
            TraceFields.Start,
            AskedFor.Time("from", given.From),
            AskedFor.Time("to", given.To)
        );
        var query = new TraceGroupQuery(project, key)
        {
            Filter = Filter.And(started, AskedFor.Query(given.Q, given.Tz, Subject.Trace, time)),
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
                    $"order is '{given.Order}'; it must be last, first, traces, errors, tokens or cost, perhaps with .asc or .desc behind it."
                ),
            },
            IsAscending = isAscending,
            Limit = AskedFor.Number("limit", given.Limit, 50, 500),
        };
        return query with { After = Read(query, given.Cursor) };
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
