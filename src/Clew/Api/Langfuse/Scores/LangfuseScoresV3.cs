using System.Text.Json.Nodes;
using Clew.Api.Langfuse.Reads;
using Clew.Query;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse.Scores;

/// <summary><c>/api/public/v3/scores</c>: by cursor; a value is a number, true or false, or text.</summary>
static class LangfuseScoresV3
{
    public static void MapScoresV3(this IEndpointRouteBuilder api) =>
        api.MapGet("/v3/scores", ListAsync)
            .WithName("langfuseListScoresV3")
            .WithSummary("Scores, newest first, with the groups of fields that are asked for.")
            .Produces<LangfuseRows>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);

    static async Task<IResult> ListAsync(
        HttpContext context,
        ITraceStore store,
        [FromQuery] string? limit,
        [FromQuery] string? cursor,
        [FromQuery] string? fields,
        [FromQuery] string? id,
        [FromQuery] string? name,
        [FromQuery] string? source,
        [FromQuery] string? dataType,
        [FromQuery] string? environment,
        [FromQuery] string? configId,
        [FromQuery] string? queueId,
        [FromQuery] string? authorUserId,
        [FromQuery] string? value,
        [FromQuery] string? valueMin,
        [FromQuery] string? valueMax,
        [FromQuery] string? traceId,
        [FromQuery] string? sessionId,
        [FromQuery] string? experimentId,
        [FromQuery] string? observationId,
        [FromQuery] string? fromTimestamp,
        [FromQuery] string? toTimestamp,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var count = check.Whole("limit", limit, 1, LangfusePaging.MaxLimit) ?? LangfusePaging.DefaultLimit;
        var after = LangfuseCursor.Read(check, cursor, isOfScore: true);
        var conditions = new LangfuseConditions(check, LangfuseColumns.Scores);
        Add("id", id);
        Add("name", name);
        Add("source", source);
        Add("dataType", dataType);
        Add("environment", environment);
        Add("configId", configId);
        Add("queueId", queueId);
        Add("authorUserId", authorUserId);
        Add("traceId", traceId);
        Add("sessionId", sessionId);
        Add("datasetRunId", experimentId);
        Add("observationId", observationId);
        conditions.Between("timestamp", "fromTimestamp", fromTimestamp, "toTimestamp", toTimestamp);
        if (((string?[])[traceId, sessionId, experimentId]).Count(s => !string.IsNullOrEmpty(s)) > 1)
        {
            check.Note("custom", "traceId, sessionId and experimentId exclude each other.", "traceId");
        }

        if (!string.IsNullOrEmpty(observationId) && string.IsNullOrEmpty(traceId))
        {
            check.Note("custom", "observationId needs traceId, as ids are unique within a trace.", "observationId");
        }

        AddValues();
        check.Require();
        var project = TracesApi.ProjectOf(context);
        var query = new RowQuery(project, conditions.ToFilter()) { Limit = count, After = after };
        var found = await store.FindScoresAsync(query, ct);
        var groups = LangfuseFields.Of(fields);
        var meta = new JsonObject { ["limit"] = count };
        if (found.HasMore)
        {
            meta["cursor"] = LangfuseCursor.Write(found.Rows[^1].Cursor);
        }

        return TypedResults.Json(
            new LangfuseRows([.. found.Rows.Select(r => LangfuseScores.ThirdOf(r, project, groups))], meta),
            LangfuseReadJson.Plain.LangfuseRows
        );

        void Add(string column, string? list) => conditions.AnyOf(column, LangfuseScoreReads.Split(list));

        void AddValues()
        {
            if (value is null && valueMin is null && valueMax is null)
            {
                return;
            }

            switch (dataType?.ToUpperInvariant())
            {
                case "NUMERIC":
                    AddNumber("value", value, Operator.Equal);
                    AddNumber("valueMin", valueMin, Operator.GreaterOrEqual);
                    AddNumber("valueMax", valueMax, Operator.LessOrEqual);
                    break;
                case "BOOLEAN" when check.Flag("value", value) is { } flag:
                    conditions.Add("value", "value", Operator.Equal, [Literal.OfNumber(flag ? 1m : 0m)]);
                    break;
                case "CATEGORICAL" or "TEXT" when value is not null:
                    conditions.Equal("value", value, "stringValue");
                    break;
                default:
                    check.Note(
                        "custom",
                        "value needs one dataType of NUMERIC, BOOLEAN, CATEGORICAL and TEXT; valueMin and valueMax NUMERIC.",
                        "dataType"
                    );
                    break;
            }
        }

        void AddNumber(string parameter, string? text, Operator op)
        {
            if (text is not null && LangfuseScoreReads.ReadNumber(check, parameter, text) is { } number)
            {
                conditions.Add(parameter, "value", op, [number]);
            }
        }
    }
}
