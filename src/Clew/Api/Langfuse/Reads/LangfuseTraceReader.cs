using System.Text.Json;
using Clew.Dialects;
using Clew.Model;
using Clew.Store;

namespace Clew.Api.Langfuse.Reads;

/// <summary>Traces of a list in Langfuse's words. Records are read only for those that are shown.</summary>
sealed class LangfuseTraceReader(ITraceStore store, DialectTable dialects, string project)
{
    public async Task<LangfuseTraceItem> ItemAsync(TraceRow row, LangfuseFields groups, CancellationToken ct)
    {
        var spans = groups.Has("observations") ? await store.ReadSpansAsync(project, row.TraceId, ct) : null;
        var scores = groups.Has("scores") ? await store.ReadScoresAsync(project, row.TraceId, ct) : [];
        var content = groups.Has("io") ? await ContentAsync(row, spans, ct) : null;
        var hasMetrics = groups.Has("metrics");
        return new(CoreOf(row, content))
        {
            HtmlPath = LangfuseTraces.PathOf(project, row.TraceId),
            Latency = hasMetrics ? LangfuseTraces.Seconds(row.EndNano - row.StartNano) ?? 0 : -1,
            TotalCost = hasMetrics ? Summaries.Dollars(row.CostPicoUsd) ?? 0 : -1,
            Observations = [.. (spans ?? []).OrderBy(s => s.StartNano).Select(s => s.SpanId.ToString())],
            Scores = [.. scores.Select(s => s.Score.Id)],
        };
    }

    public async Task<LangfuseTraceCore> CoreAsync(TraceRow row, CancellationToken ct) =>
        CoreOf(row, await ContentAsync(row, null, ct));

    Task<TraceContent> ContentAsync(TraceRow row, IReadOnlyList<SpanRow>? spans, CancellationToken ct) =>
        TraceContent.ReadAsync(store, dialects, project, row, spans, null, ct);

    LangfuseTraceCore CoreOf(TraceRow row, TraceContent? content) =>
        new()
        {
            Id = row.TraceId.ToString(),
            ExternalId = row.ExternalId,
            Timestamp = LangfuseTraces.Time(row.StartNano),
            Name = row.Name,
            UserId = row.UserId,
            Metadata = content is null ? (JsonElement?)null : JsonText.Parse(content.Metadata),
            Release = row.Release,
            Version = row.Version,
            ProjectId = project,
            Environment = row.Environment ?? "default",
            Public = row.IsPublic,
            Tags = row.Tags,
            Input = LangfuseTraces.ValueOf(content?.Input),
            Output = LangfuseTraces.ValueOf(content?.Output),
            SessionId = row.SessionId,
            CreatedAt = LangfuseTraces.Time(row.CreatedNano),
            UpdatedAt = LangfuseTraces.Time(row.UpdatedNano),
            OutputUpdatedAt = row.OutputUpdatedNano is { } updated ? LangfuseTraces.Time(updated) : null,
        };
}
