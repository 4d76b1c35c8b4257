using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Clew.Api.Langfuse.Reads;
using Microsoft.AspNetCore.Http;

namespace Clew.Api.Langfuse.Media;

/// <summary>
/// Addresses at which a medium can be sent or fetched for a while without a key: whoever has one was given it by someone
/// with a key. They end with the process.
/// </summary>
/// <param name="secret">Random; whoever knows it can make addresses.</param>
sealed class MediaAddresses(ReadOnlyMemory<byte> secret, TimeProvider time)
{
    public const string Upload = "upload";
    public const string Content = "content";

    /// <summary>Enough for a large file on a slow line to begin, and for a page to be read.</summary>
    static readonly TimeSpan goodFor = TimeSpan.FromHours(1);

    /// <param name="request">Asked under the name by which its sender reaches us.</param>
    /// <param name="door"><see cref="Upload"/> or <see cref="Content"/>.</param>
    public (string Url, string Expiry) Of(HttpRequest request, string door, string project, string id)
    {
        var end = time.GetUtcNow().Add(goodFor).ToUnixTimeSeconds();
        var scheme = request.Headers["X-Forwarded-Proto"].ToString() is "https" ? "https" : request.Scheme;
        var url =
            $"{scheme}://{request.Host}{request.PathBase}/api/public/media/{Uri.EscapeDataString(id)}/{door}"
            + $"?project={Uri.EscapeDataString(project)}&expires={end}&signature={Sign(door, project, id, end)}";
        return (url, LangfuseTraces.Time(end * 1_000_000_000));
    }

    /// <summary>The project of a request to such an address.</summary>
    /// <exception cref="LangfuseRefusal">It is not one of ours, or its time is over.</exception>
    public string RequireProject(HttpRequest request, string door, string id)
    {
        var project = request.Query["project"].ToString();
        var signature = request.Query["signature"].ToString();
        if (
            !long.TryParse(request.Query["expires"], NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            || !CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(signature),
                Encoding.UTF8.GetBytes(Sign(door, project, id, end))
            )
        )
        {
            throw LangfuseRefusal.Forbidden(
                "This address is not one that this server gave since it started; ask anew."
            );
        }

        return end > time.GetUtcNow().ToUnixTimeSeconds()
            ? project
            : throw LangfuseRefusal.Forbidden("This address is no longer good; ask for a new one.");
    }

    /// <summary>A line each: neither ids nor projects have line ends.</summary>
    string Sign(string door, string project, string id, long end) =>
        Base64Url.EncodeToString(
            HMACSHA256.HashData(secret.Span, Encoding.UTF8.GetBytes($"{door}\n{end}\n{id}\n{project}"))
        );
}
