using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Api.Langfuse.Reads;

/// <summary>
/// Tokens and dollars by kind, in Langfuse's words: as the sender named them, if it sent such a map; else our own counts,
/// where each stands beside the others, so that cached tokens are not in <c>input</c> nor reasoning in <c>output</c>.
/// </summary>
static class LangfuseDetails
{
    /// <param name="story">Null if only the row is at hand.</param>
    public static Dictionary<string, long> UsageOf(SpanStory? story, Usage usage)
    {
        var sent = Sent(story, Field.UsageDetails, Field.InputTokens, e => e.TryGetInt64(out var n) ? n : (long?)null);
        if (sent is { Count: > 0 })
        {
            sent.TryAdd(
                "total",
                sent.Values.Aggregate(0L, (sum, n) => sum > long.MaxValue - n ? long.MaxValue : sum + n)
            );
            return sent;
        }

        var details = new Dictionary<string, long>();
        Add("input", Without(usage.InputTokens, (usage.CacheReadTokens ?? 0) + (usage.CacheWriteTokens ?? 0)));
        Add("output", Without(usage.OutputTokens, usage.ReasoningTokens ?? 0));
        Add("total", usage.TotalTokens);
        Add("input_cached_tokens", usage.CacheReadTokens);
        Add("input_cache_creation", usage.CacheWriteTokens);
        Add("output_reasoning_tokens", usage.ReasoningTokens);
        return details;

        void Add(string name, long? tokens)
        {
            if (tokens is { } t)
            {
                details.Add(name, t);
            }
        }
    }

    /// <param name="row">As it is kept, with what the price table says.</param>
    public static Dictionary<string, decimal> CostOf(SpanStory? story, SpanRow row)
    {
        var sent = Sent(
            story,
            Field.CostDetails,
            Field.CostPicoUsd,
            e => e.TryGetDecimal(out var n) ? n : (decimal?)null
        );
        var details = sent ?? [];
        Add("input", row.InputCostPicoUsd);
        Add("output", row.OutputCostPicoUsd);
        Add("total", row.CostPicoUsd);
        return details;

        void Add(string name, long? pico)
        {
            // Beside kinds of the sender's own, ours would count the same twice.
            if (Summaries.Dollars(pico) is { } dollars && (sent is null || name == "total"))
            {
                details.TryAdd(name, dollars);
            }
        }
    }

    /// <summary>The map that was sent, unless the number that counts was said by someone else.</summary>
    static Dictionary<string, T>? Sent<T>(SpanStory? story, Field map, Field counted, Func<JsonElement, T?> read)
        where T : struct, IComparable<T>
    {
        if (
            story?.Facts.Payload(map) is not { } payload
            || story.Facts.PrecedenceOf(map).CompareTo(story.Facts.PrecedenceOf(counted), MergeRule.LastWins) < 0
        )
        {
            return null;
        }

        using var document = Json.TryParse(payload.Utf8);
        var details = new Dictionary<string, T>();
        foreach (
            var member in document?.RootElement is { ValueKind: JsonValueKind.Object } root
                ? root.EnumerateObject()
                : []
        )
        {
            if (
                member.Value.ValueKind == JsonValueKind.Number
                && read(member.Value) is { } n
                && n.CompareTo(default) >= 0
            )
            {
                details[JsonStrings.NameOf(member)] = n;
            }
        }

        return details;
    }

    static long? Without(long? tokens, long others) => tokens is { } t ? Math.Max(0, t - others) : null;
}
