namespace Clew.Api.Langfuse.Media;

/// <summary>A medium to send, and where it is mentioned: in a trace, an observation, or an item of a dataset.</summary>
/// <param name="DatasetItemId">Goes with <c>datasetId</c>; need not exist yet.</param>
/// <param name="Field">input, output or metadata; of an item input, expectedOutput or metadata.</param>
/// <param name="ContentType">For example <c>image/png</c>.</param>
/// <param name="ContentLength">Bytes, up to 1 GB.</param>
/// <param name="Sha256Hash">Of the bytes, in Base64.</param>
sealed record LangfuseNewMedia(
    string? TraceId,
    string? ObservationId,
    string? DatasetId,
    string? DatasetItemId,
    string Field,
    string ContentType,
    long ContentLength,
    string Sha256Hash
);

/// <param name="UploadUrl">Where to PUT the bytes, within an hour and without a key; null if they are here already.</param>
sealed record LangfuseMediaUpload(string MediaId, string? UploadUrl);

/// <summary>How an upload went, as its sender saw it.</summary>
sealed record LangfuseMediaReport(
    string UploadedAt,
    int UploadHttpStatus,
    string? UploadHttpError,
    double? UploadTimeMs
);

/// <param name="ContentLength">Bytes.</param>
/// <param name="Url">Where to GET the bytes without a key, until <paramref name="UrlExpiry"/>.</param>
sealed record LangfuseMedium(
    string MediaId,
    string ContentType,
    long ContentLength,
    string UploadedAt,
    string Url,
    string UrlExpiry
);
