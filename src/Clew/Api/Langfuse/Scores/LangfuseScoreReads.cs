using System.Globalization;
using Clew.Api.Langfuse.Reads;
using Clew.Query;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse.Scores;

/// <summary><c>/api/public/scores</c> and <c>/v2/scores</c>: the first knows scores of traces only.</summary>
static class LangfuseScoreReads
{
    static readonly Dictionary<string, Operator> operators = new()
    {
        ["="] = Operator.Equal,
        ["!="] = Operator.NotEqual,
        ["<"] = Operator.Less,
        ["<="] = Operator.LessOrEqual,
        [">"] = Operator.Greater,
        [">="] = Operator.GreaterOrEqual,
    };

    static readonly Filter ofTraces = Comparisons.Of(ScoreFields.Trace, Operator.Exists);

    public static void MapScoreReads(this IEndpointRouteBuilder api)
    {
        Map(api, "", Filter.And(ofTraces));
        Map(api, "/v2", Filter.Everything);
    }

    static void Map(IEndpointRouteBuilder api, string version, Filter known)
    {
        var name = version == "" ? "" : "V2";
        api.MapGet(
                $"{version}/scores",
                (
                    HttpContext context,
                    ITraceStore store,
                    [AsParameters] LangfuseScoreQuery query,
                    CancellationToken ct
                ) => ListAsync(context, store, known, query, ct)
            )
            .WithName($"langfuseListScores{name}")
            .WithSummary("Scores, newest first, page by page.")
            .Produces<LangfuseList<LangfuseScoreItem>>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);
        api.MapGet(
                $"{version}/scores/{{scoreId}}",
                (HttpContext context, string scoreId, ITraceStore store, CancellationToken ct) =>
                    GetAsync(context, store, known, scoreId, ct)
            )
            .WithName($"langfuseGetScore{name}")
            .WithSummary("One score.")
            .Produces<LangfuseScoreItem>()
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
    }

    static async Task<IResult> ListAsync(
        HttpContext context,
        ITraceStore store,
        Filter known,
        LangfuseScoreQuery query,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var paging = check.Paging(query.Page, query.Limit);
        var conditions = new LangfuseConditions(check, LangfuseColumns.Scores);
        conditions.Equal("userId", query.UserId);
        conditions.Equal("name", query.Name);
        conditions.Equal("source", query.Source);
        conditions.Equal("configId", query.ConfigId);
        conditions.Equal("sessionId", query.SessionId);
        conditions.Equal("datasetRunId", query.DatasetRunId);
        conditions.Equal("traceId", query.TraceId);
        conditions.Equal("queueId", query.QueueId);
        conditions.Equal("dataType", query.DataType);
        conditions.AnyOf("observationId", Split(query.ObservationId));
        conditions.AnyOf("scoreIds", Split(query.ScoreIds), "id");
        conditions.AnyOf("environment", query.Environment);
        conditions.AllOf("traceTags", query.TraceTags);
        conditions.Between("timestamp", "fromTimestamp", query.FromTimestamp, "toTimestamp", query.ToTimestamp);
        AddValue(check, conditions, query);
        conditions.Read(query.Filter);
        check.Require();

        var found = await store.FindScoresAsync(
            new(TracesApi.ProjectOf(context), Filter.And(known, conditions.ToFilter()))
            {
                Offset = paging.RowOffset,
                Limit = paging.Limit,
                Counts = true,
            },
            ct
        );
        var withTrace = LangfuseFields.Of(query.Fields, "score", "trace").Has("trace");
        return TypedResults.Json(
            new LangfuseList<LangfuseScoreItem>(
                [.. found.Rows.Select(r => LangfuseScores.ItemOf(r, withTrace))],
                paging.Of(found.Total ?? 0)
            ),
            LangfuseReadJson.Plain.LangfuseListLangfuseScoreItem
        );
    }

    static async Task<IResult> GetAsync(
        HttpContext context,
        ITraceStore store,
        Filter known,
        string scoreId,
        CancellationToken ct
    )
    {
        var one = Filter.And(known, Comparisons.Is(ScoreFields.Id, scoreId));
        var found = await store.FindScoresAsync(new(TracesApi.ProjectOf(context), one) { Limit = 1 }, ct);
        return found.Rows is [var score]
            ? TypedResults.Json(LangfuseScores.ItemOf(score, true), LangfuseReadJson.Plain.LangfuseScoreItem)
            : throw LangfuseRefusal.NotFound($"Score {scoreId} not found within authorized project");
    }

    internal static string[] Split(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary><c>operator</c> and <c>value</c>, which need each other.</summary>
    static void AddValue(LangfuseCheck check, LangfuseConditions conditions, LangfuseScoreQuery query)
    {
        if (string.IsNullOrEmpty(query.Operator) && string.IsNullOrEmpty(query.Value))
        {
            return;
        }

        if (query.Operator is null || !operators.TryGetValue(query.Operator, out var op))
        {
            check.Note(
                "invalid_value",
                $"operator is '{query.Operator}' but with value must be one of {string.Join(", ", operators.Keys)}.",
                "operator"
            );
        }
        else if (ReadNumber(check, "value", query.Value) is { } value)
        {
            conditions.Add("value", "value", op, [value]);
        }
    }

    internal static Literal? ReadNumber(LangfuseCheck check, string name, string? text)
    {
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return Literal.OfNumber(number);
        }

        check.Note("invalid_type", $"{name} is '{text}' but must be a number.", name);
        return null;
    }
}

/// <summary>The parameters of a list of scores.</summary>
sealed record LangfuseScoreQuery
{
    [FromQuery(Name = "page")]
    public string? Page { get; init; }

    [FromQuery(Name = "limit")]
    public string? Limit { get; init; }

    [FromQuery(Name = "userId")]
    public string? UserId { get; init; }

    [FromQuery(Name = "name")]
    public string? Name { get; init; }

    [FromQuery(Name = "fromTimestamp")]
    public string? FromTimestamp { get; init; }

    [FromQuery(Name = "toTimestamp")]
    public string? ToTimestamp { get; init; }

    [FromQuery(Name = "environment")]
    public string[]? Environment { get; init; }

    [FromQuery(Name = "source")]
    public string? Source { get; init; }

    [FromQuery(Name = "operator")]
    public string? Operator { get; init; }

    [FromQuery(Name = "value")]
    public string? Value { get; init; }

    [FromQuery(Name = "scoreIds")]
    public string? ScoreIds { get; init; }

    [FromQuery(Name = "configId")]
    public string? ConfigId { get; init; }

    [FromQuery(Name = "sessionId")]
    public string? SessionId { get; init; }

    [FromQuery(Name = "datasetRunId")]
    public string? DatasetRunId { get; init; }

    [FromQuery(Name = "traceId")]
    public string? TraceId { get; init; }

    [FromQuery(Name = "observationId")]
    public string? ObservationId { get; init; }

    [FromQuery(Name = "queueId")]
    public string? QueueId { get; init; }

    [FromQuery(Name = "dataType")]
    public string? DataType { get; init; }

    [FromQuery(Name = "traceTags")]
    public string[]? TraceTags { get; init; }

    [FromQuery(Name = "fields")]
    public string? Fields { get; init; }

    [FromQuery(Name = "filter")]
    public string? Filter { get; init; }
}
