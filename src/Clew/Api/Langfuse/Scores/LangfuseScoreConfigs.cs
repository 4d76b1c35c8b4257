using Clew.Api.Langfuse.Reads;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse.Scores;

/// <summary><c>/api/public/score-configs</c>: what scores of a name may be. They are archived, never deleted.</summary>
static class LangfuseScoreConfigs
{
    const string Kind = DocumentKinds.ScoreConfig;

    public static void MapScoreConfigs(this IEndpointRouteBuilder api)
    {
        api.MapPost("/score-configs", CreateAsync)
            .WithName("langfuseCreateScoreConfig")
            .WithSummary("Says what scores of a name may be.")
            .Accepts<LangfuseNewScoreConfig>("application/json")
            .Produces<LangfuseScoreConfig>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);
        api.MapGet("/score-configs", ListAsync)
            .WithName("langfuseListScoreConfigs")
            .WithSummary("Score configs, newest first, page by page; archived ones too.")
            .Produces<LangfuseList<LangfuseScoreConfig>>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);
        api.MapGet("/score-configs/{configId}", GetAsync)
            .WithName("langfuseGetScoreConfig")
            .WithSummary("One score config.")
            .Produces<LangfuseScoreConfig>()
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
        api.MapPatch("/score-configs/{configId}", ChangeAsync)
            .WithName("langfuseChangeScoreConfig")
            .WithSummary("Changes a score config, or archives it; its type stays.")
            .Accepts<LangfuseScoreConfigChange>("application/json")
            .Produces<LangfuseScoreConfig>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest)
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
    }

    static async Task<IResult> CreateAsync(
        HttpContext context,
        IDocumentStore documents,
        IProjectRules rules,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var project = TracesApi.ProjectOf(context);
        var check = new LangfuseCheck();
        var asked = LangfuseScoreConfigRules.Read(await LangfuseBody.ReadAsync(context, check, ct), null, project);
        check.Require();
        var now = time.NowNano();
        var at = LangfuseTraces.Time(now);
        var config = asked with { Id = LangfuseDocuments.NewId(), CreatedAt = at, UpdatedAt = at };
        var document = Of(config, now, now);
        await documents.ChangeAsync(
            project,
            change =>
            {
                change.Put(document);
                return true;
            },
            ct
        );
        await rules.ReadAgainAsync(project, CancellationToken.None);
        return Answer(config);
    }

    static async Task<IResult> ListAsync(
        HttpContext context,
        IDocumentStore documents,
        [FromQuery] string? page,
        [FromQuery] string? limit,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var paging = check.Paging(page, limit);
        check.Require();
        var found = await documents.ListAsync(
            TracesApi.ProjectOf(context),
            new(Kind) { Offset = paging.Offset, Limit = paging.Limit },
            ct
        );
        return TypedResults.Json(
            new LangfuseList<LangfuseScoreConfig>(
                [.. found.Documents.Select(d => d.Read(LangfuseJson.Plain.LangfuseScoreConfig))],
                paging.Of(found.Total)
            ),
            LangfuseJson.Plain.LangfuseListLangfuseScoreConfig
        );
    }

    static async Task<IResult> GetAsync(
        HttpContext context,
        IDocumentStore documents,
        string configId,
        CancellationToken ct
    )
    {
        var found = await documents.FindAsync(TracesApi.ProjectOf(context), Kind, configId, ct);
        return Answer(found?.Read(LangfuseJson.Plain.LangfuseScoreConfig) ?? throw NotFound(configId));
    }

    static async Task<IResult> ChangeAsync(
        HttpContext context,
        IDocumentStore documents,
        IProjectRules rules,
        TimeProvider time,
        string configId,
        CancellationToken ct
    )
    {
        var project = TracesApi.ProjectOf(context);
        var check = new LangfuseCheck();
        var body = await LangfuseBody.ReadAsync(context, check, ct);
        var config = await documents.ChangeAsync(
            project,
            change =>
            {
                var found = change.Find(Kind, configId) ?? throw NotFound(configId);
                var before = found.Read(LangfuseJson.Plain.LangfuseScoreConfig);
                var asked = LangfuseScoreConfigRules.Read(body, before, project);
                if (body.TextOrNull("dataType", int.MaxValue) is { } type && type != before.DataType)
                {
                    body.Note("custom", "The type of a config never changes; make another config.", "dataType");
                }

                check.Require();
                var now = time.NowNano();
                var config = asked with { UpdatedAt = LangfuseTraces.Time(now) };
                change.Put(Of(config, found.CreatedNano, now));
                return config;
            },
            ct
        );
        await rules.ReadAgainAsync(project, CancellationToken.None);
        return Answer(config);
    }

    static Document Of(LangfuseScoreConfig config, long created, long updated) =>
        new(
            Kind,
            config.Id,
            null,
            config.Name,
            created,
            updated,
            LangfuseDocuments.Write(config, LangfuseJson.Plain.LangfuseScoreConfig)
        );

    static IResult Answer(LangfuseScoreConfig config) =>
        TypedResults.Json(config, LangfuseJson.Plain.LangfuseScoreConfig);

    static LangfuseRefusal NotFound(string id) => LangfuseRefusal.NotFound($"Score config '{id}' not found");
}
