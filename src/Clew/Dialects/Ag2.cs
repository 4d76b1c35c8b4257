using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// AG2, which was AutoGen: OTel GenAI, and <c>ag2.span.type</c> for what the conventions have no word for. The tokens
/// of a conversation are the sum of its calls'; a span <c>record_usage</c> stands beside the call whose tokens it tells.
/// </summary>
sealed class Ag2 : Dialect
{
    readonly Key type;
    readonly Key usageKind;
    readonly Key[] inputs;
    readonly Key[] outputs;

    public Ag2()
        : base("ag2", 1)
    {
        type = Attribute("ag2.span.type");
        usageKind = Attribute("ag2.usage.kind");
        inputs = Attributes("ag2.human_input.prompt", "ag2.speaker_selection.candidates");
        outputs = Attributes(
            "ag2.human_input.response",
            "ag2.code_execution.output",
            "ag2.speaker_selection.selected",
            "ag2.chats.summaries"
        );
        MapMetadata(
            "ag2.span.type",
            "ag2.usage.kind",
            "ag2.usage.label",
            "ag2.code_execution.exit_code",
            "ag2.chats.mode",
            "ag2.chats.count",
            "ag2.chats.recipients",
            "ag2.chats.ids",
            "gen_ai.conversation.turns",
            "gen_ai.conversation.max_turns"
        );
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        if (attributes.TryGet(usageKind, out var kind) && kind.Utf8.SequenceEqual("model_call"u8))
        {
            reading.RepeatsUsage();
        }

        if (attributes.TryGet(type, out var word) && TypeOf(reading.Strings.Of(word)) is { } known)
        {
            reading.TypeIs(known, type.Source);
        }

        Apply(attributes, reading);
        ReadContent(inputs, outputs, reading);
    }

    static SpanType? TypeOf(string? word) =>
        word switch
        {
            "agent" => SpanType.Agent,
            "llm" => SpanType.Generation,
            "tool" or "code_execution" => SpanType.Tool,
            "conversation" or "multi_conversation" or "speaker_selection" or "channel" or "task" => SpanType.Chain,
            "usage" or "agent_event" => SpanType.Event,
            _ => null,
        };
}
