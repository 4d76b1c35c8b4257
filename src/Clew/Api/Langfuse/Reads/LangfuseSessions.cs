using Clew.Dialects;
using Clew.Query;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse.Reads;

/// <summary><c>/api/public/sessions</c>. A session is what its traces say: there is none without a trace.</summary>
static class LangfuseSessions
{
    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sessions", ListAsync)
            .WithName("langfuseListSessions")
            .WithSummary("Sessions, newest first, page by page.")
            .Produces<LangfuseList<LangfuseSession>>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);
        api.MapGet("/sessions/{sessionId}", GetAsync)
            .WithName("langfuseGetSession")
            .WithSummary("One session with all of its traces.")
            .Produces<LangfuseSessionTraces>()
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
    }

    static async Task<IResult> ListAsync(
        HttpContext context,
        ITraceStore store,
        [FromQuery] string? page,
        [FromQuery] string? limit,
        [FromQuery] string? fromTimestamp,
        [FromQuery] string? toTimestamp,
        [FromQuery] string[]? environment,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var paging = check.Paging(page, limit);
        var (from, to) = (check.Time("fromTimestamp", fromTimestamp), check.Time("toTimestamp", toTimestamp));
        check.Require();

        var project = TracesApi.ProjectOf(context);
        var first = new Dictionary<string, (long Start, string Environment)>(StringComparer.Ordinal);
        var ofSessions = Comparisons.Of(TraceFields.Session, Operator.Exists);
        await foreach (var trace in store.StreamTracesAsync(project, ofSessions, ct))
        {
            var known = first.TryGetValue(trace.SessionId!, out var earliest);
            if (!known || trace.StartNano < earliest.Start)
            {
                first[trace.SessionId!] = (trace.StartNano, trace.Environment ?? "default");
            }
        }

        // The whole session counts, not only what of it is in the time asked for.
        var sessions = first
            .Where(s => s.Value.Start >= (from ?? long.MinValue) && s.Value.Start < (to ?? long.MaxValue))
            .Where(s => environment is not { Length: > 0 } || environment.Contains(s.Value.Environment))
            .OrderByDescending(s => s.Value.Start)
            .ThenBy(s => s.Key, StringComparer.Ordinal)
            .ToArray();
        return TypedResults.Json(
            new LangfuseList<LangfuseSession>(
                [
                    .. sessions
                        .Skip(paging.RowOffset)
                        .Take(paging.Limit)
                        .Select(s => new LangfuseSession(
                            s.Key,
                            LangfuseTraces.Time(s.Value.Start),
                            project,
                            s.Value.Environment
                        )),
                ],
                paging.Of(sessions.Length)
            ),
            LangfuseReadJson.Plain.LangfuseListLangfuseSession
        );
    }

    static async Task<IResult> GetAsync(
        HttpContext context,
        string sessionId,
        ITraceStore store,
        DialectTable dialects,
        CancellationToken ct
    )
    {
        var project = TracesApi.ProjectOf(context);
        var reader = new LangfuseTraceReader(store, dialects, project);
        var query = new RowQuery(project, Comparisons.Is(TraceFields.Session, sessionId))
        {
            Order = new(TraceFields.Start, false),
            Limit = int.MaxValue - 1,
        };
        var traces = new List<LangfuseTraceCore>();
        foreach (var row in (await store.FindTracesAsync(query, ct)).Rows)
        {
            traces.Add(await reader.CoreAsync(row, ct));
        }

        if (traces.Count == 0)
        {
            throw LangfuseRefusal.NotFound($"Session {sessionId} not found within authorized project");
        }

        return TypedResults.Json(
            new LangfuseSessionTraces(sessionId, traces[0].Timestamp, project, traces[0].Environment, traces),
            LangfuseReadJson.Plain.LangfuseSessionTraces
        );
    }
}
