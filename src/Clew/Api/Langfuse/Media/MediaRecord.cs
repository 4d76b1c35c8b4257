using System.Buffers.Text;
using Clew.Store;

namespace Clew.Api.Langfuse.Media;

/// <summary>
/// What is known of a picture, a sound or a file besides its bytes. Bytes make its id, so that the same bytes are one
/// medium in a project, however often they are sent.
/// </summary>
/// <param name="ContentLength">Bytes.</param>
/// <param name="Sha256Hash">Base64.</param>
/// <param name="UploadedAt">When the bytes came; null while they are not here.</param>
/// <param name="UploadHttpStatus">What the sender says that its upload was answered with, as is what follows.</param>
sealed record MediaRecord(
    string ContentType,
    long ContentLength,
    string Sha256Hash,
    string? UploadedAt,
    int? UploadHttpStatus,
    string? UploadHttpError,
    double? UploadTimeMs
)
{
    public const string Kind = "media";

    /// <summary>Clients work it out themselves before they ask: the first 132 bits of the hash.</summary>
    public static string IdOf(ReadOnlySpan<byte> hash) => Base64Url.EncodeToString(hash)[..22];

    /// <summary>The medium, once its bytes are here; null if there is none.</summary>
    public static async Task<MediaRecord?> FindUploadedAsync(
        IDocumentStore documents,
        string project,
        string id,
        CancellationToken ct
    ) =>
        await documents.FindAsync(project, Kind, id, ct) is { } found
        && found.Read(LangfuseJson.Plain.MediaRecord) is { UploadedAt: not null } record
            ? record
            : null;

    public Document ToDocument(string id, long created, long now) =>
        new(Kind, id, null, null, created, now, LangfuseDocuments.Write(this, LangfuseJson.Plain.MediaRecord));
}

/// <summary>Where a medium is mentioned. It is kept, as a document, for whoever looks for what nobody mentions.</summary>
sealed record MediaUse(string? TraceId, string? ObservationId, string? DatasetId, string? DatasetItemId, string Field)
{
    public const string Kind = "media-use";

    public Document ToDocument(string media, long now) =>
        new(
            Kind,
            $"{media}\n{TraceId}\n{ObservationId}\n{DatasetId}\n{DatasetItemId}\n{Field}",
            media,
            TraceId ?? DatasetItemId,
            now,
            now,
            LangfuseDocuments.Write(this, LangfuseJson.Plain.MediaUse)
        );
}
