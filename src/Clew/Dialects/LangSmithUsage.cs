using System.Text.Json;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// The tokens of a LangSmith run: <c>{"input_tokens":25,…,"input_token_details":{"cache_read":8}}</c>, where cached
/// tokens are among the input. They stand in an attribute; or the details do, and the counts where GenAI has them; or
/// they are only in what the model answered.
/// </summary>
sealed class LangSmithUsage(Func<string, Key> key)
{
    readonly Key inputDetails = key("gen_ai.usage.input_token_details");
    readonly Key outputDetails = key("gen_ai.usage.output_token_details");
    readonly Key inputTokens = key("gen_ai.usage.input_tokens");
    readonly Key outputTokens = key("gen_ai.usage.output_tokens");
    readonly Key totalTokens = key("gen_ai.usage.total_tokens");
    readonly Key completion = key("gen_ai.completion");

    static readonly UsageMap Metadata = new()
    {
        Input = ["input_tokens"],
        Output = ["output_tokens"],
        CacheRead = ["input_token_details.cache_read"],
        CacheWrite = ["input_token_details.cache_creation"],
        Reasoning = ["output_token_details.reasoning"],
        Total = ["total_tokens"],
    };

    /// <summary>What LangChain's models reported before there was usage metadata.</summary>
    static readonly UsageMap OfModels = new()
    {
        Input = ["prompt_tokens", "promptTokens"],
        Output = ["completion_tokens", "completionTokens"],
        CacheRead = ["prompt_tokens_details.cached_tokens"],
        Reasoning = ["completion_tokens_details.reasoning_tokens"],
        Total = ["total_tokens", "totalTokens"],
    };

    /// <summary>The attribute that has it all.</summary>
    public Key Whole { get; } = key("langsmith.usage_metadata");

    public void Read(SpanType? type, AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(Whole, out var value) && LangSmith.Parse(value, reading) is { } whole)
        {
            using (whole)
            {
                Metadata.Read(whole.RootElement, Whole.Source, reading);
                ReadCost(whole.RootElement, reading);
                return;
            }
        }

        if (attributes.Has(inputDetails) || attributes.Has(outputDetails))
        {
            ReadDetails(attributes, reading);
        }
        else if (
            type is SpanType.Generation
            && !attributes.Has(inputTokens)
            && !attributes.Has(outputTokens)
            && attributes.TryGet(completion, out value)
        )
        {
            ReadAnswer(value, reading);
        }
    }

    /// <summary>Python writes the details as it does: <c>{'cache_read': 8}</c>.</summary>
    void ReadDetails(AttributeIndex attributes, Reading reading)
    {
        attributes.TryGet(inputDetails, out var input);
        attributes.TryGet(outputDetails, out var output);
        using var inputs = LangSmith.Parse(input, reading);
        using var outputs = LangSmith.Parse(output, reading);
        new TokenCounts
        {
            Input = Count(inputTokens, attributes),
            Output = Count(outputTokens, attributes),
            Total = Count(totalTokens, attributes),
            CacheRead = Count(inputs, "cache_read", inputDetails),
            CacheWrite = Count(inputs, "cache_creation", inputDetails),
            Reasoning = Count(outputs, "reasoning", outputDetails),
        }.State(UsageAccounting.Inclusive, reading);
    }

    void ReadAnswer(in Value answer, Reading reading)
    {
        using var document = LangSmith.Parse(answer, reading);
        if (document is null)
        {
            return;
        }

        var root = document.RootElement;
        var message = First(First(Member(root, "generations")));
        message = Member(message, "message");
        message = Member(message, "kwargs") is { ValueKind: JsonValueKind.Object } kwargs ? kwargs : message;
        if (
            Metadata.Read(Member(root, "usage_metadata"), completion.Source, reading)
            || Metadata.Read(Member(message, "usage_metadata"), completion.Source, reading)
        )
        {
            return;
        }

        _ =
            OfModels.Read(Member(root, "usage"), completion.Source, reading)
            || OfModels.Read(Member(Member(root, "llm_output"), "token_usage"), completion.Source, reading)
            || OfModels.Read(Member(Member(root, "llmOutput"), "tokenUsage"), completion.Source, reading)
            || OfModels.Read(Member(Member(message, "response_metadata"), "token_usage"), completion.Source, reading)
            || OfModels.Read(Member(Member(message, "response_metadata"), "tokenUsage"), completion.Source, reading);

        static JsonElement Member(JsonElement of, string name) => Messages.Member(of, name) ?? default;

        static JsonElement First(JsonElement list) =>
            list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0 ? list[0] : default;
    }

    void ReadCost(JsonElement usage, Reading reading)
    {
        var (total, input, output) = (Dollars("total_cost"), Dollars("input_cost"), Dollars("output_cost"));
        if (
            (total ?? (input is null && output is null ? null : (input ?? 0) + (output ?? 0))) is { } cost
            && Numbers.TryPicoUsd(cost, out var pico)
        )
        {
            reading.Cost(pico, Numbers.PicoUsd(input), Numbers.PicoUsd(output), Whole.Source);
        }

        double? Dollars(string name) =>
            Messages.Member(usage, name) is { } value && Numbers.TryDouble(value, out var dollars) ? dollars : null;
    }

    static (long, Provenance)? Count(Key key, AttributeIndex attributes) =>
        attributes.TryGet(key, out var value) && Numbers.TryCount(value, out var count) && count <= TokenCounts.Max
            ? (count, key.Source)
            : null;

    static (long, Provenance)? Count(JsonDocument? details, string name, Key key) =>
        details is not null
        && Messages.Member(details.RootElement, name) is { } value
        && Numbers.TryCount(value, out var count)
        && count <= TokenCounts.Max
            ? (count, key.Source)
            : null;
}
