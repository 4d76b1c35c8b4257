using Clew.Model;
using Clew.Pricing;

namespace Clew.Tests.Pricing;

public sealed class MatchingTests
{
    static readonly PriceBook Book = new();
    static readonly Usage Some = new(1_000, 1_000, null, null, null, null);

    static string? PricedAs(string? provider, string? request, string? response = null) =>
        Book.Price(provider, request, response, Some, At.Lately)?.PricedAs;

    [Theory]
    [InlineData("openai", "gpt-4o", "openai/gpt-4o")]
    [InlineData("openai", " GPT-4o ", "openai/gpt-4o")]
    [InlineData("openai", "gpt-4o-2024-08-06", "openai/gpt-4o")]
    [InlineData("openai", "gpt-4o-2024-05-13", "openai/gpt-4o-2024-05-13")]
    [InlineData("openai", "gpt-5.6", "openai/gpt-5.6-sol @2026-08-21")]
    [InlineData("openai", "gpt-4o-mini", "openai/gpt-4o-mini")]
    [InlineData("minimax", "minimax-m2", "minimax/MiniMax-M2")]
    public void The_id_itself_or_an_alias(string provider, string model, string expected) =>
        Assert.Equal(expected, PricedAs(provider, model));

    [Theory]
    [InlineData("openai", "openai/gpt-4o")]
    [InlineData("openai", "openrouter/openai/gpt-4o")]
    [InlineData("azure", "azure/gpt-4o", "azure/gpt-4o")]
    [InlineData("google", "models/gemini-2.5-pro", "google/gemini-2.5-pro")]
    [InlineData("google", "gemini/gemini-2.5-pro", "google/gemini-2.5-pro")]
    [InlineData("google", "publishers/google/models/gemini-2.5-pro", "google/gemini-2.5-pro")]
    [InlineData(
        "gcp.vertex_ai",
        "projects/p/locations/l/publishers/google/models/gemini-2.5-pro",
        "google/gemini-2.5-pro"
    )]
    [InlineData("gcp.vertex_ai", "publishers/zai-org/models/glm-5-maas", "google-vertex/zai-org/glm-5-maas")]
    [InlineData("gcp.vertex_ai", "vertex_ai/claude-opus-4-5", "google-vertex/claude-opus-4-5")]
    [InlineData("aws-bedrock", "bedrock/converse/anthropic.claude-opus-4-7", "aws-bedrock/anthropic.claude-opus-4-7")]
    [InlineData("xai", "x-ai/grok-4", "xai/grok-4")]
    [InlineData("mistral", "mistral/mistral-small", "mistral/mistral-small")]
    [InlineData("groq", "groq/openai/gpt-oss-120b", "groq/openai/gpt-oss-120b")]
    [InlineData("groq", "openai/gpt-oss-120b", "groq/openai/gpt-oss-120b")]
    [InlineData(
        "fireworks",
        "fireworks_ai/accounts/fireworks/models/gpt-oss-20b",
        "fireworks/accounts/fireworks/models/gpt-oss-20b"
    )]
    [InlineData("perplexity", "perplexity/sonar-deep-research", "perplexity/sonar-deep-research")]
    [InlineData("alibaba", "dashscope/qwen-max", "alibaba/qwen-max")]
    [InlineData("openrouter", "openrouter/anthropic/claude-sonnet-4.5", "openrouter/anthropic/claude-sonnet-4.5")]
    public void Routing_prefixes_do_not_matter(string provider, string model, string expected = "openai/gpt-4o") =>
        Assert.Equal(expected, PricedAs(provider, model));

    [Theory]
    [InlineData("ft:gpt-4o-mini-2024-07-18:acme::A1b2C3", "openai/ft:gpt-4o-mini-2024-07-18")]
    [InlineData("ft:gpt-3.5-turbo-0125:acme:name:id", "openai/ft:gpt-3.5-turbo")]
    [InlineData("ft:gpt-5-nano:acme::id", null)]
    [InlineData("ft:", null)]
    public void A_fine_tune_has_its_own_price_or_none(string model, string? expected)
    {
        Assert.Equal(expected, PricedAs("openai", model));
        Assert.Equal(expected, PricedAs(null, model));
    }

    [Theory]
    [InlineData("us.anthropic.claude-opus-4-7", "anthropic.claude-opus-4-7")]
    [InlineData("ca.anthropic.claude-opus-4-7", "anthropic.claude-opus-4-7")]
    [InlineData("apac.anthropic.claude-opus-4-7", "anthropic.claude-opus-4-7")]
    [InlineData("anthropic.claude-opus-4-7-v1:0", "anthropic.claude-opus-4-7")]
    [InlineData("anthropic.claude-opus-4-7-20260416-v1:0", "anthropic.claude-opus-4-7")]
    [InlineData("anthropic.claude-opus-4-6", "anthropic.claude-opus-4-6-v1")]
    [InlineData("openai.gpt-oss-120b-1", "openai.gpt-oss-120b")]
    [InlineData("amazon.nova-pro", "amazon.nova-pro-v1:0")]
    [InlineData("amazon.nova-pro-v1", "amazon.nova-pro-v1:0")]
    [InlineData("eu.amazon.nova-pro", "eu.amazon.nova-pro-v1:0")]
    [InlineData("us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0", "us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0")]
    [InlineData("us-gov.anthropic.claude-opus-4-7", "anthropic.claude-opus-4-7")]
    [InlineData("global.anthropic.claude-opus-4-7", "global.anthropic.claude-opus-4-7")]
    [InlineData("global.anthropic.claude-opus-4-1-20250805-v1:0", null)]
    [InlineData("sa.anthropic.claude-opus-4-7", null)]
    [InlineData(
        "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-opus-4-7",
        "anthropic.claude-opus-4-7"
    )]
    [InlineData("arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc", null)]
    [InlineData("arn:aws:bedrock:eu-west-1:123456789012:provisioned-model/", null)]
    public void Bedrock(string model, string? expected)
    {
        expected = expected is null ? null : "aws-bedrock/" + expected;
        Assert.Equal(expected, PricedAs("aws.bedrock", model));
        Assert.Equal(expected, PricedAs("strands-agents", model));
    }

    [Theory]
    [InlineData("openai", "gpt-4o-2031-12-31", "openai/gpt-4o")]
    [InlineData("anthropic", "claude-opus-4-5-20991231", "anthropic/claude-opus-4-5")]
    [InlineData("anthropic", "claude-opus-4-5@20251101", "anthropic/claude-opus-4-5")]
    [InlineData("anthropic", "claude-opus-4-5@default", "anthropic/claude-opus-4-5")]
    [InlineData("anthropic", "claude-opus-4-5@latest", "anthropic/claude-opus-4-5")]
    [InlineData("openai", "gpt-4o-2031-13-31", null)]
    [InlineData("openai", "gpt-4o-12345678", null)]
    [InlineData("openai", "gpt-4o-0613", null)]
    [InlineData("openai", "-2024-08-06", null)]
    public void A_date_may_be_left_out(string provider, string model, string? expected) =>
        Assert.Equal(expected, PricedAs(provider, model));

    [Theory]
    [InlineData("azure", "gpt-5.6-cyber", "openai/gpt-5.6-cyber")]
    [InlineData("azure", "claude-fable-5-1", "anthropic/claude-fable-5-1")]
    [InlineData("azure", "deepseek-reasoner", "deepseek/deepseek-reasoner")]
    [InlineData("azure", "grok-4.3", "xai/grok-4.3")]
    [InlineData("azure", "kimi-k3", "moonshot/kimi-k3")]
    [InlineData("google-vertex", "gemini-2.5-pro", "google/gemini-2.5-pro")]
    [InlineData("google-vertex", "claude-2.1", "anthropic/claude-2.1")]
    [InlineData("google", "claude-2.1", null)]
    [InlineData("openai", "claude-2.1", null)]
    public void A_platform_falls_back_to_the_makers(string provider, string model, string? expected) =>
        Assert.Equal(expected, PricedAs(provider, model));

    [Theory]
    [InlineData("gpt-4o", "openai/gpt-4o")]
    [InlineData("chatgpt-4o-latest", "openai/chatgpt-4o-latest")]
    [InlineData("o1", "openai/o1")]
    [InlineData("o3-mini", "openai/o3-mini")]
    [InlineData("o4-mini", "openai/o4-mini")]
    [InlineData("claude-opus-4-5", "anthropic/claude-opus-4-5")]
    [InlineData("gemini-2.5-pro", "google/gemini-2.5-pro")]
    [InlineData("grok-4", "xai/grok-4")]
    [InlineData("command-r-08-2024", "cohere/command-r-08-2024")]
    [InlineData("deepseek-chat", "deepseek/deepseek-chat")]
    [InlineData("open-mixtral-8x7b", "mistral/open-mixtral-8x7b")]
    [InlineData("codestral-2508", "mistral/codestral-2508")]
    [InlineData("anthropic.claude-opus-4-7", "aws-bedrock/anthropic.claude-opus-4-7")]
    [InlineData("accounts/fireworks/models/gpt-oss-20b", "fireworks/accounts/fireworks/models/gpt-oss-20b")]
    [InlineData("azure/gpt-4o", "azure/gpt-4o")]
    [InlineData("groq/llama-3.3-70b-versatile", "groq/llama-3.3-70b-versatile")]
    [InlineData("openrouter/anthropic/claude-sonnet-4.5", "openrouter/anthropic/claude-sonnet-4.5")]
    [InlineData("anthropic/claude-opus-4-5", "anthropic/claude-opus-4-5")]
    [InlineData("gpt-oss-20b", null)]
    [InlineData("llama3.1", null)]
    [InlineData("llama-3.3-70b-versatile", null)]
    [InlineData("meta-llama/Llama-3.3-70B-Instruct-Turbo", null)]
    public void Without_a_provider_the_family_tells(string model, string? expected)
    {
        Assert.Equal(expected, PricedAs(null, model));
        Assert.Equal(expected, PricedAs(" ", model));
        Assert.Equal(expected, PricedAs("litellm", model));
    }

    [Theory]
    [InlineData("gpt-4")]
    [InlineData("gpt-5.4")]
    [InlineData("claude-opus-4-5")]
    [InlineData("gemini-2.5-flash")]
    public void A_longer_name_is_another_model(string model)
    {
        Assert.NotNull(PricedAs(null, model));
        Assert.Null(PricedAs(null, model + "-ultra"));
        Assert.Null(PricedAs(null, model + "x"));
        Assert.Null(PricedAs(null, model[..^1] + "?"));
    }

    [Theory]
    [InlineData("azure.ai.openai", "azure")]
    [InlineData("azure.ai.inference", "azure")]
    [InlineData("az.ai.openai", "azure")]
    [InlineData("Azure_OpenAI", "azure")]
    [InlineData("aws.bedrock", "aws-bedrock")]
    [InlineData("amazon-bedrock", "aws-bedrock")]
    [InlineData("AWS", "aws-bedrock")]
    [InlineData("gcp.gemini", "google")]
    [InlineData("gcp.gen_ai", "google")]
    [InlineData("google.generative-ai", "google")]
    [InlineData("google_genai", "google")]
    [InlineData("gcp.vertex_ai", "google-vertex")]
    [InlineData("vertex_ai", "google-vertex")]
    [InlineData("google.vertex.chat", "google-vertex")]
    [InlineData("vertex.anthropic.messages", "google-vertex")]
    [InlineData("x_ai", "xai")]
    [InlineData("x-ai", "xai")]
    [InlineData("xai.chat", "xai")]
    [InlineData("mistral_ai", "mistral")]
    [InlineData("ibm.watsonx.ai", "watsonx")]
    [InlineData("moonshotai", "moonshot")]
    [InlineData("openai.chat", "openai")]
    [InlineData("openai.responses", "openai")]
    [InlineData("anthropic.messages", "anthropic")]
    [InlineData("Anthropic", "anthropic")]
    [InlineData("fakeai.chat", "fakeai")]
    [InlineData("ollama", "ollama")]
    [InlineData("langchain", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Names_of_providers(string? reported, string? expected) =>
        Assert.Equal(expected, Providers.Named(reported));

    [Theory]
    [InlineData("ollama", "gpt-4o")]
    [InlineData("fakeai.chat", "gpt-4o")]
    [InlineData("openai", "llama-3.3-70b-versatile")]
    [InlineData("openai", "")]
    [InlineData("openai", "  ")]
    [InlineData("openai", null)]
    public void What_is_not_known_has_no_price(string provider, string? model) =>
        Assert.Null(PricedAs(provider, model));

    [Fact]
    public void An_endless_name_has_no_price()
    {
        Assert.Null(PricedAs("openai", new string('x', 1_000_000)));
        Assert.Null(PricedAs(new string('.', 1_000_000), "gpt-9"));
        Assert.Null(PricedAs(null, string.Concat(Enumerable.Repeat("models/", 10_000))));
    }

    [Theory]
    [InlineData("openai", "gpt-4o", "gpt-4o-mini", "openai/gpt-4o-mini")]
    [InlineData("openai", "gpt-4o", "something-else", "openai/gpt-4o")]
    [InlineData("openai", "my-alias", "gpt-4o", "openai/gpt-4o")]
    [InlineData("openai", null, "gpt-4o", "openai/gpt-4o")]
    [InlineData("azure", "gpt-4o", null, "azure/gpt-4o")]
    [InlineData("azure", "gpt-4o", "gpt-9", null)]
    public void The_response_counts_before_the_request(
        string provider,
        string? request,
        string? response,
        string? expected
    ) => Assert.Equal(expected, PricedAs(provider, request, response));

    [Theory]
    [InlineData("openrouter", "meta-llama/llama-3.3-70b-instruct:free", null)]
    [InlineData("openrouter", "meta-llama/llama-3.3-70b-instruct:free", "meta-llama/llama-3.3-70b-instruct")]
    [InlineData(null, "openrouter/meta-llama/llama-3.3-70b-instruct:free", null)]
    public void Free_is_free(string? provider, string request, string? response)
    {
        var cost = Book.Price(provider, request, response, Some, At.Lately)!.Value;
        Assert.Equal(new CallCost(0, 0, 0, "openrouter/meta-llama/llama-3.3-70b-instruct:free"), cost);
        Assert.Null(Book.Price(provider, request, response, default(Usage), At.Lately));
    }

    [Theory]
    [InlineData("openai", "gpt-4o:free")]
    [InlineData("openrouter", "openai/gpt-4o:nitro")]
    [InlineData("openrouter", "openai/gpt-4o:floor")]
    [InlineData("openrouter", "openai/gpt-4o:online")]
    public void Other_routes_have_no_known_price(string provider, string model) =>
        Assert.Null(PricedAs(provider, model));

    [Fact]
    public void Many_threads_and_more_names_than_are_remembered()
    {
        var expected = PricedAs("openai", "gpt-4o");
        Parallel.For(
            0,
            20_000,
            i =>
            {
                Assert.Equal(expected, PricedAs("openai", "gpt-4o"));
                Assert.Null(PricedAs("openai", "nobody-" + i));
                Assert.Equal("anthropic/claude-opus-4-5", PricedAs(null, "claude-opus-4-5"));
            }
        );
    }
}
