using Clew.Model;
using Clew.Query;

namespace Clew.Tests.Query;

public sealed class ComparisonsTests
{
    static string Error(Func<Filter> make) => Assert.Throws<FilterException>(make).Message;

    [Fact]
    public void AWrongTypeNamesFieldValueAndWhatTheFieldIs()
    {
        Assert.Equal(
            "start is compared with 'yesterday', but it is a time.",
            Error(() => Comparisons.Of(Subject.Trace, "start", Operator.Less, Literal.OfText("yesterday")))
        );
        Assert.Equal(
            "name is compared with 5, but it is text.",
            Error(() => Comparisons.Of(Subject.Trace, "name", Operator.Equal, Literal.OfNumber(5m)))
        );
        Assert.Equal(
            "status is compared with 'done', but it is one of completed, running, failed, pending, cancelled.",
            Error(() => Comparisons.Of(Subject.Span, "status", Operator.Equal, Literal.OfText("done")))
        );
        Assert.Equal(
            "public is compared with 1, but it is true or false.",
            Error(() => Comparisons.Of(Subject.Trace, "public", Operator.Equal, Literal.OfNumber(1m)))
        );
    }

    [Fact]
    public void AnOperatorThatDoesNotFitIsRefused()
    {
        Assert.Equal(
            "name is text, and < does not go with that.",
            Error(() => Comparisons.Of(Subject.Trace, "name", Operator.Less, Literal.OfText("a")))
        );
        Assert.Equal(
            "cost is a number of US dollars, and 'contains' does not go with that.",
            Error(() => Comparisons.Of(Subject.Trace, "cost", Operator.Contains, Literal.OfText("a")))
        );
        Assert.Equal(
            "name is compared with 2 values by =, which takes one.",
            Error(() => Comparisons.Of(Subject.Trace, "name", Operator.Equal, Literal.OfText("a"), Literal.OfText("b")))
        );
        Assert.Equal(
            "name is compared with 1 values by 'is null', which takes none.",
            Error(() => Comparisons.Of(Subject.Trace, "name", Operator.IsNull, Literal.OfText("a")))
        );
    }

    [Fact]
    public void AnUnknownFieldNamesThoseThatThereAre()
    {
        var error = Error(() => Comparisons.Of(Subject.Trace, "nme", Operator.Exists));
        Assert.StartsWith("There is no field 'nme'; there are id, name, start, ", error, StringComparison.Ordinal);
        Assert.Throws<FilterException>(() => Comparisons.Of(Subject.Trace, "metadata", Operator.Exists));
        Assert.Throws<FilterException>(() => Comparisons.Of(Subject.Trace, "trace.name", Operator.Exists));
        Assert.Throws<FilterException>(() => Comparisons.Of(Subject.Trace, "provider", Operator.Exists));
    }

    [Theory]
    [InlineData("name", "name", null)]
    [InlineData("trace.name", "name", null)]
    [InlineData("user", "user", null)]
    [InlineData("metadata.customer.tier", "metadata", "customer.tier")]
    [InlineData("score.truth", "score", "truth")]
    [InlineData("trace.score.truth", "score", "truth")]
    public void ASpanHasItsOwnFieldsAndThoseOfItsTrace(string text, string name, string? path)
    {
        var found = FieldTable.Find(Subject.Span, text);
        Assert.Equal((name, path), (found.Field.Name, found.Path));
        var isOfTrace = text.StartsWith("trace.", StringComparison.Ordinal) || text is not ("name" or "score.truth");
        Assert.Equal(isOfTrace ? Subject.Trace : Subject.Span, found.Field.Subject);
    }

    [Fact]
    public void FieldsThatAreTextOrNumberGoByWhatTheyAreComparedWith()
    {
        var number = (Filter.Comparison)
            Comparisons.Of(Subject.Trace, "metadata.n", Operator.Greater, Literal.OfNumber(1.5m));
        Assert.Equal(
            (TraceFields.MetadataNumber, "n", 1.5),
            (number.Field.Field, number.Field.Path, number.Values[0].Real)
        );
        var text = (Filter.Comparison)Comparisons.Of(Subject.Trace, "metadata.n", Operator.Equal, Literal.OfText("x"));
        Assert.Equal((TraceFields.Metadata, "x"), (text.Field.Field, text.Values[0].Text));
    }

    [Theory]
    [InlineData(Operator.Less, 10.5, Test.LessOrEqual, 10)]
    [InlineData(Operator.GreaterOrEqual, 10.5, Test.Greater, 10)]
    [InlineData(Operator.Less, 10, Test.Less, 10)]
    [InlineData(Operator.Greater, -0.5, Test.Greater, -1)]
    internal void WholeNumbersAreComparedExactly(Operator op, double with, Test test, long value)
    {
        var made = (Filter.Comparison)Comparisons.Of(TraceFields.Spans, op, Literal.OfNumber(with));
        Assert.Equal((test, value), (made.Test, made.Values[0].Integer));
    }

    [Fact]
    public void ANumberThatAFieldCannotHoldIsNoError()
    {
        Assert.Equal(Filter.Nothing, Comparisons.Of(TraceFields.Spans, Operator.Equal, Literal.OfNumber(1.5m)));
        Assert.Equal(Filter.Nothing, Comparisons.Of(TraceFields.Spans, Operator.Greater, Literal.OfNumber(1e300)));
        var all = (Filter.Comparison)Comparisons.Of(TraceFields.Spans, Operator.Less, Literal.OfNumber(1e300));
        Assert.Equal(Test.Exists, all.Test);
    }

    [Fact]
    public void MoneyAndDurationsAreKeptInTheirSmallestParts()
    {
        var money = (Filter.Comparison)Comparisons.Of(TraceFields.Cost, Operator.Less, Literal.OfNumber(0.000_000_1m));
        var time = (Filter.Comparison)Comparisons.Of(TraceFields.Latency, Operator.Less, Literal.OfNumber(1.5m));
        Assert.Equal((100_000, 1_500_000_000), (money.Values[0].Integer, time.Values[0].Integer));
    }
}
