using Clew.Model;
using Clew.Query;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api;

/// <summary><c>/api/v1/totals</c></summary>
static class TotalsApi
{
    public static void MapTotals(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/totals", GetAsync)
            .WithTags("Totals")
            .WithName("getTotals")
            .WithSummary("What traces, spans or scores add up to, by groups and buckets of time.")
            .Produces<TotalsShape>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json");

    static async Task<IResult> GetAsync(
        HttpContext context,
        ITraceStore store,
        TimeProvider time,
        [FromQuery] string? subject,
        [FromQuery] string? q,
        [FromQuery] string? from,
        [FromQuery] string? to,
        [FromQuery] string? tz,
        [FromQuery] string? bucket,
        [FromQuery] string[]? group,
        [FromQuery] string[]? measure,
        [FromQuery] string? order,
        [FromQuery] string? limit,
        [FromQuery] string? exact,
        CancellationToken ct
    )
    {
        try
        {
            var of = TotalsParameters.Subject(subject);
            var measures = TotalsParameters.Measures(of, measure);
            var (place, isAscending) = TotalsParameters.Order(order, measures);
            var query = new TotalsQuery(TracesApi.ProjectOf(context), of)
            {
                Filter = AskedFor.Query(q, tz, of, time),
                FromNano = AskedFor.Time("from", from),
                ToNano = AskedFor.Time("to", to),
                Buckets = TotalsParameters.Buckets(bucket, tz),
                Groups = TotalsParameters.Groups(of, group),
                Measures = measures,
                Order = place,
                IsAscending = isAscending,
                Limit = AskedFor.Number("limit", limit, 100, 1000),
                FromRows = AskedFor.Flag("exact", exact),
            };
            return TypedResults.Json(ShapeOf(query, await store.TotalAsync(query, ct)), ApiJson.Plain.TotalsShape);
        }
        catch (WrongParameter wrong)
        {
            return wrong.Answer;
        }
        catch (Exception e) when (e is FilterException or TooManyBucketsException)
        {
            return Problem.BadRequest("bad_request", e.Message);
        }
    }

    static TotalsShape ShapeOf(TotalsQuery query, TotalsAnswer answer) =>
        new()
        {
            Subject = TotalsParameters.NameOf(query.Subject),
            Measures = [.. query.Measures.Select(m => new MeasureShape(m.Name, m.Unit))],
            Groups = [.. query.Groups.Select(g => g.ToString())],
            BucketsUnixNano = [.. answer.Buckets.Select(Summaries.Nano)],
            Rows = [.. answer.Rows.Select(ShapeOf)],
            Other = answer.Rest is { } rest ? new(answer.RestGroups, rest.Values, rest.ByBucket) : null,
            All = ShapeOf(answer.All),
            Exact = answer.IsExact,
            Error = answer.IsExact ? 0 : TotalsAnswer.Error,
        };

    static TotalsRowShape ShapeOf(TotalsRow row) => new(row.Key, row.Values, row.ByBucket);
}
