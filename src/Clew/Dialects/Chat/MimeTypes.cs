using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects.Chat;

/// <summary>What an input or output is, when the sender is silent or wrong.</summary>
static class MimeTypes
{
    /// <summary>
    /// A missing type becomes <c>application/json</c> if the text is JSON (also <c>42</c> or <c>"a"</c>), else
    /// <c>text/plain</c>. A declared <c>application/json</c> that is not JSON becomes <c>text/plain</c>. Any other
    /// declared type is kept.
    /// </summary>
    public static string Resolve(ReadOnlySpan<byte> utf8, string? declared)
    {
        if (!string.IsNullOrWhiteSpace(declared) && !IsJson(declared))
        {
            return declared.Trim();
        }

        return Json.IsValid(utf8) ? Payload.Json : Payload.Text;
    }

    /// <summary>What stands at a URI, as far as it tells: by itself if it is one of data, else by its ending.</summary>
    public static string? OfUri(string? uri)
    {
        if (uri is null)
        {
            return null;
        }

        if (uri.StartsWith("data:", StringComparison.Ordinal))
        {
            var end = uri.AsSpan().IndexOfAny(';', ',');
            return end > "data:".Length ? uri["data:".Length..end] : null;
        }

        var path = uri.AsSpan();
        path = path[..(path.IndexOfAny('?', '#') is var query and >= 0 ? query : path.Length)];
        return path[(path.LastIndexOf('.') + 1)..] switch
        {
            "png" => "image/png",
            "jpg" or "jpeg" => "image/jpeg",
            "gif" => "image/gif",
            "webp" => "image/webp",
            "svg" => "image/svg+xml",
            "mp3" => "audio/mpeg",
            "wav" => "audio/wav",
            "mp4" => "video/mp4",
            "pdf" => "application/pdf",
            _ => null,
        };
    }

    /// <summary><c>application/json</c>, whatever its case and parameters.</summary>
    static bool IsJson(string declared)
    {
        var end = declared.IndexOf(';', StringComparison.Ordinal);
        var type = (end < 0 ? declared : declared[..end]).Trim();
        return type.Equals(Payload.Json, StringComparison.OrdinalIgnoreCase);
    }
}
