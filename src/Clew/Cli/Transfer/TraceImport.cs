using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Clew.Cli.Transfer;

/// <summary>
/// Sends traces as the events that made them. The ids of the events are made of what they say, so that one that comes
/// twice is a duplicate.
/// </summary>
/// <param name="configs">The ids that score configs have here, by those that they had.</param>
sealed class TraceImport(ClewClient client, Progress done, IReadOnlyDictionary<string, string> configs)
{
    static readonly string[] TraceFields =
    [
        "id",
        "timestamp",
        "name",
        "userId",
        "sessionId",
        "input",
        "output",
        "metadata",
        "tags",
        "release",
        "version",
        "environment",
        "public",
    ];

    static readonly string[] StepFields =
    [
        "id",
        "traceId",
        "name",
        "startTime",
        "endTime",
        "completionStartTime",
        "parentObservationId",
        "input",
        "output",
        "metadata",
        "level",
        "statusMessage",
        "model",
        "modelParameters",
        "usageDetails",
        "costDetails",
        "promptName",
        "promptVersion",
        "version",
        "environment",
    ];

    static readonly string[] ScoreFields =
    [
        "id",
        "traceId",
        "observationId",
        "sessionId",
        "name",
        "dataType",
        "comment",
        "metadata",
        "environment",
        "queueId",
        "authorUserId",
    ];

    public async Task RunAsync(IAsyncEnumerable<ClewTrace> traces, CancellationToken ct)
    {
        await foreach (var trace in traces.WithCancellation(ct))
        {
            var key = $"{trace.Id} {trace.Text("updatedAt")}";
            if (done.Has(key))
            {
                continue;
            }

            await client.IngestAsync(Events(trace, configs), ct);
            done.Add(key);
        }
    }

    public static IEnumerable<NewEvent> Events(ClewTrace trace, IReadOnlyDictionary<string, string> configs)
    {
        yield return Event("trace-create", Body(trace, TraceFields), trace.Timestamp);
        foreach (var step in trace.Observations)
        {
            var type = step.Type.ToLowerInvariant() + "-create";
            yield return Event(type, Body(step, StepFields), step.StartTime);
        }

        foreach (var score in trace.Scores)
        {
            yield return ScoreEvent(score, configs, datasetRunId: null);
        }
    }

    /// <param name="datasetRunId">The id that the run has here; null if the score judges none.</param>
    public static NewEvent ScoreEvent(
        ClewScore score,
        IReadOnlyDictionary<string, string> configs,
        string? datasetRunId
    ) => Event("score-create", ScoreBody(score, configs, datasetRunId), score.Timestamp);

    /// <summary>
    /// Null says nothing in these shapes, except of inputs and outputs, which a reader cannot tell from "not there":
    /// those are left out too.
    /// </summary>
    static string Body(ApiObject thing, string[] fields) =>
        "{"
        + string.Join(
            ',',
            fields
                .Select(field => (Name: field, Value: thing.Value(field)))
                .Where(member => member.Value is { ValueKind: not JsonValueKind.Null } && !IsEmptyMap(member))
                .Select(member => $"\"{member.Name}\":{member.Value!.Value.GetRawText()}")
        )
        + "}";

    /// <summary>A reader is given an empty map where nothing was said; an empty input or output was said.</summary>
    static bool IsEmptyMap((string Name, JsonElement? Value) member) =>
        member is { Name: not ("input" or "output"), Value: { ValueKind: JsonValueKind.Object } map }
        && !map.EnumerateObject().Any();

    /// <summary>
    /// A category or a truth is read with two values; it is written with the one that it was made of. An annotation is
    /// one of a config only: without, it is a score like any other.
    /// </summary>
    static string ScoreBody(ClewScore score, IReadOnlyDictionary<string, string> configs, string? datasetRunId)
    {
        var isText = score.DataType is "CATEGORICAL" or "TEXT" or "CORRECTION";
        var value = (isText ? score.Value("stringValue") : null) ?? score.Value("value");
        var config = score.Text("configId") is { } old ? configs.GetValueOrDefault(old) : null;
        var isAllowed = score.Source != "ANNOTATION" || config is not null || score.DataType is "CORRECTION";
        var more = new[]
        {
            ("configId", config is null ? null : ClewJson.Text(ClewJson.OfText(config))),
            ("datasetRunId", datasetRunId is null ? null : ClewJson.Text(ClewJson.OfText(datasetRunId))),
            ("source", isAllowed ? score.Value("source")?.GetRawText() : null),
            ("value", value?.GetRawText()),
        };
        var members = more.Where(m => m.Item2 is not null).Select(m => $"\"{m.Item1}\":{m.Item2}");
        var body = Body(score, ScoreFields);
        return $"{body[..^1]}{(body.Length > 2 ? "," : "")}{string.Join(',', members)}}}";
    }

    static NewEvent Event(string type, string body, DateTimeOffset? time)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(type + body));
        return new NewEvent(type, ClewJson.Parse(body))
        {
            Id = "import-" + Convert.ToHexStringLower(hash)[..32],
            Timestamp = time,
        };
    }
}
