using System.Text.Json.Nodes;
using Clew.Dialects;
using Clew.Model;
using Clew.Query;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse.Reads;

/// <summary><c>/api/public/v2/observations</c>: by cursor, and only the groups of fields that are asked for.</summary>
static class LangfuseObservationsV2
{
    const int MaxLimit = 1000;

    public static void MapObservationsV2(this IEndpointRouteBuilder api) =>
        api.MapGet("/v2/observations", ListAsync)
            .WithName("langfuseListObservationsV2")
            .WithSummary("Observations of all traces, newest first, with the groups of fields that are asked for.")
            .Produces<LangfuseRows>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);

    static async Task<IResult> ListAsync(
        HttpContext context,
        ITraceStore store,
        DialectTable dialects,
        [FromQuery] string? fields,
        [FromQuery] string? expandMetadata,
        [FromQuery] string? limit,
        [FromQuery] string? cursor,
        [FromQuery] string? name,
        [FromQuery] string? userId,
        [FromQuery] string? sessionId,
        [FromQuery] string? type,
        [FromQuery] string? traceId,
        [FromQuery] string? level,
        [FromQuery] string? parentObservationId,
        [FromQuery] string? isRootObservation,
        [FromQuery] string[]? environment,
        [FromQuery] string? fromStartTime,
        [FromQuery] string? toStartTime,
        [FromQuery] string? version,
        [FromQuery] string? filter,
        [FromQuery] string? parseIoAsJson,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var count = check.Whole("limit", limit, 1, MaxLimit) ?? LangfusePaging.DefaultLimit;
        var after = LangfuseCursor.Read(check, cursor);
        var conditions = new LangfuseConditions(check, LangfuseColumns.Observations);
        conditions.Equal("name", name);
        conditions.Equal("userId", userId);
        conditions.Equal("sessionId", sessionId);
        conditions.Equal("type", type);
        conditions.Equal("traceId", traceId);
        conditions.Equal("level", level);
        conditions.Equal("parentObservationId", parentObservationId);
        conditions.Equal("version", version);
        conditions.AnyOf("environment", environment);
        conditions.Between("startTime", "fromStartTime", fromStartTime, "toStartTime", toStartTime);
        // An empty parent asks for roots.
        if ((parentObservationId is "" ? true : check.Flag("isRootObservation", isRootObservation)) is { } isRoot)
        {
            conditions.Add("isRootObservation", "isRootObservation", Operator.Equal, [Literal.OfFlag(isRoot)]);
        }

        conditions.Read(filter);
        if (check.Flag("parseIoAsJson", parseIoAsJson) == true)
        {
            check.Note("invalid_value", "parseIoAsJson is not possible: input and output are text.", "parseIoAsJson");
        }

        check.Require();
        var project = TracesApi.ProjectOf(context);
        var query = new RowQuery(project, conditions.ToFilter()) { Limit = count, After = after };
        var found = await store.FindSpansAsync(query, ct);
        var view = new LangfuseObservationView(project, LangfuseFields.Of(fields, "core", "basic"), expandMetadata);
        var rows = new List<JsonObject>(found.Rows.Count);
        foreach (var span in found.Rows)
        {
            var (trace, id) = (span.Trace.TraceId, span.Row.SpanId);
            var story = view.NeedsRecords ? await SpanStory.ReadAsync(store, dialects, project, trace, id, ct) : null;
            rows.Add(view.Of(span, story));
        }

        var meta = new JsonObject();
        if (found is { HasMore: true, Rows.Count: > 0 })
        {
            meta["cursor"] = LangfuseCursor.Write(found.Rows[^1].Cursor);
        }

        return TypedResults.Json(new LangfuseRows(rows, meta), LangfuseReadJson.Plain.LangfuseRows);
    }
}
