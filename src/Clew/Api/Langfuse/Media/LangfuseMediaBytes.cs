using System.Net.Http.Headers;
using Clew.Api.Langfuse.Reads;
using Clew.Model;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse.Media;

/// <summary>The bytes of media, at addresses that need no key because they are signed.</summary>
static class LangfuseMediaBytes
{
    const string HashHeader = "x-amz-checksum-sha256";

    public static void MapMediaBytes(this IEndpointRouteBuilder api)
    {
        api.MapPut($"/media/{{mediaId}}/{MediaAddresses.Upload}", UploadAsync)
            .WithMetadata(new OpenToSignatures())
            .ExcludeFromDescription();
        api.MapGet($"/media/{{mediaId}}/{MediaAddresses.Content}", GetAsync)
            .WithMetadata(new OpenToSignatures())
            .ExcludeFromDescription();
    }

    static async Task<IResult> UploadAsync(
        HttpContext context,
        IDocumentStore documents,
        IMediaStore media,
        MediaAddresses addresses,
        TimeProvider time,
        string mediaId,
        CancellationToken ct
    )
    {
        var request = context.Request;
        var project = addresses.RequireProject(request, MediaAddresses.Upload, mediaId);
        var announced =
            (await documents.FindAsync(project, MediaRecord.Kind, mediaId, ct))?.Read(LangfuseJson.Plain.MediaRecord)
            ?? throw LangfuseMedia.NotFound(mediaId);
        RequireAnnounced(request, announced);
        // Not the limit of traces: this is not held in memory.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = announced.ContentLength;
        }

        await using (
            var bytes = new CheckedUpload(
                request.Body,
                announced.ContentLength,
                Convert.FromBase64String(announced.Sha256Hash)
            )
        )
        {
            await media.WriteAsync(project, mediaId, bytes, ct);
        }

        var now = time.NowNano();
        await documents.ChangeAsync(
            project,
            change =>
            {
                var found = change.Find(MediaRecord.Kind, mediaId) ?? throw LangfuseMedia.NotFound(mediaId);
                var record = found.Read(LangfuseJson.Plain.MediaRecord);
                // Another announcement may have come in between; what came is what was announced here.
                var uploaded = announced with
                {
                    ContentType = record.ContentType,
                    UploadedAt = record.UploadedAt ?? LangfuseTraces.Time(now),
                };
                change.Put(uploaded.ToDocument(mediaId, found.CreatedNano, now));
                return true;
            },
            ct
        );
        // Clients take 200 and 201 for a success, and nothing else.
        return TypedResults.Ok();
    }

    static void RequireAnnounced(HttpRequest request, MediaRecord announced)
    {
        if (request.ContentLength is { } length && length != announced.ContentLength)
        {
            throw LangfuseRefusal.BadRequest(
                $"The body has {length} bytes, but {announced.ContentLength} were announced."
            );
        }

        if (!IsSameType(request.ContentType, announced.ContentType))
        {
            throw LangfuseRefusal.BadRequest(
                $"Content-Type is '{request.ContentType}', but {announced.ContentType} was announced."
            );
        }

        if (request.Headers[HashHeader] is [{ Length: > 0 } hash, ..] && hash != announced.Sha256Hash)
        {
            throw LangfuseRefusal.BadRequest($"{HashHeader} is '{hash}', but {announced.Sha256Hash} was announced.");
        }
    }

    /// <summary>Clients may add a charset by themselves.</summary>
    static bool IsSameType(string? given, string announced) =>
        MediaTypeHeaderValue.TryParse(given, out var type)
        && MediaTypeHeaderValue.TryParse(announced, out var wanted)
        && string.Equals(type.MediaType, wanted.MediaType, StringComparison.OrdinalIgnoreCase);

    static async Task<IResult> GetAsync(
        HttpContext context,
        IDocumentStore documents,
        IMediaStore media,
        MediaAddresses addresses,
        string mediaId,
        CancellationToken ct
    )
    {
        var project = addresses.RequireProject(context.Request, MediaAddresses.Content, mediaId);
        return await MediaContent.AnswerAsync(context, documents, media, project, mediaId, ct)
            ?? throw LangfuseMedia.NotFound(mediaId);
    }
}
