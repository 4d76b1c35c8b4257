namespace Clew.Pricing;

/// <summary>
/// The spellings under which a reported model id may stand in a table, the likeliest first. They only take away what
/// is known not to belong to the id; nothing is matched by its beginning, because gpt-4o and gpt-4o-mini are not alike.
/// </summary>
static class ModelIds
{
    /// <summary>No provider has ids nearly as long; what is longer is not looked up.</summary>
    public const int MaxLength = 512;

    const int MostPrefixes = 4;

    // What gateways and SDKs put in front to say where a call goes.
    static readonly string[] RoutingPrefixes =
    [
        "openai/",
        "anthropic/",
        "azure/",
        "azure_ai/",
        "models/",
        "gemini/",
        "google/",
        "vertex_ai/",
        "bedrock/",
        "converse/",
        "xai/",
        "x-ai/",
        "mistral/",
        "cohere/",
        "deepseek/",
        "groq/",
        "together_ai/",
        "fireworks_ai/",
        "openrouter/",
        "perplexity/",
        "dashscope/",
    ];

    // The regions of Bedrock's inference profiles. "global." is not among them: it has prices of its own.
    static readonly string[] Regions = ["us.", "eu.", "apac.", "au.", "jp.", "ca.", "us-gov."];

    static readonly string[] Revisions = ["-v1:0", "-v1", ":0"];

    static readonly string[] MovingTags = ["@default", "@latest"];

    /// <summary>An id in lower case without spaces around it; null if it cannot be one.</summary>
    public static string? Plain(string? reported) =>
        reported is { Length: > 0 and <= MaxLength } && reported.Trim() is { Length: > 0 } id
            ? id.ToLowerInvariant()
            : null;

    /// <summary>The spellings of an id, in lower case, without doubles.</summary>
    public static List<string> SpellingsOf(string? reported, bool isBedrock)
    {
        var found = new List<string>();
        if (Plain(reported) is not { } id)
        {
            return found;
        }

        Add(id);
        // The name of a resource of AWS says the model at its end.
        var rest = id.StartsWith("arn:", StringComparison.Ordinal) ? id[(id.LastIndexOf('/') + 1)..] : id;
        Add(rest);
        for (var i = 0; i < MostPrefixes && WithoutRouting(rest) is { } shorter; i++)
        {
            Add(PublisherAndModel(rest));
            Add(shorter);
            rest = shorter;
        }

        ForEach(FineTuneBase);
        if (isBedrock)
        {
            ForEachMany(BedrockSpellings);
        }

        ForEach(WithoutDate);
        return found;

        void Add(string? spelling)
        {
            if (spelling is { Length: > 0 } && !found.Contains(spelling))
            {
                found.Add(spelling);
            }
        }

        void ForEach(Func<string, string?> change) => ForEachMany(s => [change(s)]);

        void ForEachMany(Func<string, IEnumerable<string?>> change)
        {
            foreach (var known in found.ToArray())
            {
                foreach (var spelling in change(known))
                {
                    Add(spelling);
                }
            }
        }
    }

    /// <summary>The id without the first word of the way it goes; null if there is none.</summary>
    public static string? WithoutRouting(string id)
    {
        if (PublisherAndModel(id) is { } both)
        {
            return both[(both.IndexOf('/') + 1)..];
        }

        foreach (var prefix in RoutingPrefixes)
        {
            if (id.StartsWith(prefix, StringComparison.Ordinal))
            {
                return id[prefix.Length..];
            }
        }

        return null;
    }

    /// <summary>Vertex: <c>…publishers/meta/models/llama</c> is meta/llama there, or llama.</summary>
    static string? PublisherAndModel(string id)
    {
        const string Publishers = "publishers/";
        const string Models = "/models/";
        var start =
            id.StartsWith(Publishers, StringComparison.Ordinal) ? 0
            : id.StartsWith("projects/", StringComparison.Ordinal) ? id.IndexOf(Publishers, StringComparison.Ordinal)
            : -1;
        var end = start < 0 ? -1 : id.IndexOf(Models, start, StringComparison.Ordinal);
        return end < 0 ? null : $"{id[(start + Publishers.Length)..end]}/{id[(end + Models.Length)..]}";
    }

    /// <summary><c>ft:base:org:name:id</c> has the price of <c>ft:base</c>, which is not that of the base.</summary>
    static string? FineTuneBase(string id)
    {
        const string Mark = "ft:";
        var end = id.StartsWith(Mark, StringComparison.Ordinal) ? id.IndexOf(':', Mark.Length) : -1;
        return end < 0 ? null : id[..end];
    }

    /// <summary>Revisions come and go in Bedrock's ids; the region matters only where it has its own price.</summary>
    static IEnumerable<string> BedrockSpellings(string id)
    {
        var region = Regions.FirstOrDefault(r => id.StartsWith(r, StringComparison.Ordinal));
        foreach (var model in region is null ? [id] : new[] { id, id[region.Length..] })
        {
            yield return model;
            foreach (var revision in Revisions)
            {
                if (model.EndsWith(revision, StringComparison.Ordinal))
                {
                    yield return model[..^revision.Length];
                }
            }

            foreach (var revision in Revisions)
            {
                yield return model + revision;
            }
        }
    }

    /// <summary>Without <c>-2024-05-13</c>, <c>-20240513</c>, <c>@20240513</c>, <c>@default</c> or <c>@latest</c>.</summary>
    static string? WithoutDate(string id)
    {
        foreach (var tag in MovingTags)
        {
            if (id.EndsWith(tag, StringComparison.Ordinal))
            {
                return id[..^tag.Length];
            }
        }

        return IsDate(id, "yyyyMMdd") && id[^9] is '-' or '@' ? id[..^9]
            : IsDate(id, "yyyy-MM-dd") && id[^11] is '-' ? id[..^11]
            : null;
    }

    /// <summary>Whether the id ends with a day of this century.</summary>
    static bool IsDate(string id, string format) =>
        id.Length > format.Length + 1
        && DateOnly.TryParseExact(id.AsSpan(^format.Length), format, out var day)
        && day.Year is >= 2000 and < 2100;
}
