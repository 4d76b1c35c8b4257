using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Judgements in OpenInference, called annotations or evaluations:
/// <code>
/// annotations.0.annotation.{name,score,label,explanation,annotator_kind,identifier}   of the span
/// trace.evaluations.0.evaluation.{…}                                                  of the trace
/// session.annotations.0.annotation.{…}                                                of the session
/// </code>
/// A span that has ended cannot be annotated, so a later judgement comes on a span of its own, whose one link says
/// which span it judges. That span's parent says nothing.
/// </summary>
sealed class OpenInferenceFeedback(Func<string, Family> family)
{
    readonly (Family List, Scope Scope)[] lists =
    [
        (family("annotations."), Scope.Span),
        (family("evaluations."), Scope.Span),
        (family("trace.annotations."), Scope.Trace),
        (family("trace.evaluations."), Scope.Trace),
        (family("session.annotations."), Scope.Session),
        (family("session.evaluations."), Scope.Session),
    ];

    public void Read(DecodedSpan span, AttributeIndex attributes, Reading reading)
    {
        foreach (var (list, scope) in lists)
        {
            if (!attributes.Has(list))
            {
                continue;
            }

            var entries = Flattened.Of(list, attributes.All);
            while (Flattened.TryTakeGroup(ref entries, out var judgement))
            {
                State(span, judgement, list, scope, attributes, reading);
            }
        }
    }

    static void State(
        DecodedSpan span,
        ReadOnlySpan<Flattened> judgement,
        Family list,
        Scope scope,
        AttributeIndex attributes,
        Reading reading
    )
    {
        var name = TextOf(judgement, "name", reading);
        var label = TextOf(judgement, "label", reading);
        var comment = TextOf(judgement, "explanation", reading);
        var value = ValueOf(Find(judgement, "score"));
        if (string.IsNullOrEmpty(name) || (label is null && comment is null && value is null))
        {
            return;
        }

        var (traceId, spanId) = TargetOf(span);
        var session = default(string);
        if (scope == Scope.Session)
        {
            session = attributes.All.TryGet("session.id"u8, out var said) ? reading.Strings.Of(said) : null;
            if (string.IsNullOrEmpty(session))
            {
                return;
            }

            traceId = default;
        }

        spanId = scope == Scope.Span ? spanId : default;
        var source = TextOf(judgement, "annotator_kind", reading) switch
        {
            { } kind when kind.Equals("HUMAN", StringComparison.OrdinalIgnoreCase) => ScoreSource.Annotation,
            _ => ScoreSource.Eval,
        };

        // A judge that names its judgement replaces it by judging again; else it is told apart by where it stood.
        var identifier = TextOf(judgement, "identifier", reading);
        var id = identifier is null
            ? ScoreIds.Of(span.TraceId, span.SpanId, name, $"{list.Source.Key}.{judgement[0].Index}")
            : ScoreIds.Of(traceId, spanId, name, identifier, session);
        reading.Score(
            new(
                id,
                traceId,
                spanId,
                session,
                name,
                value,
                label,
                comment,
                source,
                span.EndNano > 0 ? span.EndNano : span.StartNano
            ),
            list.Source
        );
    }

    /// <summary>The linked span; the span itself, if it has no link or does not say which of several it means.</summary>
    static (TraceId, SpanId) TargetOf(DecodedSpan span) =>
        span.Links.Count == 1
        && TraceId.TryParse(span.Links[0].TraceId, out var trace)
        && SpanId.TryParse(span.Links[0].SpanId, out var linked)
            ? (trace, linked)
            : (span.TraceId, span.SpanId);

    static double? ValueOf(in Value score) =>
        score.Kind == ValueKind.Bool ? (score.Bool ? 1 : 0)
        : Numbers.TryDouble(score, out var number) ? number
        : null;

    static string? TextOf(ReadOnlySpan<Flattened> judgement, string field, Reading reading) =>
        reading.Strings.Of(Find(judgement, field)) is { Length: > 0 } text ? text : null;

    /// <summary><c>annotation.name</c>, <c>evaluation.name</c>; the last such entry counts.</summary>
    static Value Find(ReadOnlySpan<Flattened> judgement, string field)
    {
        var found = default(Value);
        foreach (var entry in judgement)
        {
            var rest = entry.Rest;
            var dot = rest.IndexOf((byte)'.');
            var kind = dot < 0 ? default : rest[..dot];
            if (
                (kind.SequenceEqual("annotation"u8) || kind.SequenceEqual("evaluation"u8))
                && System.Text.Ascii.Equals(rest[(dot + 1)..], field)
            )
            {
                found = entry.Value;
            }
        }

        return found;
    }

    enum Scope : byte
    {
        Span,
        Trace,
        Session,
    }
}
