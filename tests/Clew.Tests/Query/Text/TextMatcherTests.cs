using System.Text;
using Clew.Query;
using Clew.Query.Text;

namespace Clew.Tests.Query.Text;

public sealed class TextMatcherTests
{
    static bool IsIn(string pattern, TextMatch match, string text)
    {
        var matcher = new TextMatcher(new(pattern, match));
        var said = new SaidText().Read(Encoding.UTF8.GetBytes(text)).ToArray();
        var found = matcher.IsIn(said);
        var tokens = new TextTokens();
        tokens.AddText(said);
        Assert.True(!found || matcher.Tokens.All(tokens.Span.ToArray().Contains), "a filter would rule out a hit");
        Assert.Equal(found && pattern.Length > 0, matcher.Find(said, 9).Count > 0);
        return found;
    }

    [Theory]
    [InlineData("invoice", "The INVOICE, at last.")]
    [InlineData("invoice 4711", "(invoice-4711)")]
    [InlineData("get_weather", "called get_weather()")]
    [InlineData("café", "CAFE\u0301 au lait")]
    [InlineData("cafe", "Café")]
    [InlineData("ＡＢＣ１", "abc1")]
    [InlineData("straße", "STRASSE")]
    [InlineData("σοφός", "ΣΟΦΟΣ")]
    [InlineData("東京", "明日は東京へ")]
    [InlineData("東京都", "東 京・都")]
    [InlineData("が", "か\u3099")]
    [InlineData("ガ", "ｶﾞ")]
    [InlineData("서울", "서울에서")]
    [InlineData("กรุง", "ไปกรุงเทพ")]
    [InlineData("🎉", "done 🎉!")]
    [InlineData("--", "a -- b")]
    [InlineData("bar", """{"a":"foo\nbar"}""")]
    [InlineData("café", """{"a":"caf\u00e9 x"}""")]
    [InlineData("🎉", """["\ud83c\udf89"]""")]
    [InlineData("bar", """{"a":"{\"b\":\"foo\\nbar\"}"}""")]
    [InlineData("new", """{"path":"C:\\new"}""")]
    [InlineData("new", "C:\\new")]
    [InlineData("said hello", """{"a":"he said \"hello\"."}""")]
    [InlineData("cut", """{"a":"one\ncut""")]
    public void APhraseIsThere(string pattern, string text) => Assert.True(IsIn(pattern, TextMatch.Phrase, text));

    [Theory]
    [InlineData("voice", "invoice")]
    [InlineData("invoice", "invoices")]
    [InlineData("invoice 4711", "invoice no 4711")]
    [InlineData("nbar", """{"a":"foo\nbar"}""")]
    [InlineData("京東", "東京")]
    [InlineData("か", "か\u3099")]
    [InlineData("--", "a - b")]
    public void APhraseIsNotThere(string pattern, string text) => Assert.False(IsIn(pattern, TextMatch.Phrase, text));

    [Theory]
    [InlineData("Ref", nameof(TextMatch.Prefix), "a refund", true)]
    [InlineData("fund", nameof(TextMatch.Prefix), "a refund", false)]
    [InlineData("the ref", nameof(TextMatch.Prefix), "the, REFUND", true)]
    [InlineData("the ref", nameof(TextMatch.Prefix), "bathe refund", false)]
    [InlineData("東", nameof(TextMatch.Prefix), "東京", true)]
    [InlineData("Fun", nameof(TextMatch.Substring), "a refund", true)]
    [InlineData("d, t", nameof(TextMatch.Substring), "refund, then", true)]
    [InlineData("d t", nameof(TextMatch.Substring), "refund, then", false)]
    [InlineData("Fund", nameof(TextMatch.Exactly), "a refund", false)]
    [InlineData("fund", nameof(TextMatch.Exactly), "a refund", true)]
    [InlineData("cafe", nameof(TextMatch.Exactly), "café", false)]
    [InlineData("", nameof(TextMatch.Phrase), "anything", true)]
    public void OtherWaysToStand(string pattern, string match, string text, bool expected) =>
        Assert.Equal(expected, IsIn(pattern, Enum.Parse<TextMatch>(match), text));

    /// <summary>Against a matcher that is too simple to be wrong, on random text from few pieces.</summary>
    [Theory]
    [InlineData(nameof(TextMatch.Phrase))]
    [InlineData(nameof(TextMatch.Prefix))]
    [InlineData(nameof(TextMatch.Substring))]
    [InlineData(nameof(TextMatch.Exactly))]
    public void TheSameAsByRegularExpression(string way)
    {
        var match = Enum.Parse<TextMatch>(way);
        var random = new Random(7);
        string[] pieces = ["a", "b", "A", "ab", "é", "e", "東", "京", "か", "1", " ", " ", ",", "🎉", "ß", "s", "ﬁ"];
        var hits = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var text = Random(12);
            var pattern = Random(3);
            var expected = Oracle(pattern, match, text);
            Assert.True(expected == IsIn(pattern, match, text), $"'{pattern}' {match} in '{text}'");
            hits += expected ? 1 : 0;
        }

        Assert.InRange(hits, 500, 19_000);

        string Random(int most) =>
            string.Concat(Enumerable.Range(0, random.Next(1, most)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    static bool Oracle(string pattern, TextMatch match, string text)
    {
        if (match == TextMatch.Exactly)
        {
            return text.Contains(pattern, StringComparison.Ordinal);
        }

        var (folded, sought) = (Fold(text), Fold(pattern));
        var (all, some) = (Words(folded), Words(sought));
        if (match == TextMatch.Substring || some.Count == 0)
        {
            return folded.Contains(sought, StringComparison.Ordinal);
        }

        return Enumerable
            .Range(0, Math.Max(0, all.Count - some.Count + 1))
            .Any(at =>
                some.Select((word, i) => (word, i))
                    .All(p =>
                        match == TextMatch.Prefix && p.i == some.Count - 1
                            ? all[at + p.i].StartsWith(p.word, StringComparison.Ordinal)
                            : all[at + p.i] == p.word
                    )
            );
    }

    static string Fold(string text) =>
        text.ToLowerInvariant()
            .Replace("é", "e", StringComparison.Ordinal)
            .Replace("ß", "ss", StringComparison.Ordinal)
            .Replace("ﬁ", "fi", StringComparison.Ordinal);

    static List<string> Words(string text) =>
        [.. System.Text.RegularExpressions.Regex.Matches(text, "[東京か]|[a-z0-9]+").Select(m => m.Value)];

    [Fact]
    public void ASnippetShowsWhereItIs()
    {
        var said = Encoding.UTF8.GetBytes($"{new string('x', 300)} naïve\ncafé, CAFÉ {new string('y', 300)}");
        var snippet = Snippet.Of(said, new TextMatcher(new("cafe", TextMatch.Phrase)).Find(said, 5));
        Assert.Equal(["café", "CAFÉ"], snippet.Ranges.Select(r => snippet.Text.Substring(r.Start, r.Length)));
        Assert.Equal(200, snippet.Text.Length);
        Assert.DoesNotContain('\n', snippet.Text);
    }

    [Theory]
    [InlineData("a \"b c\" d* *e*", "a:Phrase b c:Phrase d:Prefix e:Substring")]
    [InlineData("  refund-4711 ", "refund-4711:Phrase")]
    [InlineData("\"open", "open:Phrase")]
    public void WhatPeopleTypeBecomesPatterns(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', SearchText.Parse(text).Select(p => $"{p.Text}:{p.Match}")));

    [Theory]
    [InlineData("")]
    [InlineData(" * \"\" ")]
    public void NothingToSearchForIsSaid(string text) =>
        Assert.Contains(
            "nothing",
            Assert.Throws<FilterException>(() => SearchText.Parse(text)).Message,
            StringComparison.Ordinal
        );
}
