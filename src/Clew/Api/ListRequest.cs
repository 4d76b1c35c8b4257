using Clew.Model;
using Clew.Query;
using Clew.Query.Language;
using Clew.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Clew.Api;

/// <summary>The parameters of lists of traces and of spans, as they came.</summary>
sealed class ListParameters
{
    /// <summary>A query of the filter language.</summary>
    [FromQuery(Name = "q")]
    public string? Q { get; set; }

    /// <summary>Started then or later: Unix nanoseconds, or RFC 3339.</summary>
    [FromQuery(Name = "from")]
    public string? From { get; set; }

    /// <summary>Started before.</summary>
    [FromQuery(Name = "to")]
    public string? To { get; set; }

    /// <summary>The zone for days and times of the query; UTC if there is none.</summary>
    [FromQuery(Name = "tz")]
    public string? Tz { get; set; }

    /// <summary>A field, with a minus in front for the largest first.</summary>
    [FromQuery(Name = "order")]
    public string? Order { get; set; }

    [FromQuery(Name = "limit")]
    public string? Limit { get; set; }

    [FromQuery(Name = "cursor")]
    public string? Cursor { get; set; }

    /// <summary>true: how many fit, on all pages together.</summary>
    [FromQuery(Name = "count")]
    public string? Count { get; set; }
}

/// <summary>The same once it is understood.</summary>
/// <param name="Refusal">What is wrong with them; then there is no query to rely on.</param>
sealed record ListRequest(RowQuery Query, IResult? Refusal)
{
    /// <param name="start">The field that <c>from</c> and <c>to</c> are about.</param>
    public static ListRequest Read(
        string project,
        Subject subject,
        QueryField start,
        ListParameters given,
        TimeProvider time
    )
    {
        if (!TraceListParameters.TryParseTime(given.From, out var from))
        {
            return Refused(Problem.BadTime("from", given.From));
        }

        if (!TraceListParameters.TryParseTime(given.To, out var to))
        {
            return Refused(Problem.BadTime("to", given.To));
        }

        if (!TraceListParameters.TryParseLimit(given.Limit, out var limit))
        {
            return Refused(Problem.BadLimit(given.Limit));
        }

        if (given.Count is not (null or "" or "true" or "false" or "1" or "0"))
        {
            return Refused(Problem.BadRequest("bad_request", $"count is '{given.Count}'; it must be true or false."));
        }

        if (!TryOrder(given.Order, subject, out var order, out var refusal))
        {
            return Refused(refusal!);
        }

        if (!ListCursor.TryRead(given.Cursor, order is not null, out var after, out var offset))
        {
            return Refused(
                Problem.BadRequest(
                    "bad_cursor",
                    "cursor is not one that this API gave for this order; leave it out to start anew."
                )
            );
        }

        var (filter, wrong) = QueryInput.Read(given.Q, given.Tz, subject, time);
        var query = new RowQuery(project, Filter.And(Comparisons.Between(start, from, to), filter))
        {
            Order = order,
            Offset = offset,
            Limit = limit,
            After = after,
            Counts = given.Count is "true" or "1",
        };
        return new(query, wrong);
    }

    /// <summary>Null on the last page.</summary>
    public string? NextCursor<T>(Found<T> found, Func<T, RowCursor> place) =>
        !found.IsComplete
            ? found.LookedUntil is { } until
                ? ListCursor.Write(until)
                : null
            : !found.HasMore
                ? null
                : Query.Order is not null
                    ? ListCursor.Write(Query.Offset + found.Rows.Count)
                    : ListCursor.Write(place(found.Rows[^1]));

    /// <summary>Of a list that is not complete: the start of what was looked at last.</summary>
    public static string? LookedBackTo<T>(Found<T> found) =>
        found.LookedUntil is { } until ? Summaries.Nano(until.TimeNano) : null;

    static bool TryOrder(string? text, Subject subject, out RowOrder? order, out IResult? refusal)
    {
        (order, refusal) = (null, null);
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        var isDescending = text[0] == '-';
        var name = isDescending ? text[1..] : text;
        if (Names.Find(subject, name, null) is { IsOfSomeSpan: false, Field.Field: { CanOrder: true } field })
        {
            order = new(field, isDescending);
            return true;
        }

        var fields = FieldTable.OwnOf(subject).Where(f => f.CanOrder).Select(f => f.Name);
        refusal = Problem.BadRequest(
            "bad_request",
            $"order is '{text}'; it must be one of {string.Join(", ", fields)}, with - in front for the largest first."
        );
        return false;
    }

    static ListRequest Refused(IResult refusal) => new(new RowQuery("", Filter.Nothing), refusal);
}
