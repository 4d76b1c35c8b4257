using System.Globalization;
using Clew.Model;
using Clew.Query;
using Clew.Query.Text;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api;

/// <summary><c>/api/v1/search</c>, and the same within one trace.</summary>
static class SearchApi
{
    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/v1/search", SearchAsync)
            .WithTags("Search")
            .WithName("search")
            .WithSummary("Text in names, inputs, outputs, attributes, errors and logs; the last to arrive first.")
            .Produces<SearchAnswer>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json");
        routes
            .MapGet("/api/v1/traces/{traceId}/search", SearchTraceAsync)
            .WithTags("Search")
            .WithName("searchTrace")
            .WithSummary("Text in one trace, in the order in which its spans start.")
            .Produces<SearchAnswer>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json")
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");
    }

    static Task<IResult> SearchAsync(
        HttpContext context,
        ITraceStore store,
        [FromQuery] string? q,
        [FromQuery] string? from,
        [FromQuery] string? to,
        [FromQuery] string? limit,
        [FromQuery] string? cursor,
        CancellationToken ct
    )
    {
        var query = new SearchQuery(TracesApi.ProjectOf(context), []);
        if (!TraceListParameters.TryParseTime(from, out var fromNano))
        {
            return Task.FromResult(Problem.BadTime("from", from));
        }

        if (!TraceListParameters.TryParseTime(to, out var toNano))
        {
            return Task.FromResult(Problem.BadTime("to", to));
        }

        long? before = null;
        if (!string.IsNullOrEmpty(cursor))
        {
            if (!long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            {
                return Task.FromResult(
                    Problem.BadRequest(
                        "bad_cursor",
                        "cursor is not one that this API gave; leave it out to start anew."
                    )
                );
            }

            before = sequence;
        }

        query = query with { FromNano = fromNano, ToNano = toNano, Before = before };
        return AnswerAsync(store, query, q, limit, ct);
    }

    static async Task<IResult> SearchTraceAsync(
        HttpContext context,
        ITraceStore store,
        string traceId,
        [FromQuery] string? q,
        [FromQuery] string? limit,
        CancellationToken ct
    )
    {
        var project = TracesApi.ProjectOf(context);
        return TraceId.TryParse(traceId, out var id) && await store.FindTraceAsync(project, id, ct) is not null
            ? await AnswerAsync(store, new(project, []) { Within = id }, q, limit, ct)
            : Problem.TraceNotFound(traceId);
    }

    static async Task<IResult> AnswerAsync(
        ITraceStore store,
        SearchQuery query,
        string? q,
        string? limit,
        CancellationToken ct
    )
    {
        var count = TraceListParameters.DefaultLimit;
        if (limit is not null && (!int.TryParse(limit, out count) || count is < 1 or > TraceListParameters.MaxLimit))
        {
            return Problem.BadRequest(
                "bad_request",
                $"limit is '{limit}'; it must be a number from 1 to {TraceListParameters.MaxLimit}."
            );
        }

        try
        {
            query = query with { Patterns = SearchText.Parse(q ?? ""), Limit = count };
        }
        catch (FilterException e)
        {
            return Problem.BadRequest("bad_query", $"q: {e.Message}");
        }

        var page = await store.SearchAsync(query, ct);
        return TypedResults.Json(
            new SearchAnswer(
                [.. page.Hits.Select(Show)],
                page.Next?.ToString(CultureInfo.InvariantCulture),
                page.LookedBackToNano is null,
                page.LookedBackToNano?.ToString(CultureInfo.InvariantCulture)
            ),
            ApiJson.Plain.SearchAnswer
        );
    }

    static SearchHitShape Show(SearchHit hit) =>
        new(
            hit.TraceId.ToString(),
            hit.SpanId.IsEmpty ? null : hit.SpanId.ToString(),
            hit.Name,
            hit.StartNano.ToString(CultureInfo.InvariantCulture),
            PlaceOf(hit),
            hit.Key.Length == 0 ? null : hit.Key,
            hit.Snippet.Text,
            [.. hit.Snippet.Ranges.Select(r => new HighlightShape(r.Start, r.Length))]
        );

    static string PlaceOf(SearchHit hit) =>
        hit.IsInput switch
        {
            true => "input",
            false => "output",
            _ => hit.Site switch
            {
                LeafSite.Name => "name",
                LeafSite.EventName or LeafSite.EventAttribute => "event",
                LeafSite.LinkAttribute => "link",
                LeafSite.Status => "error",
                LeafSite.LogBody or LeafSite.LogAttribute => "log",
                LeafSite.Resource => "resource",
                LeafSite.Scope => "scope",
                _ => "attribute",
            },
        };
}

/// <param name="NextCursor">Null on the last page.</param>
/// <param name="Complete">False if searching took too long and was ended: the next page goes on from there.</param>
/// <param name="LookedBackToUnixNano">Then only what arrived since was looked at.</param>
sealed record SearchAnswer(
    IReadOnlyList<SearchHitShape> Hits,
    string? NextCursor,
    bool Complete,
    string? LookedBackToUnixNano
);

/// <param name="SpanId">Null if it is said of the trace itself.</param>
/// <param name="Place">
/// <c>input</c>, <c>output</c>, <c>name</c>, <c>attribute</c>, <c>event</c>, <c>link</c>, <c>error</c>, <c>log</c>,
/// <c>resource</c> or <c>scope</c>.
/// </param>
/// <param name="Key">Of the attribute in which it stands.</param>
/// <param name="Snippet">At most 200 units of UTF-16.</param>
/// <param name="Highlights">Places in the snippet, in units of UTF-16.</param>
sealed record SearchHitShape(
    string TraceId,
    string? SpanId,
    string? Name,
    string StartUnixNano,
    string Place,
    string? Key,
    string Snippet,
    IReadOnlyList<HighlightShape> Highlights
);

readonly record struct HighlightShape(int Start, int Length);
