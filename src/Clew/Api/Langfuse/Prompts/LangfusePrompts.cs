using System.Text.Json;
using Clew.Api.Langfuse.Reads;
using Clew.Model;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse.Prompts;

/// <summary><c>/api/public/v2/prompts</c>, and the older way to read one. Slashes in names are percent-encoded.</summary>
static class LangfusePrompts
{
    public static void MapPrompts(this IEndpointRouteBuilder api)
    {
        api.MapPost("/v2/prompts", CreateAsync)
            .WithName("langfuseCreatePrompt")
            .WithSummary("Makes the next version of a prompt; it gets the label latest.")
            .Accepts<LangfuseNewPrompt>("application/json")
            .Produces<LangfusePrompt>(StatusCodes.Status201Created)
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);
        api.MapGet("/v2/prompts", LangfusePromptList.ListAsync)
            .WithName("langfuseListPrompts")
            .WithSummary("Prompts by name, page by page.")
            .Produces<LangfuseList<LangfusePromptMeta>>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);
        api.MapGet("/v2/prompts/{name}", GetAsync)
            .WithName("langfuseGetPrompt")
            .WithSummary("One version of a prompt, unless said otherwise that with the label production.")
            .Produces<LangfusePrompt>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest)
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
        api.MapDelete("/v2/prompts/{name}", DeleteAsync)
            .WithName("langfuseDeletePrompt")
            .WithSummary("Removes one version, those with a label, or the whole prompt.")
            .Produces(StatusCodes.Status204NoContent)
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest)
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
        api.MapPatch("/v2/prompts/{name}/versions/{version}", LabelAsync)
            .WithName("langfuseLabelPrompt")
            .WithSummary("Gives a version labels, and takes them from the other versions.")
            .Accepts<LangfuseNewLabels>("application/json")
            .Produces<LangfusePrompt>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest)
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
        api.MapGet("/prompts", GetByQueryAsync)
            .WithName("langfuseGetPromptByName")
            .WithSummary("As langfuseGetPrompt, for older clients.")
            .Produces<LangfusePrompt>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest)
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
    }

    static async Task<IResult> CreateAsync(
        HttpContext context,
        IDocumentStore documents,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var draft = LangfusePromptRules.Read(await LangfuseBody.ReadAsync(context, check, ct));
        check.Require();
        var project = TracesApi.ProjectOf(context);
        var (id, now) = (LangfuseDocuments.NewId(), time.NowNano());
        var author = context.Features.GetRequiredFeature<Caller>().PublicKey is { } key ? $"API {key}" : "API";
        var made = await documents.ChangeAsync(
            project,
            change =>
            {
                new LangfusePromptShelf(change, now).Add(draft, id, author);
                var prompts = In(change);
                var made = Now(prompts.FindAsync(draft.Name, null, LangfusePromptRules.Latest))!;
                // It is answered as it is kept, but what it names must be there.
                Now(prompts.ResolveAsync(made));
                return made;
            },
            ct
        );
        return TypedResults.Json(
            Of(project, made, made.Content.Prompt, null),
            LangfuseJson.Plain.LangfusePrompt,
            statusCode: StatusCodes.Status201Created
        );
    }

    static Task<IResult> GetAsync(
        HttpContext context,
        IDocumentStore documents,
        string name,
        [FromQuery] string? version,
        [FromQuery] string? label,
        [FromQuery] string? resolve,
        CancellationToken ct
    ) => AnswerAsync(context, documents, name, version, label, resolve, ct);

    static Task<IResult> GetByQueryAsync(
        HttpContext context,
        IDocumentStore documents,
        [FromQuery] string? name,
        [FromQuery] string? version,
        [FromQuery] string? label,
        CancellationToken ct
    )
    {
        if (string.IsNullOrEmpty(name))
        {
            var check = new LangfuseCheck();
            check.Note("invalid_type", "name is missing.", "name");
            check.Require();
        }

        return AnswerAsync(context, documents, name!, version, label, null, ct);
    }

    static async Task<IResult> AnswerAsync(
        HttpContext context,
        IDocumentStore documents,
        string name,
        string? version,
        string? label,
        string? resolve,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var number = check.Whole("version", version, 1, int.MaxValue);
        var isWhole = check.Flag("resolve", resolve) ?? true;
        check.Require();
        RequireOneOf(version, label);
        var project = TracesApi.ProjectOf(context);
        var prompts = new PromptComposition((kind, id) => documents.FindAsync(project, kind, id, ct));
        var wanted = string.IsNullOrEmpty(label) ? LangfusePromptRules.Production : label;
        var found =
            await prompts.FindAsync(name, number, wanted)
            ?? throw LangfuseRefusal.NotFound(
                $"Prompt not found: '{name}' with {(number is { } n ? $"version {n}" : $"label '{wanted}'")}"
            );
        var (prompt, graph) = isWhole ? await prompts.ResolveAsync(found) : (found.Content.Prompt, null);
        return TypedResults.Json(Of(project, found, prompt, graph), LangfuseJson.Plain.LangfusePrompt);
    }

    static async Task<IResult> LabelAsync(
        HttpContext context,
        IDocumentStore documents,
        TimeProvider time,
        string name,
        string version,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var number = check.Whole("version", version, 1, int.MaxValue) ?? 0;
        var labels = LangfusePromptRules.ReadNewLabels(await LangfuseBody.ReadAsync(context, check, ct));
        check.Require();
        var project = TracesApi.ProjectOf(context);
        var now = time.NowNano();
        var found = await documents.ChangeAsync(
            project,
            change =>
            {
                new LangfusePromptShelf(change, now).Label(name, number, labels);
                return Now(In(change).FindAsync(name, number, null))!;
            },
            ct
        );
        return TypedResults.Json(Of(project, found, found.Content.Prompt, null), LangfuseJson.Plain.LangfusePrompt);
    }

    static async Task<IResult> DeleteAsync(
        HttpContext context,
        IDocumentStore documents,
        TimeProvider time,
        string name,
        [FromQuery] string? version,
        [FromQuery] string? label,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var number = check.Whole("version", version, 1, int.MaxValue);
        check.Require();
        RequireOneOf(version, label);
        var now = time.NowNano();
        await documents.ChangeAsync(
            TracesApi.ProjectOf(context),
            change =>
            {
                var shelf = new LangfusePromptShelf(change, now);
                shelf.Remove(name, number, string.IsNullOrEmpty(label) ? null : label);
                return true;
            },
            ct
        );
        return TypedResults.NoContent();
    }

    static void RequireOneOf(string? version, string? label)
    {
        if (!string.IsNullOrEmpty(version) && !string.IsNullOrEmpty(label))
        {
            throw LangfuseRefusal.BadRequest("Cannot specify both version and label");
        }
    }

    static PromptComposition In(IDocumentChange change) => new((kind, id) => Task.FromResult(change.Find(kind, id)));

    /// <summary>A change answers at once, so what only looks into it has ended when it returns.</summary>
    static T Now<T>(Task<T> ended) => ended.GetAwaiter().GetResult();

    static LangfusePrompt Of(string project, FoundPrompt found, JsonElement prompt, LangfuseResolutionGraph? graph) =>
        new()
        {
            Id = found.Version.Id,
            ProjectId = project,
            CreatedAt = LangfuseTraces.Time(found.Version.CreatedNano),
            UpdatedAt = LangfuseTraces.Time(found.Version.UpdatedNano),
            CreatedBy = found.Content.CreatedBy,
            Name = found.Name,
            Version = found.Version.Version,
            Type = found.Head.Type,
            Prompt = prompt,
            Config = found.Content.Config,
            Labels = found.Version.Labels,
            Tags = found.Head.Tags,
            CommitMessage = found.Content.CommitMessage,
            IsActive = found.Version.Labels.Contains(LangfusePromptRules.Production),
            ResolutionGraph = graph,
        };
}
