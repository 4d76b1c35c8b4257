using Clew.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Clew.Api.Langfuse.Media;

/// <summary>
/// The bytes of a medium as an answer. They come from strangers, and our page has our origin: only what browsers show
/// without running anything is shown, and the rest is saved.
/// </summary>
static class MediaContent
{
    static readonly string[] Shown =
    [
        "image/",
        "audio/",
        "video/",
        "application/pdf",
        "text/plain",
        "text/csv",
        "text/markdown",
    ];

    /// <summary>Null if there are no bytes.</summary>
    public static async Task<IResult?> AnswerAsync(
        HttpContext context,
        IDocumentStore documents,
        IMediaStore media,
        string project,
        string id,
        CancellationToken ct
    )
    {
        if (
            await MediaRecord.FindUploadedAsync(documents, project, id, ct) is not { } record
            || await media.OpenAsync(project, id, ct) is not { } bytes
        )
        {
            return null;
        }

        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentDisposition = IsShown(record.ContentType) ? "inline" : $"attachment; filename=\"{id}\"";
        headers.CacheControl = "private, max-age=3600";
        return TypedResults.Stream(
            bytes,
            IsScript(record.ContentType) ? "application/octet-stream" : record.ContentType,
            entityTag: new EntityTagHeaderValue($"\"{id}\""),
            enableRangeProcessing: true
        );
    }

    /// <summary>Drawings in XML can have scripts.</summary>
    static bool IsShown(string type) =>
        Shown.Any(start => type.StartsWith(start, StringComparison.OrdinalIgnoreCase))
        && !type.Contains("xml", StringComparison.OrdinalIgnoreCase);

    /// <summary>A page runs a script also when it comes as an attachment.</summary>
    static bool IsScript(string type) => type.Contains("script", StringComparison.OrdinalIgnoreCase);
}
