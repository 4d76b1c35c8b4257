namespace Clew.Pricing;

/// <summary>Who serves a model: the names that telemetry has for providers, and what an id alone says.</summary>
static class Providers
{
    const string Bedrock = "aws-bedrock";

    // Beside the names of the tables themselves. "_" counts as "-". A name with a dot is looked up whole, then up to
    // its first dot: Vercel's "openai.responses" is openai.
    static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["alibaba-cloud"] = "alibaba",
        ["dashscope"] = "alibaba",
        ["qwen"] = "alibaba",
        ["amazon"] = Bedrock,
        ["amazon-bedrock"] = Bedrock,
        ["aws"] = Bedrock,
        ["bedrock"] = Bedrock,
        ["bedrock-converse"] = Bedrock,
        ["az"] = "azure",
        ["azure-ai"] = "azure",
        ["azure-openai"] = "azure",
        ["azureopenai"] = "azure",
        ["cohere-chat"] = "cohere",
        ["fireworks-ai"] = "fireworks",
        ["gcp"] = "google",
        ["gcp.vertex-ai"] = "google-vertex",
        ["gemini"] = "google",
        ["google-ai-studio"] = "google",
        ["google-genai"] = "google",
        ["google-gla"] = "google",
        ["googleai"] = "google",
        ["google-vertexai"] = "google-vertex",
        ["google.vertex"] = "google-vertex",
        ["vertex"] = "google-vertex",
        ["vertex-ai"] = "google-vertex",
        ["vertexai"] = "google-vertex",
        ["ibm"] = "watsonx",
        ["mistral-ai"] = "mistral",
        ["mistralai"] = "mistral",
        ["moonshot-ai"] = "moonshot",
        ["moonshotai"] = "moonshot",
        ["nebius-ai-studio"] = "nebius",
        ["novita-ai"] = "novita",
        ["text-completion-openai"] = "openai",
        ["together-ai"] = "together",
        ["togetherai"] = "together",
        ["voyage-ai"] = "voyage",
        ["voyageai"] = "voyage",
        ["x-ai"] = "xai",
        ["z-ai"] = "zai",
        ["zai-org"] = "zai",
        ["zhipuai"] = "zai",
    };

    // Some instrumentations name themselves, or the gateway; that says nothing about who serves.
    static readonly HashSet<string> NotProviders = new(StringComparer.Ordinal)
    {
        "autogen",
        "crewai",
        "gateway",
        "langchain",
        "langgraph",
        "litellm",
        "llama-index",
        "llamaindex",
        "openai-agents",
        "pydantic-ai",
        "strands-agents",
        "unknown",
    };

    // A platform that resells a model at its maker's price.
    static readonly Dictionary<string, string[]> Makers = new(StringComparer.Ordinal)
    {
        ["azure"] = ["openai", "anthropic", "deepseek", "xai", "moonshot"],
        ["google-vertex"] = ["google", "anthropic"],
    };

    static readonly (string Start, string Provider)[] Families =
    [
        ("gpt-", "openai"),
        ("chatgpt-", "openai"),
        ("o1", "openai"),
        ("o3", "openai"),
        ("o4", "openai"),
        ("text-embedding-", "openai"),
        ("ft:gpt", "openai"),
        ("claude", "anthropic"),
        ("gemini", "google"),
        ("grok-", "xai"),
        ("command-", "cohere"),
        ("embed-", "cohere"),
        ("deepseek-", "deepseek"),
        ("mistral-", "mistral"),
        ("ministral-", "mistral"),
        ("magistral-", "mistral"),
        ("codestral-", "mistral"),
        ("devstral-", "mistral"),
        ("pixtral-", "mistral"),
        ("voxtral-", "mistral"),
        ("open-mistral-", "mistral"),
        ("open-mixtral-", "mistral"),
        ("accounts/fireworks/", "fireworks"),
        ("arn:aws", Bedrock),
    ];

    // Routing prefixes that are a place where models run, not the maker of one.
    static readonly (string Start, string Provider)[] Routes =
    [
        ("azure/", "azure"),
        ("azure_ai/", "azure"),
        ("bedrock/", Bedrock),
        ("converse/", Bedrock),
        ("vertex_ai/", "google-vertex"),
        ("gemini/", "google"),
        ("groq/", "groq"),
        ("together_ai/", "together"),
        ("fireworks_ai/", "fireworks"),
        ("openrouter/", "openrouter"),
        ("perplexity/", "perplexity"),
        ("dashscope/", "alibaba"),
    ];

    /// <summary>The table's name of a provider; an unknown one as it is, in lower case; null if none is named.</summary>
    public static string? Named(string? reported)
    {
        if (ModelIds.Plain(reported)?.Replace('_', '-') is not { } key)
        {
            return null;
        }

        for (var end = key.Length; end > 0; end = key.LastIndexOf('.', end - 1))
        {
            if (Names.TryGetValue(key[..end], out var known))
            {
                return known;
            }
        }

        var dot = key.IndexOf('.');
        key = dot < 0 ? key : key[..dot];
        return NotProviders.Contains(key) ? null : key;
    }

    /// <summary>Whose tables to look into: the provider's own, then those of the makers it resells.</summary>
    public static IEnumerable<string> TablesFor(string provider) =>
        Makers.TryGetValue(provider, out var makers) ? makers.Prepend(provider) : [provider];

    /// <summary>Whether the id that was asked for is a name that the customer chose.</summary>
    public static bool HasDeployments(string provider) => provider is "azure";

    public static bool IsBedrock(string? provider) => provider is Bedrock;

    public static bool IsOpenRouter(string? provider) => provider is "openrouter";

    /// <summary>The provider of an id that comes without one; null if that is not plain.</summary>
    public static string? Inferred(string? model)
    {
        if (ModelIds.Plain(model) is not { } id)
        {
            return null;
        }

        for (var rest = id; rest is not null; rest = ModelIds.WithoutRouting(rest))
        {
            if (StartOf(rest, Routes) is { } place)
            {
                return place;
            }

            id = rest;
        }

        // "vendor.model" is how Bedrock's ids look; it is still looked up whole.
        return StartOf(id, Families) ?? (id.Contains('.') && !id.Contains('/') ? Bedrock : null);
    }

    static string? StartOf(string id, (string Start, string Provider)[] known)
    {
        foreach (var (start, provider) in known)
        {
            if (id.StartsWith(start, StringComparison.Ordinal))
            {
                return provider;
            }
        }

        return null;
    }
}
