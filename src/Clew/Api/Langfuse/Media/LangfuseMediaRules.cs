using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Clew.Api.Langfuse.Datasets;
using Clew.Model;

namespace Clew.Api.Langfuse.Media;

/// <summary>What makes sense as a medium.</summary>
static class LangfuseMediaRules
{
    /// <summary>Bytes.</summary>
    const int MostBytes = 1_000_000_000;

    const int LongestType = 255;

    public static LangfuseNewMedia Read(LangfuseBody body, out byte[] hash)
    {
        var ofItem = body.Has("datasetId") || body.Has("datasetItemId");
        if (ofItem)
        {
            body.Text("datasetId", int.MaxValue);
            body.Text("datasetItemId", LangfuseDatasetShelf.LongestItemId);
            if (body.Has("traceId") || body.Has("observationId"))
            {
                body.Note(
                    "custom",
                    "A medium is announced for a trace or for an item of a dataset, not both.",
                    "traceId"
                );
            }
        }
        else
        {
            body.Text("traceId", int.MaxValue);
        }

        string[] fields = ofItem ? ["input", "expectedOutput", "metadata"] : ["input", "output", "metadata"];
        if (!body.Has("field"))
        {
            body.Note("invalid_type", "field is missing.", "field");
        }

        var type = body.Text("contentType", LongestType);
        // It becomes a header again, and those are ASCII.
        if (type.Length > 0 && !(Ascii.IsValid(type) && MediaTypeHeaderValue.TryParse(type, out _)))
        {
            body.Note("invalid_value", $"contentType is '{type}' but must be a type such as image/png.", "contentType");
        }

        hash = HashOf(body.Text("sha256Hash", 100));
        if (hash.Length != SHA256.HashSizeInBytes && body.Has("sha256Hash"))
        {
            body.Note("invalid_value", "sha256Hash must be the SHA-256 of the bytes in Base64.", "sha256Hash");
        }

        return new(
            Id(body, "traceId"),
            Id(body, "observationId"),
            body.TextOrNull("datasetId", int.MaxValue),
            body.TextOrNull("datasetItemId", int.MaxValue),
            body.Choice("field", fields) ?? "",
            type,
            Length(body),
            Convert.ToBase64String(hash)
        );
    }

    public static LangfuseMediaReport ReadReport(LangfuseBody body)
    {
        body.Time("uploadedAt");
        var status = body.Number("uploadHttpStatus");
        if (status is not (>= 0 and <= 999))
        {
            body.Note(
                "invalid_type",
                "uploadHttpStatus must be the status with which the upload was answered.",
                "uploadHttpStatus"
            );
        }

        return new(
            "",
            (int)(status ?? 0),
            body.TextOrNull("uploadHttpError", int.MaxValue) is { Length: > 0 } error ? error : null,
            body.Number("uploadTimeMs")
        );
    }

    static string? Id(LangfuseBody body, string name)
    {
        var id = body.TextOrNull(name, int.MaxValue);
        if (!string.IsNullOrEmpty(id) && !TraceId.TryParse(id, out _))
        {
            body.Note("invalid_value", $"{name} must be 1 to 800 characters, none of them a control character.", name);
        }

        return string.IsNullOrEmpty(id) ? null : id;
    }

    static long Length(LangfuseBody body)
    {
        var length = body.Number("contentLength");
        if (length is null && body.Has("contentLength"))
        {
            return 0;
        }

        switch (length)
        {
            case null:
                body.Note("invalid_type", "contentLength is missing.", "contentLength");
                break;
            case < 1:
                body.Note("too_small", "contentLength must be at least 1.", "contentLength");
                break;
            case > MostBytes:
                body.Note(
                    "too_big",
                    $"contentLength is {length} but at most {MostBytes} bytes are taken.",
                    "contentLength"
                );
                break;
            case { } whole when whole != Math.Floor(whole):
                body.Note("invalid_type", "contentLength must be a whole number of bytes.", "contentLength");
                break;
        }

        return (long)Math.Clamp(length ?? 0, 0, MostBytes);
    }

    /// <summary>Empty if it is not Base64.</summary>
    static byte[] HashOf(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : [];
    }
}
