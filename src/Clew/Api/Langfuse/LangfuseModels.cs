using Clew.Api.Langfuse.Reads;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse;

/// <summary>
/// <c>/api/public/models</c>: the prices that this server works with, and models that were created here. Those price
/// the spans of their project that arrive from then on, before all other prices; see <c>docs/prices.md</c>.
/// </summary>
static class LangfuseModels
{
    const string Kind = DocumentKinds.Model;

    public static void MapModels(this IEndpointRouteBuilder api)
    {
        api.MapGet("/models", ListAsync)
            .WithName("langfuseListModels")
            .WithSummary("Models: those created here, newest first, then those that the server comes with.")
            .Produces<LangfuseList<LangfuseModel>>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);
        api.MapPost("/models", CreateAsync)
            .WithName("langfuseCreateModel")
            .WithSummary("Creates a model, which prices the spans that fit its pattern from now on.")
            .Accepts<LangfuseNewModel>("application/json")
            .Produces<LangfuseModel>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);
        api.MapGet("/models/{modelId}", GetAsync)
            .WithName("langfuseGetModel")
            .WithSummary("One model.")
            .Produces<LangfuseModel>()
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
        api.MapDelete("/models/{modelId}", DeleteAsync)
            .WithName("langfuseDeleteModel")
            .WithSummary("Removes a model that was created here.")
            .Produces<LangfuseMessage>()
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
    }

    static async Task<IResult> ListAsync(
        HttpContext context,
        IDocumentStore documents,
        IKnownModels known,
        [FromQuery] string? page,
        [FromQuery] string? limit,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var paging = check.Paging(page, limit);
        check.Require();
        var own = await documents.ListAsync(
            TracesApi.ProjectOf(context),
            new(Kind) { Offset = paging.Offset, Limit = paging.Limit },
            ct
        );
        // The lists lie one behind the other.
        var offset = (int)Math.Clamp(paging.Offset - own.Total, 0, known.Count);
        return TypedResults.Json(
            new LangfuseList<LangfuseModel>(
                [
                    .. own.Documents.Select(d => d.Read(LangfuseJson.Plain.LangfuseModel)),
                    .. known.Slice(offset, paging.Limit - own.Documents.Count),
                ],
                paging.Of(own.Total + known.Count)
            ),
            LangfuseJson.Plain.LangfuseListLangfuseModel
        );
    }

    static async Task<IResult> CreateAsync(
        HttpContext context,
        IDocumentStore documents,
        IProjectRules rules,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var body = await LangfuseBody.ReadAsync(context, check, ct);
        var now = time.NowNano();
        var model = LangfuseModelRules.Read(body, LangfuseDocuments.NewId(), LangfuseTraces.Time(now));
        check.Require();
        var json = LangfuseDocuments.Write(model, LangfuseJson.Plain.LangfuseModel);
        await documents.ChangeAsync(
            TracesApi.ProjectOf(context),
            change =>
            {
                change.Put(new(Kind, model.Id, null, model.ModelName, now, now, json));
                return true;
            },
            ct
        );
        // It is kept: whoever asked may go, the prices must follow.
        await rules.ReadAgainAsync(TracesApi.ProjectOf(context), CancellationToken.None);
        return TypedResults.Json(model, LangfuseJson.Plain.LangfuseModel);
    }

    static async Task<IResult> GetAsync(
        HttpContext context,
        IDocumentStore documents,
        IKnownModels known,
        string modelId,
        CancellationToken ct
    )
    {
        var own = await documents.FindAsync(TracesApi.ProjectOf(context), Kind, modelId, ct);
        return (own?.Read(LangfuseJson.Plain.LangfuseModel) ?? known.Find(modelId)) is { } model
            ? TypedResults.Json(model, LangfuseJson.Plain.LangfuseModel)
            : throw NotFound();
    }

    static async Task<IResult> DeleteAsync(
        HttpContext context,
        IDocumentStore documents,
        IProjectRules rules,
        string modelId,
        CancellationToken ct
    )
    {
        var isGone = await documents.ChangeAsync(
            TracesApi.ProjectOf(context),
            change => change.Delete(Kind, modelId),
            ct
        );
        await rules.ReadAgainAsync(TracesApi.ProjectOf(context), CancellationToken.None);
        return isGone
            ? TypedResults.Json(new LangfuseMessage("Model successfully deleted", null), ApiJson.Plain.LangfuseMessage)
            : throw NotFound();
    }

    static LangfuseRefusal NotFound() =>
        LangfuseRefusal.NotFound("No model with this id found, or it is one that the server comes with");
}
