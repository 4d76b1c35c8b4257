using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Clew.Api.Langfuse;

/// <summary>Names in a path, such as <c>folder%2Fprompt</c>.</summary>
static class LangfusePath
{
    /// <summary>
    /// The name that follows a segment of the path. The framework's own value cannot be used: it decodes everything but
    /// <c>%2F</c>, and so a slash looks like the text "%2F".
    /// </summary>
    /// <param name="after">For example <c>prompts</c>.</param>
    /// <param name="bound">What the framework says, for a request that did not come over a network.</param>
    public static string NameAfter(HttpContext context, string after, string bound)
    {
        var segments = SegmentsOf(context);
        var place = Array.FindIndex(segments, s => s.Equals(after, StringComparison.OrdinalIgnoreCase));
        return place >= 0 && place + 1 < segments.Length ? Uri.UnescapeDataString(segments[place + 1]) : bound;
    }

    /// <summary>As <see cref="NameAfter"/>, of the last segment.</summary>
    public static string LastName(HttpContext context, string bound) =>
        SegmentsOf(context) is [.., var last] ? Uri.UnescapeDataString(last) : bound;

    static string[] SegmentsOf(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        return target.Split('?', 2)[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
    }
}
