using System.Text.Json;
using Clew.Api.Langfuse;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Views;

/// <summary><c>/api/v1/views</c>: lists with a name, kept for everybody in the project.</summary>
static class ViewsApi
{
    /// <summary>A menu that nobody can read helps nobody.</summary>
    const int Most = 500;

    const string Members = "It is JSON with name, and if need be subject, q, columns, order, range, from, to and note.";

    const string Problems = "application/problem+json";

    public static void MapViews(this IEndpointRouteBuilder routes)
    {
        var views = routes.MapGroup("/api/v1/views").WithTags("Views");
        views.MapGet("", ListAsync).WithName("listViews").WithSummary("All views, by name.").Produces<SavedViews>();
        views
            .MapPost("", CreateAsync)
            .WithName("createView")
            .WithSummary("Keeps a view.")
            .Accepts<NewView>("application/json")
            .Produces<SavedView>(StatusCodes.Status201Created)
            .Produces<Problem>(StatusCodes.Status400BadRequest, Problems)
            .Produces<Problem>(StatusCodes.Status409Conflict, Problems);
        views
            .MapGet("/{viewId}", GetAsync)
            .WithName("getView")
            .WithSummary("One view.")
            .Produces<SavedView>()
            .Produces<Problem>(StatusCodes.Status404NotFound, Problems);
        views
            .MapPut("/{viewId}", ReplaceAsync)
            .WithName("replaceView")
            .WithSummary("Keeps a view in place of one that is there; its id stays.")
            .Accepts<NewView>("application/json")
            .Produces<SavedView>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, Problems)
            .Produces<Problem>(StatusCodes.Status404NotFound, Problems)
            .Produces<Problem>(StatusCodes.Status409Conflict, Problems);
        views
            .MapDelete("/{viewId}", DeleteAsync)
            .WithName("deleteView")
            .WithSummary("Deletes a view; what it lists stays.")
            .Produces(StatusCodes.Status204NoContent)
            .Produces<Problem>(StatusCodes.Status404NotFound, Problems);
    }

    static async Task<IResult> ListAsync(HttpContext context, IDocumentStore documents, CancellationToken ct)
    {
        var query = new DocumentQuery(DocumentKinds.View) { Order = DocumentOrder.NameAscending, Limit = Most };
        var page = await documents.ListAsync(TracesApi.ProjectOf(context), query, ct);
        return TypedResults.Json(new SavedViews([.. page.Documents.Select(Read)]), ApiJson.Plain.SavedViews);
    }

    static async Task<IResult> GetAsync(
        HttpContext context,
        string viewId,
        IDocumentStore documents,
        CancellationToken ct
    ) =>
        await documents.FindAsync(TracesApi.ProjectOf(context), DocumentKinds.View, viewId, ct) is { } document
            ? Answer(Read(document), StatusCodes.Status200OK)
            : NotFound(viewId);

    static async Task<IResult> CreateAsync(
        HttpContext context,
        IDocumentStore documents,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var (view, problem) = await ReadAsync(context, time, ct);
        if (view is null)
        {
            return problem!;
        }

        var (id, now) = (LangfuseDocuments.NewId(), time.NowNano());
        var made = Of(view, id, now, now);
        var document = Write(made, now, now);
        return await ChangeAsync(
            context,
            documents,
            change =>
            {
                var all = change.List(new DocumentQuery(DocumentKinds.View) { Limit = 0 }).Total;
                if (all >= Most)
                {
                    return Problem.Conflict("too_many_views", $"There are {all} views already; delete some first.");
                }

                if (Other(change, made) is { } other)
                {
                    return Exists(other);
                }

                change.Put(document);
                return Answer(made, StatusCodes.Status201Created);
            },
            ct
        );
    }

    static async Task<IResult> ReplaceAsync(
        HttpContext context,
        string viewId,
        IDocumentStore documents,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var (view, problem) = await ReadAsync(context, time, ct);
        if (view is null)
        {
            return problem!;
        }

        var now = time.NowNano();
        return await ChangeAsync(
            context,
            documents,
            change =>
            {
                if (change.Find(DocumentKinds.View, viewId) is not { } before)
                {
                    return NotFound(viewId);
                }

                var made = Of(view, viewId, before.CreatedNano, now);
                if (Other(change, made) is { } other)
                {
                    return Exists(other);
                }

                change.Put(Write(made, before.CreatedNano, now));
                return Answer(made, StatusCodes.Status200OK);
            },
            ct
        );
    }

    static async Task<IResult> DeleteAsync(
        HttpContext context,
        string viewId,
        IDocumentStore documents,
        CancellationToken ct
    ) =>
        await ChangeAsync(
            context,
            documents,
            change => change.Delete(DocumentKinds.View, viewId) ? TypedResults.NoContent() : NotFound(viewId),
            ct
        );

    static async Task<IResult> ChangeAsync(
        HttpContext context,
        IDocumentStore documents,
        Func<IDocumentChange, IResult> change,
        CancellationToken ct
    )
    {
        try
        {
            return await documents.ChangeAsync(TracesApi.ProjectOf(context), change, ct);
        }
        catch (UnknownProjectException e)
        {
            return Problem.NotFound(e.Message);
        }
    }

    static async Task<(NewView? View, IResult? Problem)> ReadAsync(
        HttpContext context,
        TimeProvider time,
        CancellationToken ct
    )
    {
        NewView? view;
        try
        {
            view = await JsonSerializer.DeserializeAsync(context.Request.Body, ApiJson.Plain.NewView, ct);
        }
        catch (JsonException e)
        {
            var place = e.Path is null or "$" ? $"byte {e.BytePositionInLine} of line {1 + e.LineNumber}" : e.Path;
            return (null, Problem.BadRequest("bad_request", $"The body is not a view: not at {place}. {Members}"));
        }

        var complaint = view is null
            ? "The body must be a view, such as {\"name\": \"…\"}."
            : ViewRules.Complaint(view);
        return complaint is not null ? (null, Problem.BadRequest("bad_request", complaint))
            : QueryInput.Read(view!.Query?.Trim(), null, ViewRules.SubjectOf(view), time).Refusal is { } refusal
                ? (null, refusal)
            : (view, null);
    }

    static SavedView Of(NewView view, string id, long createdNano, long updatedNano) =>
        new(
            id,
            view.Name!.Trim(),
            view.Subject ?? "trace",
            view.Query?.Trim() ?? "",
            view.Columns?.Select(c => c!).ToArray(),
            view.Order,
            view.Range,
            view.From,
            view.To,
            view.Note,
            Summaries.Time(createdNano),
            Summaries.Time(updatedNano)
        );

    static Document Write(SavedView view, long createdNano, long updatedNano) =>
        new(
            DocumentKinds.View,
            view.Id,
            null,
            view.Name,
            createdNano,
            updatedNano,
            JsonSerializer.SerializeToUtf8Bytes(view, ApiJson.Plain.SavedView)
        );

    static SavedView Read(Document document) => document.Read(ApiJson.Plain.SavedView);

    static Document? Other(IDocumentChange change, SavedView view) =>
        change
            .List(new DocumentQuery(DocumentKinds.View) { Name = view.Name })
            .Documents.FirstOrDefault(d => d.Id != view.Id);

    static IResult Exists(Document other) =>
        Problem.Conflict("view_exists", $"There is a view '{other.Name}' already; its id is {other.Id}.");

    static IResult Answer(SavedView view, int status) =>
        TypedResults.Json(view, ApiJson.Plain.SavedView, statusCode: status);

    static IResult NotFound(string id) => Problem.NotFound($"There is no view '{id}' in this project.");
}
