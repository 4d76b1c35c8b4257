using System.Globalization;
using Clew.Model;
using Clew.Query;

namespace Clew.Tests.Store;

/// <summary>Random records and random filters over few values, so that filters find something.</summary>
sealed class RandomFilters(int seed)
{
    static readonly string[] words = ["", "a", "ab", "abc", "b", "ü", "入力", "x%_'", "A", "1", "true"];
    static readonly string[] sayings = ["alpha", "beta", "Gamma", "東京", "京", "x-ray", "4711", "naïve"];
    static readonly string[] ids = [T(1), T(2), "trace-3", "trace-4", "0123456789abcdef", T(6)];
    static readonly string[] spans = ["00f067aa0ba902b7", "f0f067aa0ba902b7", "a", "b", "root"];

    readonly Random random = new(seed);

    static string T(int n) => n.ToString("x32", CultureInfo.InvariantCulture);

    public IEnumerable<Saying> Records(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return Record(i);
        }
    }

    Saying Record(int i)
    {
        var (trace, span) = (One(ids), One(spans));
        if (Chance(8))
        {
            return Say.Log(One(ids), Chance(2) ? span : null, 100 + i)
                .Judges(
                    $"score {random.Next(12)}",
                    Chance(4) ? null : random.Next(4) / 2.0,
                    Chance(2) ? span : null,
                    Chance(5) ? "elsewhere" : trace,
                    Chance(2) ? One(words) : null,
                    Chance(3) ? "a" : null,
                    at: random.Next(5)
                );
        }

        // Each version starts at a moment of its own, so that no two rows are equal in the order of time.
        var said = Say.Span(
            trace,
            span,
            Chance(2) ? null : One(spans),
            1000 + (i * 10),
            Chance(5) ? null : 1000 + random.Next(2000) + (i * 10)
        );
        for (var texts = random.Next(3); texts > 0; texts--)
        {
            said = said.Says($"{One(sayings)} {One(sayings)}")
                .Says(
                    One(["x", "y"]),
                    One<object>([1L, 2L, 1.5, "1", "2.5", "007", "ab", true, "a longer text than a value"])
                );
        }

        return said.That(Field.Name, Maybe(words), 20)
            .That(Field.Type, Chance(3) ? null : random.Next(11))
            .That(Field.Level, Chance(2) ? null : random.Next(4))
            .That(Field.RequestModel, Maybe(words))
            .That(Field.ResponseModel, Maybe(words))
            .That(Field.Provider, Maybe(words))
            .That(Field.ToolName, Maybe(words))
            .That(Field.Service, Maybe(words))
            .That(Field.InputTokens, Chance(2) ? null : random.Next(4))
            .That(Field.OutputTokens, Chance(2) ? null : random.Next(4))
            .That(Field.TotalTokens, Chance(3) ? random.Next(4) : null)
            .That(Field.CostPicoUsd, Chance(2) ? null : random.Next(4) * 500_000_000_000L)
            .That(Field.OutputCostPicoUsd, Chance(2) ? null : random.Next(4) * 500_000_000_000L)
            .That(Field.TimeToFirstTokenNano, Chance(2) ? null : random.Next(4) * 500_000_000L)
            .That(Field.ErrorMessage, Maybe(words))
            .That(Field.ErrorType, Maybe(words))
            .That(Field.PromptName, Maybe(words))
            .That(Field.PromptVersion, Maybe(words))
            .That(Field.MessageCount, Chance(2) ? null : random.Next(4))
            .That(Field.FirstRole, Maybe(words))
            .OfTrace(Field.TraceName, Maybe(words))
            .OfTrace(Field.UserId, Maybe(words))
            .OfTrace(Field.SessionId, Maybe(words))
            .OfTrace(Field.Environment, Maybe(words))
            .OfTrace(Field.Tag, Maybe(words))
            .OfTrace(Field.Tag, Maybe(words))
            .OfTrace(Field.Public, Chance(4) ? 1 : null)
            .OfTracePath(
                "a",
                One([
                    "\"a\"",
                    "\"\\u0061b\"",
                    "1.5",
                    "\"1.5\"",
                    "\"02\"",
                    "\"2e0\"",
                    "2",
                    "true",
                    "null",
                    "[1]",
                    "\"\"",
                ])
            );
    }

    /// <param name="withText">Whether it may ask what is mentioned.</param>
    public Filter Tree(Subject subject, int depth = 3, bool withText = false) =>
        random.Next(depth == 0 ? 1 : 5) switch
        {
            1 => Filter.And(Enumerable.Range(0, random.Next(4)).Select(_ => Tree(subject, depth - 1, withText))),
            2 => Filter.Or(Enumerable.Range(0, random.Next(4)).Select(_ => Tree(subject, depth - 1, withText))),
            3 => Filter.Not(Tree(subject, depth - 1, withText)),
            4 => new Filter.SomeSpan(Tree(Subject.Span, depth - 1, withText)),
            _ when withText && Chance(5) => new Filter.Mentions(
                new(
                    One([.. words.Where(w => w.Length > 0)]),
                    One(Enum.GetValues<TextMatch>()),
                    One(Enum.GetValues<TextPlace>())
                )
            ),
            _ => Leaf(subject),
        };

    public QueryField Sortable(Subject subject) =>
        One([.. FieldTable.OwnOf(subject).Concat(TraceFields.All).Where(f => f.CanOrder)]);

    Filter Leaf(Subject subject)
    {
        if (Chance(5))
        {
            var text = Chance(2) ? One(sayings) : $"{One(sayings)} {One(sayings)}";
            return new Filter.Mentions(new(text[..random.Next(1, text.Length + 1)], One(Enum.GetValues<TextMatch>())));
        }

        var fields = Chance(2) ? FieldTable.OwnOf(subject) : TraceFields.All;
        var field = One([.. fields]);
        var path =
            !field.TakesPath ? null
            : field == TraceFields.Metadata ? "a"
            : field == SpanFields.Attribute ? One(["x", "y", "z", "a b", "入力"])
            : field.Name == "score" ? $"name of score {random.Next(12)}"
            : One(["http.status_code", "a b", "\"]", "入力"]);
        while (true)
        {
            var op = One(Enum.GetValues<Operator>());
            var count =
                op is Operator.Exists or Operator.IsNull ? 0
                : op is Operator.AnyOf or Operator.AllOf or Operator.NoneOf ? random.Next(4)
                : 1;
            var isNumber = field.AsNumber is not null && Chance(2);
            try
            {
                return Comparisons.Of(
                    new FieldRef(field, path),
                    op,
                    [.. Enumerable.Range(0, count).Select(_ => Value(field, isNumber))]
                );
            }
            catch (FilterException)
            {
                // Not every operator goes with every field: another one.
            }
        }
    }

    Literal Value(QueryField field, bool isNumber) =>
        isNumber
            ? Literal.OfNumber(random.Next(5) / 2m)
            : field.Type switch
            {
                FieldType.Text => Literal.OfText(
                    One([
                        .. words,
                        .. ids,
                        "1.5",
                        "2",
                        "ab",
                        "a longer text than a value",
                        .. spans,
                        "name of score 3",
                        "score 3",
                        "elsewhere",
                        "00f0",
                        "b7",
                        "\u001f",
                        "a*b",
                        "x*'",
                        "*b*c",
                        "Ü",
                        "\\*",
                    ])
                ),
                FieldType.Word => Literal.OfText(One([.. field.Words])),
                FieldType.Flag => Literal.OfFlag(Chance(2)),
                FieldType.Time => Literal.OfTime(field == ScoreFields.Time ? random.Next(5) : 1000 + random.Next(4000)),
                FieldType.Duration => Literal.OfDuration(random.Next(2500)),
                _ => Literal.OfNumber(random.Next(9) / 2m),
            };

    string? Maybe(string[] from) => Chance(2) ? null : One(from);

    bool Chance(int of) => random.Next(of) == 0;

    TItem One<TItem>(IReadOnlyList<TItem> from) => from[random.Next(from.Count)];
}
