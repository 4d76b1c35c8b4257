using Clew.Dialects;
using Clew.Model;
using Clew.Query;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api;

/// <summary><c>/api/v1/sessions</c> and <c>/api/v1/users</c>. There is none without a trace.</summary>
static class GroupsApi
{
    public static void MapGroups(this IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup("/api/v1/sessions").WithTags("Sessions");
        sessions
            .MapGet("", ListSessionsAsync)
            .WithName("listSessions")
            .WithSummary("Sessions with what their traces add up to.")
            .Produces<SessionList>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json");
        sessions
            .MapGet("/{sessionId}", GetAsync)
            .WithName("getSession")
            .WithSummary("One session and its traces, oldest first.")
            .Produces<SessionDetail>()
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");
        sessions
            .MapGet("/{sessionId}/conversation", ConverseAsync)
            .WithName("getConversation")
            .WithSummary("What was said in a session, turn by turn, oldest first.")
            .Produces<ConversationShape>()
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");
        routes
            .MapGet("/api/v1/users", ListUsersAsync)
            .WithTags("Users")
            .WithName("listUsers")
            .WithSummary("Users with what their traces add up to.")
            .Produces<UserList>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json");
    }

    static async Task<IResult> ListSessionsAsync(
        HttpContext context,
        ITraceStore store,
        TimeProvider time,
        [AsParameters] GroupListParameters given,
        CancellationToken ct
    )
    {
        try
        {
            var query = GroupParameters.Query(TracesApi.ProjectOf(context), TraceFields.Session, given, time);
            var page = await store.FindGroupsAsync(query, ct);
            return TypedResults.Json(
                new SessionList([.. page.Groups.Select(SessionOf)], GroupParameters.Write(query, page.Next)),
                ApiJson.Plain.SessionList
            );
        }
        catch (WrongParameter wrong)
        {
            return wrong.Answer;
        }
    }

    static async Task<IResult> ListUsersAsync(
        HttpContext context,
        ITraceStore store,
        TimeProvider time,
        [AsParameters] GroupListParameters given,
        CancellationToken ct
    )
    {
        try
        {
            var query = GroupParameters.Query(TracesApi.ProjectOf(context), TraceFields.User, given, time);
            var page = await store.FindGroupsAsync(query, ct);
            return TypedResults.Json(
                new UserList([.. page.Groups.Select(UserOf)], GroupParameters.Write(query, page.Next)),
                ApiJson.Plain.UserList
            );
        }
        catch (WrongParameter wrong)
        {
            return wrong.Answer;
        }
    }

    static async Task<IResult> GetAsync(
        HttpContext context,
        string sessionId,
        ITraceStore store,
        [FromQuery] string? limit,
        [FromQuery] string? cursor,
        CancellationToken ct
    )
    {
        try
        {
            var query = GroupParameters.Traces(TracesApi.ProjectOf(context), sessionId, limit, cursor, 50, 500);
            var page = await store.FindTracesAsync(query, ct);
            var group = await store.FindGroupsAsync(
                new(query.Project, TraceFields.Session) { Filter = query.Filter },
                ct
            );
            return group.Groups is [var session]
                ? TypedResults.Json(
                    new SessionDetail(
                        SessionOf(session),
                        [.. page.Rows.Select(Summaries.Of)],
                        GroupParameters.Next(query, page)
                    ),
                    ApiJson.Plain.SessionDetail
                )
                : NotFound(sessionId);
        }
        catch (WrongParameter wrong)
        {
            return wrong.Answer;
        }
    }

    static async Task<IResult> ConverseAsync(
        HttpContext context,
        string sessionId,
        ITraceStore store,
        DialectTable dialects,
        [FromQuery] string? limit,
        [FromQuery] string? cursor,
        CancellationToken ct
    )
    {
        try
        {
            var query = GroupParameters.Traces(TracesApi.ProjectOf(context), sessionId, limit, cursor, 20, 100);
            var page = await store.FindTracesAsync(query, ct);
            if (page.Rows.Count == 0 && query.Offset == 0)
            {
                return NotFound(sessionId);
            }

            var turns = new List<TurnShape>(page.Rows.Count);
            foreach (var row in page.Rows)
            {
                turns.Add(await Turns.ReadAsync(store, dialects, query.Project, row, ct));
            }

            return TypedResults.Json(
                new ConversationShape(sessionId, turns, GroupParameters.Next(query, page)),
                ApiJson.Plain.ConversationShape
            );
        }
        catch (WrongParameter wrong)
        {
            return wrong.Answer;
        }
    }

    static IResult NotFound(string session) =>
        Problem.NotFound($"There is no session '{session}' in this project: no trace names it.");

    static SessionShape SessionOf(TraceGroup group) =>
        new()
        {
            Id = group.Key,
            FirstUnixNano = Summaries.Nano(group.FirstNano),
            LastUnixNano = Summaries.Nano(group.LastNano),
            EndUnixNano = Summaries.Nano(group.EndNano),
            TraceCount = group.Traces,
            ErrorCount = group.Errors,
            SpanCount = group.Spans,
            Usage = Summaries.Of(group.Usage),
            Cost = Summaries.SumOf(group.CostPicoUsd),
            AverageDurationNano = group.AverageLatencyNano,
            Environments = group.Environments,
            Users = group.Others,
            UserCount = group.OtherCount,
            FirstInput = group.FirstInput,
            LastOutput = group.LastOutput,
        };

    static UserShape UserOf(TraceGroup group) =>
        new()
        {
            Id = group.Key,
            FirstUnixNano = Summaries.Nano(group.FirstNano),
            LastUnixNano = Summaries.Nano(group.LastNano),
            EndUnixNano = Summaries.Nano(group.EndNano),
            TraceCount = group.Traces,
            ErrorCount = group.Errors,
            SpanCount = group.Spans,
            Usage = Summaries.Of(group.Usage),
            Cost = Summaries.SumOf(group.CostPicoUsd),
            AverageDurationNano = group.AverageLatencyNano,
            Environments = group.Environments,
            Sessions = group.Others,
            SessionCount = group.OtherCount,
        };
}
