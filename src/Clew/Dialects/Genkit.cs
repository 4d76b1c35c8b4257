using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Genkit (Google), in JavaScript, Go and Python: scope <c>genkit-tracer</c>, keys with colons. Everything of a model
/// call stands in two JSON texts, <c>genkit:input</c> and <c>genkit:output</c>, also the tokens; the <c>generate</c>
/// spans around it repeat them.
/// </summary>
sealed class Genkit : Dialect
{
    readonly Key type;
    readonly Key subtype;
    readonly Key name;
    readonly Key input;
    readonly Key output;
    readonly Key state;
    readonly Key context;
    readonly Key feedback;
    readonly Key feedbackText;
    readonly Key[] notMetadata;
    readonly Family metadata;
    readonly GenkitContent content;

    public Genkit()
        : base("genkit", 1)
    {
        Scopes("genkit*");
        type = Attribute("genkit:type");
        subtype = Attribute("genkit:metadata:subtype");
        name = Attribute("genkit:name");
        input = Attribute("genkit:input");
        output = Attribute("genkit:output");
        state = Attribute("genkit:state");
        context = Attribute("genkit:metadata:context");
        feedback = Attribute("genkit:metadata:feedbackValue");
        feedbackText = Attribute("genkit:metadata:textFeedback");
        notMetadata = [subtype, feedback, feedbackText];
        metadata = FamilyOf("genkit:metadata:");
        content = new(input, output);
        MapTrace(Field.SessionId, "genkit:sessionId", "genkit:metadata:sessionId");
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        var known = ReadType(attributes, reading);
        Apply(attributes, reading);
        ReadName(known, attributes, reading);
        if (attributes.TryGet(state, out var value) && value.Utf8.SequenceEqual("error"u8))
        {
            reading.Number(Field.Failed, 1, state.Source);
        }

        if (attributes.TryGet(input, out value))
        {
            content.ReadInput(known, value, reading);
        }

        if (attributes.TryGet(output, out value))
        {
            content.ReadOutput(known, value, reading);
        }

        ReadUser(attributes, reading);
        ReadFeedback(span, attributes, reading);
        if (reading.IsDetail)
        {
            Leaves.ReadMetadata(metadata, notMetadata, reading);
        }
    }

    /// <summary>The subtype of an action decides; what is no action wraps or helps.</summary>
    SpanType? ReadType(AttributeIndex attributes, Reading reading)
    {
        var word = attributes.TryGet(subtype, out var value) ? reading.Strings.Of(value) : null;
        var key = subtype;
        if (TypeOf(word) is not { } known)
        {
            key = type;
            word = attributes.TryGet(type, out value) ? reading.Strings.Of(value) : null;
            if (TypeOf(word) is not { } other)
            {
                return null;
            }

            known = other;
        }

        reading.TypeIs(known, key.Source);
        reading.Text(Field.Operation, word, key.Source);
        return known;
    }

    static SpanType? TypeOf(string? word) =>
        word switch
        {
            "model" or "background-model" => SpanType.Generation,
            "tool" or "tool.v2" => SpanType.Tool,
            "flow" or "flowStep" => SpanType.Chain,
            "embedder" => SpanType.Embedding,
            "retriever" => SpanType.Retriever,
            "reranker" => SpanType.Reranker,
            "evaluator" => SpanType.Evaluator,
            "agent" => SpanType.Agent,
            "util" or "prompt" or "executable-prompt" or "promptTemplate" or "dotprompt" => SpanType.Span,
            _ => null,
        };

    /// <summary><c>googleai/gemini-2.0-flash</c>: the plugin, then what it calls the model.</summary>
    void ReadName(SpanType? known, AttributeIndex attributes, Reading reading)
    {
        if (!attributes.TryGet(name, out var value) || reading.Strings.Of(value) is not { Length: > 0 } said)
        {
            return;
        }

        if (known is SpanType.Tool)
        {
            reading.Text(Field.ToolName, said, name.Source);
        }
        else if (known is SpanType.Generation or SpanType.Embedding or SpanType.Reranker)
        {
            reading.Text(Field.RequestModel, said, name.Source);
            var slash = value.Utf8.IndexOf((byte)'/');
            if (slash > 0)
            {
                reading.Text(Field.Provider, reading.Strings.Of(value.Utf8[..slash]), name.Source);
            }
        }
    }

    /// <summary><c>{"auth":{"uid":"u"}}</c>: what a program calls its flows with. New versions hide it.</summary>
    void ReadUser(AttributeIndex attributes, Reading reading)
    {
        if (
            attributes.TryGet(context, out var value)
            && JsonMembers.Find(JsonMembers.Find(value.Memory, "auth"), "uid") is { IsEmpty: false } user
        )
        {
            reading.Trace(Field.UserId, reading.Strings.Of(JsonMembers.Unquote(user).Span), context.Source);
        }
    }

    /// <summary>What a user thought of a trace comes later, in a span of its own below the root.</summary>
    void ReadFeedback(DecodedSpan span, AttributeIndex attributes, Reading reading)
    {
        var hasValue = attributes.TryGet(feedback, out var value);
        if (!hasValue & !attributes.TryGet(feedbackText, out var comment))
        {
            return;
        }

        var verdict = value.Text;
        reading.Score(
            new(
                $"{span.TraceId}:{span.SpanId}:user-feedback",
                span.TraceId,
                default,
                null,
                "user-feedback",
                verdict switch
                {
                    "positive" => 1,
                    "negative" => 0,
                    _ => null,
                },
                verdict,
                comment.Text,
                ScoreSource.Annotation,
                span.StartNano
            ),
            feedback.Source
        );
    }
}
