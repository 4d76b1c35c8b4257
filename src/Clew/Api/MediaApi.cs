using Clew.Api.Langfuse;
using Clew.Api.Langfuse.Media;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api;

/// <summary><c>/api/v1/media/{mediaId}</c>: a picture, a sound or a file, by the id that its token has.</summary>
static class MediaApi
{
    public static void MapMediaContent(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/media/{mediaId}", GetAsync)
            .WithTags("Media")
            .WithName("getMedia")
            .WithSummary(
                "The bytes of a medium, with its own content type; what could run in a browser is an attachment."
            )
            .Produces<string>(StatusCodes.Status200OK, "application/octet-stream")
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");

    static async Task<IResult> GetAsync(
        HttpContext context,
        IDocumentStore documents,
        IMediaStore media,
        string mediaId,
        CancellationToken ct
    ) =>
        await MediaContent.AnswerAsync(context, documents, media, TracesApi.ProjectOf(context), mediaId, ct)
        ?? Problem.NotFound($"There are no media '{mediaId}' in this project. The bytes may not have been sent yet.");
}
