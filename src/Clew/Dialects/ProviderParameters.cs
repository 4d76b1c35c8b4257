using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// What is asked of one provider and not of others: <c>anthropic.request.*</c>, <c>google.request.*</c> and their like,
/// as Brokle's SDKs write them beside <c>gen_ai.request.*</c>. They say less than OTel GenAI where both speak.
/// </summary>
sealed class ProviderParameters : Dialect
{
    readonly Family[] families;
    readonly Key[] instructions;
    readonly Key[] finishReasons;

    public ProviderParameters()
        : base("provider-parameters", 1)
    {
        families =
        [
            FamilyOf("anthropic.request."),
            FamilyOf("google.request."),
            FamilyOf("mistral.request."),
            FamilyOf("cohere.request."),
            FamilyOf("bedrock.request."),
        ];
        instructions = Attributes("anthropic.request.system", "cohere.request.preamble");
        finishReasons = Attributes(
            "anthropic.response.stop_reason",
            "bedrock.response.stop_reason",
            "mistral.response.finish_reason"
        );

        // Content, which is told elsewhere.
        _ = Attributes("cohere.request.documents", "cohere.request.chat_history");
        MapText(Field.RequestModel, "bedrock.request.model_id");
        MapPayload(Field.ToolDefinitions, "anthropic.request.tools");
        MapMetadata("azure_openai.deployment_name", "azure_openai.api_version", "azure_openai.resource_name");
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        Apply(attributes, reading);
        foreach (var key in instructions)
        {
            if (attributes.TryGet(key, out var text))
            {
                reading.Number(Field.HasInstructions, 1, key.Source);
                if (reading.IsDetail)
                {
                    reading.Text(Field.Instructions, reading.PayloadOf(text, null), key.Source);
                }

                break;
            }
        }

        if (!reading.IsDetail)
        {
            return;
        }

        foreach (var family in families)
        {
            ReadParameters(family, attributes, reading);
        }

        foreach (var key in finishReasons)
        {
            if (attributes.TryGet(key, out var reason) && FinishReasons.TextOf(reason) is { } reasons)
            {
                reading.Text(Field.FinishReason, reasons, key.Source);
                break;
            }
        }
    }
}
