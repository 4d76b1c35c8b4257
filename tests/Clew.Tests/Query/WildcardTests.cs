using Clew.Query;

namespace Clew.Tests.Query;

public sealed class WildcardTests
{
    [Theory]
    [InlineData("gpt-4o-mini", "gpt*mini", true)]
    [InlineData("gpt-4o-mini", "gpt*o*mini", true)]
    [InlineData("gpt-4o", "gpt*mini", false)]
    [InlineData("a", "a*a", false)]
    [InlineData("aa", "a*a", true)]
    [InlineData("abab", "*ab*ab", true)]
    [InlineData("aab", "a*ab*b", false)]
    [InlineData("a*b", @"a\*b", true)]
    [InlineData("axb", @"a\*b", false)]
    [InlineData(@"a\xb", @"a\\*b", true)]
    [InlineData("A", "a*", false)]
    [InlineData("入力文", "入*文", true)]
    public void AStarIsAnyText(string text, string pattern, bool fits) =>
        Assert.Equal(fits, Wildcard.Fits(text, pattern));

    [Theory]
    [InlineData("a", Test.AnyOf, "a")]
    [InlineData("a*", Test.StartsWith, "a")]
    [InlineData("**a", Test.EndsWith, "a")]
    [InlineData("*a**", Test.Contains, "a")]
    [InlineData("a**b", Test.Like, "a*b")]
    [InlineData(@"\*", Test.AnyOf, "*")]
    internal void TheSimplestTestIsTaken(string pattern, Test test, string value)
    {
        var made = (Filter.Comparison)Comparisons.Of(TraceFields.Name, Operator.Like, Literal.OfText(pattern));
        Assert.Equal((test, value), (made.Test, made.Values[0].Text));
    }
}
