using Clew.Api.Langfuse.Reads;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse;

/// <summary>What somebody says of a trace, an observation, a session or a prompt.</summary>
sealed record LangfuseComment(
    string Id,
    string ProjectId,
    string CreatedAt,
    string UpdatedAt,
    string ObjectType,
    string ObjectId,
    string Content,
    string? AuthorUserId
);

/// <summary>A new comment.</summary>
/// <param name="ProjectId">Need not be said; if it is, it must be the caller's own.</param>
/// <param name="ObjectType">TRACE, OBSERVATION, SESSION or PROMPT.</param>
/// <param name="Content">1 to 5000 characters; may be Markdown.</param>
/// <param name="Id">Null makes a new one. What has the id already stays as it is, so that sending again does no harm.</param>
/// <param name="CreatedAt">When it was said elsewhere; null for now.</param>
sealed record LangfuseNewComment(
    string? ProjectId,
    string ObjectType,
    string ObjectId,
    string Content,
    string? AuthorUserId,
    string? Id,
    string? CreatedAt
);

/// <summary>The id of what was made.</summary>
sealed record LangfuseCreated(string Id);

/// <summary>
/// <c>/api/public/comments</c>. A comment may come before what it is about, as a score may: traces are sent in the
/// background, and arrive when they do.
/// </summary>
static class LangfuseComments
{
    const string Kind = "comment";
    const int LongestContent = 5000;
    const int LongestId = 800;

    static readonly string[] Types = ["TRACE", "OBSERVATION", "SESSION", "PROMPT"];

    public static void MapComments(this IEndpointRouteBuilder api)
    {
        api.MapPost("/comments", CreateAsync)
            .WithName("langfuseCreateComment")
            .WithSummary("Comments on a trace, an observation, a session or a prompt, which may arrive later.")
            .Accepts<LangfuseNewComment>("application/json")
            .Produces<LangfuseCreated>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);
        api.MapGet("/comments", ListAsync)
            .WithName("langfuseListComments")
            .WithSummary("Comments, newest first, page by page.")
            .Produces<LangfuseList<LangfuseComment>>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);
        api.MapGet("/comments/{commentId}", GetAsync)
            .WithName("langfuseGetComment")
            .WithSummary("One comment.")
            .Produces<LangfuseComment>()
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
    }

    static async Task<IResult> CreateAsync(
        HttpContext context,
        IDocumentStore documents,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var project = TracesApi.ProjectOf(context);
        var check = new LangfuseCheck();
        var body = await LangfuseBody.ReadAsync(context, check, ct);
        var now = Math.Min(body.Time("createdAt") ?? long.MaxValue, time.NowNano());
        var comment = Read(body, project, LangfuseTraces.Time(now));
        check.Require();
        if (body.TextOrNull("projectId", LongestId) is { } said && said != project)
        {
            throw LangfuseRefusal.Forbidden($"This key opens the project '{project}', not '{said}'.");
        }

        var document = new Document(
            Kind,
            comment.Id,
            comment.AuthorUserId,
            Subject(comment.ObjectType, comment.ObjectId),
            now,
            now,
            LangfuseDocuments.Write(comment, LangfuseJson.Plain.LangfuseComment)
        );
        await documents.ChangeAsync(
            project,
            change =>
            {
                if (change.Find(Kind, comment.Id) is null)
                {
                    change.Put(document);
                }

                return true;
            },
            ct
        );
        return TypedResults.Json(new LangfuseCreated(comment.Id), LangfuseJson.Plain.LangfuseCreated);
    }

    static LangfuseComment Read(LangfuseBody body, string project, string now)
    {
        if (!body.Has("objectType"))
        {
            body.Note("invalid_type", "objectType is missing.", "objectType");
        }

        var content = body.Text("content", int.MaxValue).Trim();
        if (content.Length > LongestContent)
        {
            body.Note(
                "too_big",
                $"content has {content.Length} characters; at most {LongestContent} are possible.",
                "content"
            );
        }
        else if (content.Length == 0 && body.TextOrNull("content", int.MaxValue) is { Length: > 0 })
        {
            body.Note("too_small", "content must have more than white space.", "content");
        }

        return new(
            body.TextOrNull("id", LongestId, 1) ?? LangfuseDocuments.NewId(),
            project,
            now,
            now,
            body.Choice("objectType", Types) ?? "",
            body.Text("objectId", LongestId),
            content,
            body.TextOrNull("authorUserId", LongestId)
        );
    }

    static async Task<IResult> ListAsync(
        HttpContext context,
        IDocumentStore documents,
        [FromQuery] string? page,
        [FromQuery] string? limit,
        [FromQuery] string? objectType,
        [FromQuery] string? objectId,
        [FromQuery] string? authorUserId,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var paging = check.Paging(page, limit);
        var type = check.Choice("objectType", objectType, Types);
        if (!string.IsNullOrEmpty(objectId) && string.IsNullOrEmpty(objectType))
        {
            check.Note("custom", "objectType is required when objectId is provided.", "objectType");
        }

        check.Require();
        var found = await documents.ListAsync(
            TracesApi.ProjectOf(context),
            new(Kind)
            {
                Parent = string.IsNullOrEmpty(authorUserId) ? null : authorUserId,
                Name = type is not null && !string.IsNullOrEmpty(objectId) ? Subject(type, objectId) : null,
                NamePrefix = type is not null && string.IsNullOrEmpty(objectId) ? Subject(type, "") : null,
                Offset = paging.Offset,
                Limit = paging.Limit,
            },
            ct
        );
        return TypedResults.Json(
            new LangfuseList<LangfuseComment>(
                [.. found.Documents.Select(d => d.Read(LangfuseJson.Plain.LangfuseComment))],
                paging.Of(found.Total)
            ),
            LangfuseJson.Plain.LangfuseListLangfuseComment
        );
    }

    static async Task<IResult> GetAsync(
        HttpContext context,
        IDocumentStore documents,
        string commentId,
        CancellationToken ct
    )
    {
        var found = await documents.FindAsync(TracesApi.ProjectOf(context), Kind, commentId, ct);
        return found is null
            ? throw LangfuseRefusal.NotFound($"Comment '{commentId}' not found")
            : TypedResults.Json(found.Read(LangfuseJson.Plain.LangfuseComment), LangfuseJson.Plain.LangfuseComment);
    }

    /// <summary>The name under which a comment is kept: what it is about. Its author is its parent.</summary>
    static string Subject(string type, string id) => $"{type}/{id}";
}
