using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// The verdict of an evaluator (OTel GenAI 1.38 on): an event or log record <c>gen_ai.evaluation.result</c> of the
/// span that was judged. Some evaluators put the same attributes on a span of their own, which is then what they judge.
/// </summary>
sealed class GenAiEvaluations(Func<string, Key> attribute)
{
    public const string Event = "gen_ai.evaluation.result";

    readonly Key name = attribute("gen_ai.evaluation.name");
    readonly Key value = attribute("gen_ai.evaluation.score.value");
    readonly Key label = attribute("gen_ai.evaluation.score.label");
    readonly Key explanation = attribute("gen_ai.evaluation.explanation");

    public bool Speaks(AttributeIndex attributes) => attributes.Has(name);

    /// <param name="index">Tells verdicts of one name on one span apart.</param>
    public void Read(AttributeIndex attributes, Reading reading, TraceId trace, SpanId span, long timeNano, long index)
    {
        if (TextOf(name, attributes) is not { } title)
        {
            return;
        }

        var number = attributes.TryGet(value, out var score) ? Numbers.NumberOf(score) : null;
        var word = TextOf(label, attributes) ?? (number is null ? TextOf(value, attributes) : null);
        if (number is null && word is null)
        {
            // The evaluation failed, or says in words alone what it has to say.
            return;
        }

        reading.Score(
            new(
                ScoreIds.Of(trace, span, title, index),
                trace,
                span,
                null,
                title,
                number,
                word,
                TextOf(explanation, attributes),
                ScoreSource.Eval,
                timeNano
            ),
            name.Source
        );
    }

    static string? TextOf(Key key, AttributeIndex attributes) =>
        attributes.TryGet(key, out var found) && found.Kind == ValueKind.String && found.Text is { Length: > 0 } text
            ? text
            : null;
}
