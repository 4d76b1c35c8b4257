using System.Globalization;
using Clew.Api.Langfuse.Reads;
using Clew.Model;
using Clew.Query;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse.Metrics;

/// <summary>A day in UTC. The cost is counted once; the usage of a model is what its observations report.</summary>
sealed record LangfuseDay(
    string Date,
    long CountTraces,
    long CountObservations,
    decimal TotalCost,
    IReadOnlyList<LangfuseModelDay> Usage
);

sealed record LangfuseModelDay(
    string? Model,
    long InputUsage,
    long OutputUsage,
    long TotalUsage,
    long CountObservations,
    long CountTraces,
    decimal TotalCost
);

/// <summary><c>/api/public/metrics/daily</c>.</summary>
static class LangfuseDaily
{
    const long NanosecondsOfDay = 86_400_000_000_000;

    public static void MapDaily(this IEndpointRouteBuilder api) =>
        api.MapGet("/metrics/daily", ListAsync)
            .WithName("langfuseDailyMetrics")
            .WithSummary("Traces, observations, cost and usage by model of each day, newest first, page by page.")
            .Produces<LangfuseList<LangfuseDay>>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);

    static async Task<IResult> ListAsync(
        HttpContext context,
        ITraceStore store,
        [FromQuery] string? page,
        [FromQuery] string? limit,
        [FromQuery] string? traceName,
        [FromQuery] string? userId,
        [FromQuery] string[]? tags,
        [FromQuery] string[]? environment,
        [FromQuery] string? fromTimestamp,
        [FromQuery] string? toTimestamp,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var paging = check.Paging(page, limit);
        var (ofTraces, ofSpans) = (
            ConditionsOf(LangfuseColumns.Traces, "timestamp"),
            ConditionsOf(LangfuseColumns.Observations, "startTime")
        );
        check.Require();

        var project = TracesApi.ProjectOf(context);
        var days = new SortedDictionary<long, Day>(Comparer<long>.Create((a, b) => b.CompareTo(a)));
        await foreach (var trace in store.StreamTracesAsync(project, ofTraces, ct))
        {
            var day = DayOf(days, trace.StartNano);
            day.Traces++;
            day.Cost += Summaries.Dollars(trace.CostPicoUsd) ?? 0;
        }

        await foreach (var span in store.StreamSpansAsync(project, ofSpans, ct))
        {
            DayOf(days, span.Row.StartNano).Add(span);
        }

        var data = days.Skip(paging.RowOffset).Take(paging.Limit).Select(d => d.Value.ToShape(d.Key));
        return TypedResults.Json(
            new LangfuseList<LangfuseDay>([.. data], paging.Of(days.Count)),
            LangfuseReadJson.Plain.LangfuseListLangfuseDay
        );

        Filter ConditionsOf(IReadOnlyDictionary<string, LangfuseColumn> columns, string time)
        {
            // Told once: the same is wrong with both.
            var conditions = new LangfuseConditions(time == "timestamp" ? check : new(), columns);
            conditions.Equal("traceName", traceName);
            conditions.Equal("userId", userId);
            conditions.AllOf("tags", tags);
            conditions.AnyOf("environment", environment);
            conditions.Between(time, "fromTimestamp", fromTimestamp, "toTimestamp", toTimestamp);
            return conditions.ToFilter();
        }
    }

    static Day DayOf(SortedDictionary<long, Day> days, long nano)
    {
        // Rounded down, also before 1970.
        var number = Math.DivRem(nano, NanosecondsOfDay) is var (quotient, rest) && rest < 0 ? quotient - 1 : quotient;
        if (!days.TryGetValue(number, out var day))
        {
            days.Add(number, day = new());
        }

        return day;
    }

    sealed class Day
    {
        readonly SortedDictionary<string, ModelDay> models = new(StringComparer.Ordinal);
        long observations;

        public long Traces { get; set; }

        public decimal Cost { get; set; }

        public void Add(SpanInTrace span)
        {
            observations++;
            var row = span.Row;
            if (row.Model is null && row.Usage.IsEmpty && row.CostPicoUsd is null)
            {
                return;
            }

            if (!models.TryGetValue(row.Model ?? "", out var model))
            {
                models.Add(row.Model ?? "", model = new());
            }

            model.Observations++;
            model.Traces.Add(span.Trace.TraceId);
            model.Usage = model.Usage.Plus(row.Usage);
            model.Cost += Summaries.Dollars(row.CostPicoUsd) ?? 0;
        }

        public LangfuseDay ToShape(long number) =>
            new(
                DateTime.UnixEpoch.AddDays(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Traces,
                observations,
                Cost,
                [
                    .. models.Select(m => new LangfuseModelDay(
                        m.Key.Length == 0 ? null : m.Key,
                        m.Value.Usage.InputTokens ?? 0,
                        m.Value.Usage.OutputTokens ?? 0,
                        m.Value.Usage.TotalTokens ?? 0,
                        m.Value.Observations,
                        m.Value.Traces.Count,
                        m.Value.Cost
                    )),
                ]
            );
    }

    sealed class ModelDay
    {
        public long Observations { get; set; }

        public HashSet<TraceId> Traces { get; } = [];

        public Usage Usage { get; set; }

        public decimal Cost { get; set; }
    }
}
