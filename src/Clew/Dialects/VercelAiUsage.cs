using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Tokens of the AI SDK. Each version has other names, and some calls report input and output only; what came from a
/// cache then stands in the provider's own metadata, as JSON:
/// <code>
/// 3, 4       ai.usage.{promptTokens,completionTokens}; generateObject and generateText still in 5
/// 5          ai.usage.{inputTokens,outputTokens,totalTokens,reasoningTokens,cachedInputTokens}
/// 6, 7       ai.usage.inputTokenDetails.{cacheReadTokens,cacheWriteTokens}, outputTokenDetails.reasoningTokens
/// embedding  ai.usage.tokens
/// speech     ai.usage.{input_tokens,output_tokens,total_tokens}
/// ai.response.providerMetadata = {"openai":{"cachedPromptTokens":8}}, {"anthropic":{"cacheReadInputTokens":8}}
/// </code>
/// Before 6, Anthropic and Bedrock counted cached tokens beside the input. 7 counts in <c>gen_ai.usage.*</c> and may add
/// a few details of its own.
/// </summary>
sealed class VercelAiUsage(VercelAiUsage.Register keys)
{
    readonly UsageRule usage = new()
    {
        Input = keys("ai.usage.inputTokens", "ai.usage.promptTokens", "ai.usage.tokens", "ai.usage.input_tokens"),
        Output = keys("ai.usage.outputTokens", "ai.usage.completionTokens", "ai.usage.output_tokens"),
        CacheRead = keys("ai.usage.inputTokenDetails.cacheReadTokens", "ai.usage.cachedInputTokens"),
        CacheWrite = keys("ai.usage.inputTokenDetails.cacheWriteTokens"),
        Reasoning = keys("ai.usage.outputTokenDetails.reasoningTokens", "ai.usage.reasoningTokens"),
        Total = keys("ai.usage.totalTokens", "ai.usage.total_tokens"),
    };

    readonly Key[] details = keys(
        "ai.usage.inputTokenDetails.noCacheTokens",
        "ai.usage.inputTokenDetails.cacheReadTokens",
        "ai.usage.inputTokenDetails.cacheWriteTokens"
    );

    readonly Key provider = keys("ai.response.providerMetadata")[0];

    /// <summary>What stands below the name of a provider, whichever it is.</summary>
    readonly UsageMap ofProvider = new()
    {
        Input = ["usage.input_tokens"],
        CacheRead =
        [
            "cacheReadInputTokens",
            "cachedPromptTokens",
            "promptCacheHitTokens",
            "usage.cacheReadInputTokens",
            "usage.cache_read_input_tokens",
            "usage.promptTokensDetails.cachedTokens",
            "usageMetadata.cachedContentTokenCount",
        ],
        CacheWrite =
        [
            "cacheCreationInputTokens",
            "cacheWriteInputTokens",
            "usage.cacheWriteInputTokens",
            "usage.cache_creation_input_tokens",
        ],
        Reasoning =
        [
            "reasoningTokens",
            "usage.completionTokensDetails.reasoningTokens",
            "usageMetadata.thoughtsTokenCount",
        ],
    };

    internal delegate Key[] Register(params ReadOnlySpan<string> names);

    public void Read(AttributeIndex attributes, Reading reading)
    {
        var counts = usage.Find(attributes);
        var accounting = UsageAccounting.Inclusive;
        var isOwn = counts.Input is not null || counts.Output is not null;
        if (attributes.TryGet(provider, out var said) && said.Kind == ValueKind.String && MaySay(said.Utf8))
        {
            using var document = Json.TryParse(said.Memory);
            if (document?.RootElement is { ValueKind: JsonValueKind.Object } providers)
            {
                foreach (var of in providers.EnumerateObject())
                {
                    accounting |= isOwn ? Add(of, ref counts, attributes) : UsageAccounting.Inclusive;
                    ReadCost(of, reading);
                }
            }
        }

        // Counts are replaced as a group: details alone must not take the place of all.
        if (isOwn || (counts.Reasoning is not null && AddStandard(ref counts, attributes)))
        {
            counts.State(accounting, reading);
        }
    }

    bool AddStandard(ref TokenCounts counts, AttributeIndex attributes)
    {
        counts.Input = Standard("gen_ai.usage.input_tokens"u8, attributes);
        counts.Output = Standard("gen_ai.usage.output_tokens"u8, attributes);
        counts.CacheRead ??= Standard("gen_ai.usage.cache_read.input_tokens"u8, attributes);
        counts.CacheWrite ??= Standard("gen_ai.usage.cache_creation.input_tokens"u8, attributes);
        return counts.Input is not null && counts.Output is not null;
    }

    /// <summary>Looked for by name: the dialect must not be asked about every span that speaks <c>gen_ai.*</c>.</summary>
    (long, Provenance)? Standard(ReadOnlySpan<byte> name, AttributeIndex attributes) =>
        attributes.All.TryGet(name, out var value) && Numbers.TryCount(value, out var count) && count <= TokenCounts.Max
            ? (count, usage.Reasoning[0].Source)
            : null;

    /// <summary>Most metadata says nothing of tokens or money and need not be parsed.</summary>
    static bool MaySay(ReadOnlySpan<byte> json) =>
        json.IndexOf("ache"u8) >= 0
        || json.IndexOf("easoning"u8) >= 0
        || json.IndexOf("thoughts"u8) >= 0
        || json.IndexOf("\"cost\""u8) >= 0;

    UsageAccounting Add(in JsonProperty of, ref TokenCounts counts, AttributeIndex attributes)
    {
        var found = ofProvider.Find(of.Value, provider.Source);
        counts.CacheRead ??= found.CacheRead;
        counts.CacheWrite ??= found.CacheWrite;
        counts.Reasoning ??= found.Reasoning;
        if (of.Name is not ("anthropic" or "bedrock") || IsDetailed(attributes))
        {
            return UsageAccounting.Inclusive;
        }

        // generateObject of 6 has no details either, but there the provider's own count of input is the smaller one.
        return found.Input is { } raw && counts.Input is { } input && input.Count > raw.Count
            ? UsageAccounting.Inclusive
            : UsageAccounting.InputExcludesCache;
    }

    bool IsDetailed(AttributeIndex attributes)
    {
        foreach (var key in details)
        {
            if (attributes.Has(key))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Two gateways tell what they charged, in US dollars; one of them as text.</summary>
    void ReadCost(in JsonProperty of, Reading reading)
    {
        var holder =
            of is { Name: "gateway", Value.ValueKind: JsonValueKind.Object } ? of.Value
            : of is { Name: "openrouter", Value.ValueKind: JsonValueKind.Object }
            && of.Value.TryGetProperty("usage", out var spent)
                ? spent
            : default;
        if (
            holder.ValueKind == JsonValueKind.Object
            && holder.TryGetProperty("cost", out var cost)
            && Numbers.TryDouble(cost, out var dollars)
            && Numbers.TryPicoUsd(dollars, out var pico)
            && pico > 0
        )
        {
            reading.Number(Field.CostPicoUsd, pico, provider.Source);
        }
    }
}
