using System.Globalization;
using System.Text.Json;
using Clew.Api.Langfuse.Prompts;
using Clew.Api.Langfuse.Scores;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Api.Langfuse.Reads;

/// <summary>Traces and spans in Langfuse's words.</summary>
static class LangfuseTraces
{
    public static LangfuseTrace Of(
        string project,
        TraceRow row,
        IReadOnlyList<SpanRow> spans,
        IReadOnlyList<SpanStory> stories,
        IReadOnlyList<ScoreRow> scores,
        TraceContent content
    )
    {
        var environment = row.Environment ?? "default";
        var rows = spans.ToDictionary(s => s.SpanId);
        return new()
        {
            Id = row.TraceId.ToString(),
            ExternalId = row.ExternalId,
            Timestamp = Time(row.StartNano),
            Name = row.Name,
            UserId = row.UserId,
            Metadata = JsonText.Parse(content.Metadata),
            Release = row.Release,
            Version = row.Version,
            ProjectId = project,
            Environment = environment,
            Public = row.IsPublic,
            Tags = row.Tags,
            Input = ValueOf(content.Input),
            Output = ValueOf(content.Output),
            SessionId = row.SessionId,
            CreatedAt = Time(row.CreatedNano),
            UpdatedAt = Time(row.UpdatedNano),
            OutputUpdatedAt = row.OutputUpdatedNano is { } updated ? Time(updated) : null,
            HtmlPath = PathOf(project, row.TraceId),
            Latency = Seconds(row.EndNano - row.StartNano) ?? 0,
            TotalCost = Summaries.Dollars(row.CostPicoUsd) ?? 0,
            Observations =
            [
                .. stories
                    .Select(s => Of(project, row.TraceId, row.Environment, s, rows.GetValueOrDefault(s.Id)))
                    .OrderBy(o => o.StartTime, StringComparer.Ordinal),
            ],
            Scores = [.. scores.Select(s => LangfuseScores.Of(s, environment))],
        };
    }

    /// <param name="environment">That of the trace.</param>
    /// <param name="kept">The row with the cost by the price table; null if it has gone since.</param>
    public static LangfuseObservation Of(
        string project,
        TraceId trace,
        string? environment,
        SpanStory story,
        SpanRow? kept
    )
    {
        var (row, facts) = (story.Row, story.Facts);
        var usage = row.Usage;
        return new()
        {
            Id = story.Id.ToString(),
            TraceId = trace.ToString(),
            ProjectId = project,
            Type = Words.Of(row.Type).ToUpperInvariant(),
            Name = row.Name,
            Environment = story.TraceFacts.Text(Field.Environment) ?? environment ?? "default",
            StartTime = Time(row.StartNano),
            EndTime = row.EndNano is { } end ? Time(end) : null,
            CompletionStartTime = story.TimeToFirstTokenNano is { } first ? Time(row.StartNano + first) : null,
            Model = row.Model,
            ModelParameters = JsonText.Parse(PathTree.ToJson(facts, Field.Parameter)),
            Input = ValueOf(story.Input),
            Output = ValueOf(story.Output),
            Metadata = JsonText.Parse(PathTree.ToJson(facts, Field.Metadata)),
            Version = story.TraceFacts.Text(Field.Version),
            Level = LevelOf(row),
            StatusMessage = facts.Text(Field.ErrorMessage),
            ParentObservationId = Summaries.IdOf(row.ParentId),
            UsageDetails = LangfuseDetails.UsageOf(story, usage),
            CostDetails = LangfuseDetails.CostOf(story, kept ?? row),
            Usage = new("TOKENS", usage.InputTokens ?? 0, usage.OutputTokens ?? 0, usage.TotalTokens ?? 0),
            PromptTokens = usage.InputTokens ?? 0,
            CompletionTokens = usage.OutputTokens ?? 0,
            TotalTokens = usage.TotalTokens ?? 0,
            CalculatedInputCost = Summaries.Dollars((kept ?? row).InputCostPicoUsd),
            CalculatedOutputCost = Summaries.Dollars((kept ?? row).OutputCostPicoUsd),
            CalculatedTotalCost = Summaries.Dollars((kept ?? row).CostPicoUsd),
            Latency = Seconds(row.EndNano - row.StartNano),
            TimeToFirstToken = Seconds(story.TimeToFirstTokenNano),
            CreatedAt = Time(story.Records.Min(r => r.ArrivalNano)),
            UpdatedAt = Time(story.Records.Max(r => r.ArrivalNano)),
            PromptName = facts.Text(Field.PromptName),
            PromptVersion = int.TryParse(
                facts.Text(Field.PromptVersion),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var version
            )
                ? version
                : null,
        };
    }

    /// <summary>Langfuse has no status beside the level, so a failure shows as one.</summary>
    internal static string LevelOf(SpanRow row) =>
        row.Status == SpanStatus.Failed ? Words.Of(SpanLevel.Error) : Words.Of(row.Level);

    internal static string PathOf(string project, TraceId trace) =>
        $"/project/{project}/traces/{Uri.EscapeDataString(trace.ToString())}";

    /// <summary>JSON as JSON, anything else as a JSON string.</summary>
    internal static JsonElement? ValueOf(Content? content) =>
        content is null ? null
        : content.Payload.Mime == Payload.Json ? JsonText.Parse(content.Payload.Utf8)
        : JsonSerializer.SerializeToElement(AttributeShapes.Text(content.Payload.Utf8), ApiJson.Plain.String);

    internal static string Time(long nano) =>
        DateTimeOffset
            .FromUnixTimeMilliseconds(nano / 1_000_000)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    internal static double? Seconds(long? nano) => nano is { } n ? n / 1e9 : null;
}
