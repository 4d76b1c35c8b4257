using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// The SDK of Laminar (<c>lmnr</c>): functions it observes say <c>lmnr.span.*</c>; model calls are told by OpenLLMetry's
/// instrumentations, in GenAI's words. What a program says of a request stands on each of its spans.
/// </summary>
sealed class Laminar : Dialect
{
    const string Associated = "lmnr.association.properties.";

    readonly Key type;
    readonly Key input;
    readonly Key output;
    readonly Key tags;
    readonly Family metadata;

    public Laminar()
        : base("laminar", 1)
    {
        type = Attribute("lmnr.span.type");
        input = Attribute("lmnr.span.input");
        output = Attribute("lmnr.span.output");
        tags = Attribute(Associated + "tags");
        metadata = FamilyOf(Associated + "metadata.");
        MapTrace(Field.SessionId, Associated + "session_id");
        MapTrace(Field.UserId, Associated + "user_id");
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        Apply(attributes, reading);
        ReadType(span, attributes, reading);
        if (attributes.TryGet(input, out var value))
        {
            reading.Input(ContentSource.Own, value, null, input.Source);
        }

        if (attributes.TryGet(output, out value))
        {
            reading.Output(ContentSource.Own, value, null, output.Source);
        }

        if (attributes.TryGet(tags, out value))
        {
            foreach (var tag in TextList.Of(value))
            {
                reading.Trace(Field.Tag, tag, tags.Source);
            }
        }

        if (attributes.Has(metadata))
        {
            Leaves.ReadMetadataUnder(metadata, MetadataOf.Trace, this, reading);
        }
    }

    void ReadType(DecodedSpan span, AttributeIndex attributes, Reading reading)
    {
        if (!attributes.TryGet(type, out var value) || value.Kind != ValueKind.String)
        {
            return;
        }

        // DEFAULT is what the SDK writes where nobody has said anything.
        SpanType? said = reading.Strings.Of(value.Utf8) switch
        {
            "LLM" or "CACHED" => SpanType.Generation,
            "TOOL" => SpanType.Tool,
            "EXECUTOR" or "EVALUATION" or "PIPELINE" => SpanType.Chain,
            "EVALUATOR" or "HUMAN_EVALUATOR" => SpanType.Evaluator,
            "EVENT" => SpanType.Event,
            _ => null,
        };
        if (said is not { } known)
        {
            return;
        }

        reading.TypeIs(known, type.Source);
        if (known is SpanType.Tool && reading.Strings.Of(span.Name.Span) is { Length: > 0 } name)
        {
            reading.Text(Field.ToolName, name, type.Source, Standing.Guess);
        }
    }
}
