using System.Text.Json;
using Clew.Dialects;
using Clew.Dialects.Chat;
using Clew.Model;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api;

/// <summary>What a trace was given as its input and output, one statement after the other.</summary>
/// <param name="Current">The output as it stands, for comparison; null if there is none.</param>
/// <param name="Entries">The latest first.</param>
sealed record TraceHistory(
    string TraceId,
    string? OutputUpdatedAt,
    JsonElement? Current,
    IReadOnlyList<HistoryEntry> Entries
);

/// <param name="Field"><c>input</c> or <c>output</c>.</param>
/// <param name="Mode"><c>replace</c>; <c>merge</c> if it was added to what was there; <c>span</c> if a span lends it.</param>
/// <param name="Time">When it was said, RFC 3339.</param>
/// <param name="ArrivedAt">When it arrived, RFC 3339.</param>
/// <param name="IsCurrent">Whether it is part of the value as it stands.</param>
/// <param name="Source">The member or attribute that it was read from.</param>
sealed record HistoryEntry(
    string Field,
    string Mode,
    JsonElement Value,
    string Time,
    string ArrivedAt,
    bool IsCurrent,
    string? Source
)
{
    /// <summary>The vocabulary in which it was said.</summary>
    public string? Dialect { get; init; }

    /// <summary>The span that lends it, or on which it was said; null if it was said on none.</summary>
    public string? SpanId { get; init; }

    /// <summary>
    /// With <c>merge</c>: the whole output as it stood then, for the latest <see cref="MaxResults"/>. Else null: the
    /// value is the whole.
    /// </summary>
    public JsonElement? Result { get; init; }

    /// <summary>An output that grows by addition would be told as often as it was added to.</summary>
    public const int MaxResults = 100;
}

/// <summary><c>/api/v1/traces/{traceId}/history</c>: nothing that was ever said is lost.</summary>
static class HistoryApi
{
    public static void MapHistory(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/traces/{traceId}/history", GetAsync)
            .WithTags("Traces")
            .WithName("getTraceHistory")
            .WithSummary("The inputs and outputs that a trace was given, with their times, the latest first.")
            .Produces<TraceHistory>()
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");

    static async Task<IResult> GetAsync(
        HttpContext context,
        string traceId,
        ITraceStore store,
        DialectTable dialects,
        CancellationToken ct
    )
    {
        var project = TracesApi.ProjectOf(context);
        if (!TraceId.TryParse(traceId, out var id) || await store.FindTraceAsync(project, id, ct) is not { } row)
        {
            return Problem.TraceNotFound(traceId);
        }

        var content = await TraceContent.ReadAsync(store, dialects, project, row, null, null, ct);
        var derived = content.Lenders;
        var said = await TraceStatements.ReadAsync(store, dialects, project, id, ct);
        var entries = Told(Entries(said, row).OrderBy(e => e.Precedence.Stamp), content.Lent?.Payload);
        entries.Reverse();
        if (content.Lent is { } output)
        {
            entries.Add(Lent("output", output, derived, derived.OutputSpanId, !row.HasOwnOutput));
        }

        var lender = derived.InputSpanId;
        if (
            row.HasOwnInput
            && !lender.IsEmpty
            && (await SpanStory.ReadAsync(store, dialects, project, id, lender, ct))?.Input is { } input
        )
        {
            entries.Add(Lent("input", input, derived, lender, false));
        }

        return TypedResults.Json(
            new TraceHistory(
                row.TraceId.ToString(),
                row.OutputUpdatedNano is { } updated ? Summaries.Time(updated) : null,
                content.Output is { } current ? ValueOf(current.Payload) : null,
                entries
            ),
            ApiJson.Plain.TraceHistory
        );
    }

    /// <summary>The entries, the earliest first, with what each addition made of the output.</summary>
    /// <param name="stood">The output before all of them.</param>
    static List<HistoryEntry> Told(
        IEnumerable<(Precedence Precedence, Payload Payload, HistoryEntry Entry)> said,
        Payload? stood
    )
    {
        var all = said.ToList();
        var entries = new List<HistoryEntry>(all.Count);
        var standing = default(Precedence);
        foreach (var (precedence, payload, entry) in all)
        {
            var isMerge = entry.Mode == "merge";
            if (entry.Field == "output" && precedence.CompareTo(standing, MergeRule.LastWins) > 0)
            {
                stood = isMerge && stood is not null ? MergedOutput.Merge(stood, payload) : payload;
                standing = isMerge ? standing : precedence;
            }

            var isTold = isMerge && all.Count - entries.Count <= HistoryEntry.MaxResults;
            entries.Add(isTold ? entry with { Result = ValueOf(stood!) } : entry);
        }

        return entries;
    }

    static HistoryEntry Lent(string field, Content content, TraceRow derived, SpanId lender, bool isCurrent)
    {
        var nano = field == "input" ? derived.StartNano : derived.EndNano ?? derived.StartNano;
        var time = Summaries.Time(nano);
        return new(field, "span", ValueOf(content.Payload), time, time, isCurrent, content.Source?.Key)
        {
            Dialect = content.Source?.Dialect,
            SpanId = Summaries.IdOf(lender),
        };
    }

    static IEnumerable<(Precedence Precedence, Payload Payload, HistoryEntry Entry)> Entries(
        TraceStatements said,
        TraceRow row
    )
    {
        foreach (var (fact, precedence, span) in said.All)
        {
            if (fact.Object is not Payload payload)
            {
                continue;
            }

            var isInput = fact.Field == Field.TraceInput;
            var isMerge = fact.Field == Field.TraceOutputPatch;
            var replaced = said.Facts.PrecedenceOf(isInput ? Field.TraceInput : Field.TraceOutput);
            var isCurrent =
                isInput ? row.HasOwnInput && precedence == replaced
                : isMerge ? precedence.CompareTo(replaced, MergeRule.LastWins) > 0
                : precedence == replaced;
            yield return (
                precedence,
                payload,
                new(
                    isInput ? "input" : "output",
                    isMerge ? "merge" : "replace",
                    ValueOf(payload),
                    Summaries.Time(precedence.Stamp.TimeNano),
                    Summaries.Time(precedence.Stamp.ArrivalNano),
                    isCurrent,
                    fact.Source?.Key
                )
                {
                    Dialect = fact.Source?.Dialect,
                    SpanId = Summaries.IdOf(span),
                }
            );
        }
    }

    /// <summary>JSON as JSON, text as a JSON string.</summary>
    static JsonElement ValueOf(Payload payload) =>
        MimeTypes.Resolve(payload.Utf8.Span, payload.Mime) == Payload.Json
            ? JsonText.Parse(payload.Utf8)
            : JsonSerializer.SerializeToElement(AttributeShapes.Text(payload.Utf8), ApiJson.Plain.String);
}
