using Clew.Api.Langfuse.Datasets;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse.Media;

/// <summary>
/// <c>/api/public/media</c>: pictures, sounds and files beside traces. Their bytes come and go at addresses of their own,
/// see <see cref="LangfuseMediaBytes"/>; in an input or output a token stands for them.
/// </summary>
static class LangfuseMedia
{
    public static void MapMedia(this IEndpointRouteBuilder api)
    {
        api.MapPost("/media", CreateAsync)
            .WithName("langfuseCreateMedia")
            .WithSummary("Announces a picture, a sound or a file, and says where to send it if it is not here yet.")
            .Accepts<LangfuseNewMedia>("application/json")
            .Produces<LangfuseMediaUpload>(StatusCodes.Status201Created)
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest)
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
        api.MapPatch("/media/{mediaId}", ReportAsync)
            .WithName("langfuseReportMedia")
            .WithSummary("Notes how an upload went, as its sender saw it.")
            .Accepts<LangfuseMediaReport>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest)
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
        api.MapGet("/media/{mediaId}", GetAsync)
            .WithName("langfuseGetMedia")
            .WithSummary("What a picture, a sound or a file is, and where to fetch it.")
            .Produces<LangfuseMedium>()
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
    }

    static async Task<IResult> CreateAsync(
        HttpContext context,
        IDocumentStore documents,
        TimeProvider time,
        MediaAddresses addresses,
        CancellationToken ct
    )
    {
        var project = TracesApi.ProjectOf(context);
        var check = new LangfuseCheck();
        var asked = LangfuseMediaRules.Read(await LangfuseBody.ReadAsync(context, check, ct), out var hash);
        check.Require();
        var (id, now) = (MediaRecord.IdOf(hash), time.NowNano());
        var use = new MediaUse(
            asked.TraceId,
            asked.ObservationId,
            asked.DatasetId,
            asked.DatasetItemId,
            asked.Field
        ).ToDocument(id, now);
        var isHere = await documents.ChangeAsync(
            project,
            change =>
            {
                if (asked.DatasetId is { } dataset && change.Find(LangfuseDatasetShelf.DatasetKind, dataset) is null)
                {
                    throw LangfuseDatasetShelf.NoDataset(dataset);
                }

                var found = change.Find(MediaRecord.Kind, id);
                var before = found?.Read(LangfuseJson.Plain.MediaRecord);
                var isHere = before?.UploadedAt is not null;
                if (isHere && (before!.Sha256Hash, before.ContentLength) != (asked.Sha256Hash, asked.ContentLength))
                {
                    throw LangfuseRefusal.BadRequest(
                        $"Bytes with this hash are here, but there are {before.ContentLength} of them; look at "
                            + "contentLength and sha256Hash again."
                    );
                }

                var record = isHere
                    ? before! with
                    {
                        ContentType = asked.ContentType,
                    }
                    : new(asked.ContentType, asked.ContentLength, asked.Sha256Hash, null, null, null, null);
                change.Put(record.ToDocument(id, found?.CreatedNano ?? now, now));
                change.Put(use);
                return isHere;
            },
            ct
        );
        var url = isHere ? null : addresses.Of(context.Request, MediaAddresses.Upload, project, id).Url;
        return TypedResults.Json(
            new LangfuseMediaUpload(id, url),
            LangfuseJson.Plain.LangfuseMediaUpload,
            statusCode: StatusCodes.Status201Created
        );
    }

    static async Task<IResult> ReportAsync(
        HttpContext context,
        IDocumentStore documents,
        TimeProvider time,
        string mediaId,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var report = LangfuseMediaRules.ReadReport(await LangfuseBody.ReadAsync(context, check, ct));
        check.Require();
        var now = time.NowNano();
        await documents.ChangeAsync(
            TracesApi.ProjectOf(context),
            change =>
            {
                var found = change.Find(MediaRecord.Kind, mediaId) ?? throw NotFound(mediaId);
                // Whether the bytes are here, we know better.
                var record = found.Read(LangfuseJson.Plain.MediaRecord) with
                {
                    UploadHttpStatus = report.UploadHttpStatus,
                    UploadHttpError = report.UploadHttpError,
                    UploadTimeMs = report.UploadTimeMs,
                };
                change.Put(record.ToDocument(mediaId, found.CreatedNano, now));
                return true;
            },
            ct
        );
        return TypedResults.NoContent();
    }

    static async Task<IResult> GetAsync(
        HttpContext context,
        IDocumentStore documents,
        MediaAddresses addresses,
        string mediaId,
        CancellationToken ct
    )
    {
        var project = TracesApi.ProjectOf(context);
        var found = await documents.FindAsync(project, MediaRecord.Kind, mediaId, ct) ?? throw NotFound(mediaId);
        var record = found.Read(LangfuseJson.Plain.MediaRecord);
        if (record.UploadedAt is not { } uploaded)
        {
            throw LangfuseRefusal.NotFound(
                record.UploadHttpStatus is { } status and not (200 or 201)
                    ? $"Media '{mediaId}' is not here: its sender says that the upload failed with status {status}"
                    : $"Media '{mediaId}' is not here yet: it was announced, but its bytes have not come"
            );
        }

        var (url, expiry) = addresses.Of(context.Request, MediaAddresses.Content, project, mediaId);
        return TypedResults.Json(
            new LangfuseMedium(mediaId, record.ContentType, record.ContentLength, uploaded, url, expiry),
            LangfuseJson.Plain.LangfuseMedium
        );
    }

    public static LangfuseRefusal NotFound(string id) => LangfuseRefusal.NotFound($"Media '{id}' not found");
}
