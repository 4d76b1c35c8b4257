using Clew.Api.Langfuse.Reads;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse.Metrics;

/// <summary><c>/api/public/metrics</c> and <c>/v2/metrics</c>: totals of what a query describes.</summary>
static class LangfuseMetrics
{
    const int RowsOfSecond = 100;

    public static void MapMetrics(this IEndpointRouteBuilder api)
    {
        api.MapGet("/metrics", FirstAsync)
            .WithName("langfuseMetrics")
            .WithSummary("Totals of traces, observations or scores, grouped by what the query says.")
            .Produces<LangfuseMetricRows>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);
        api.MapGet("/v2/metrics", SecondAsync)
            .WithName("langfuseMetricsV2")
            .WithSummary("Totals of observations or scores, grouped by what the query says.")
            .Produces<LangfuseMetricRows>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);
        api.MapDaily();
    }

    static Task<IResult> FirstAsync(
        HttpContext context,
        ITraceStore store,
        [FromQuery] string? query,
        CancellationToken ct
    ) =>
        AnswerAsync(
            context,
            store,
            LangfuseMetricQuery.Read(query, LangfuseMetricViews.First, LangfuseMetricQuery.MaxRows),
            ct
        );

    static Task<IResult> SecondAsync(
        HttpContext context,
        ITraceStore store,
        [FromQuery] string? query,
        CancellationToken ct
    )
    {
        var read = LangfuseMetricQuery.Read(query, LangfuseMetricViews.Second, RowsOfSecond);
        var check = new LangfuseCheck();
        foreach (var dimension in read.Dimensions.Where(LangfuseMetricViews.TooMany.Contains))
        {
            check.Note(
                "invalid_value",
                $"{dimension} is different in nearly every row: filter by it, or use /api/public/metrics.",
                "dimensions"
            );
        }

        check.Require();
        return AnswerAsync(context, store, read, ct);
    }

    static async Task<IResult> AnswerAsync(
        HttpContext context,
        ITraceStore store,
        LangfuseMetricQuery query,
        CancellationToken ct
    )
    {
        var table = new LangfuseMetricTable(query);
        var view = LangfuseMetricViews.First[query.View];
        await foreach (var row in view.ReadAsync(store, TracesApi.ProjectOf(context), query, ct))
        {
            table.Add(row);
        }

        return TypedResults.Json(new LangfuseMetricRows(table.ToRows()), LangfuseReadJson.Plain.LangfuseMetricRows);
    }
}
