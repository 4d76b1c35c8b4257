using Clew.Model;
using Clew.Query;
using Clew.Query.Language;

namespace Clew.Tests.Query.Language;

/// <summary>What queries mean: each is shown as the plainest query that means the same.</summary>
public sealed class FilterLanguageTests
{
    /// <summary>2026-11-20T12:30:00Z, an hour east of Greenwich.</summary>
    internal static readonly QueryClock Clock = new(
        1_795_177_800_000_000_000,
        TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(1), "east", "east")
    );

    static string Of(string text, Subject subject) =>
        FilterLanguage.Print(FilterLanguage.Parse(text, subject, Clock), subject);

    [Theory]
    [InlineData("", "*")]
    [InlineData("*", "*")]
    [InlineData("not *", "-*")]
    [InlineData("status:failed", "status:failed")]
    [InlineData("status:ERROR", "status:failed")]
    [InlineData("status:c*", "status:completed,cancelled")]
    [InlineData("type:tool", "span(type:tool)")]
    [InlineData("type!=tool", "-span(type:tool)")]
    [InlineData("-level:debug", "-span(level:DEBUG)")]
    [InlineData("model:gpt-4o*", "models:gpt-4o*")]
    [InlineData("span.model:gpt*mini", "span(model:gpt*mini)")]
    [InlineData("tokens>2000", "totalTokens>2000")]
    [InlineData("tokens > 2k", "totalTokens>2000")]
    [InlineData("tokens:100..2000", "totalTokens>=100 totalTokens<=2000")]
    [InlineData("tokens:..1.5M", "totalTokens<=1500000")]
    [InlineData("tokens:>5", "totalTokens>5")]
    [InlineData("tokens<10.5", "totalTokens<=10")]
    [InlineData("input_tokens=10_000", "inputTokens:10000")]
    [InlineData("cost>=0.05", "cost>=0.05")]
    [InlineData("cost>$1", "cost>1")]
    [InlineData("duration>2s", "latency>2s")]
    [InlineData("duration<1h30m", "latency<90m")]
    [InlineData("duration>0.25", "latency>250ms")]
    [InlineData("session:abc user:42", "session:abc user:\"42\"")]
    [InlineData("user:42,43 or user in (a, b)", "user:\"42\",\"43\" or user:a,b")]
    [InlineData("user not in (a,b)", "-user:a,b")]
    [InlineData("tag:prod env:staging", "tags:prod environment:staging")]
    [InlineData("tag:(red and blue)", "tags:red tags:blue")]
    [InlineData("tag:(red or bl*)", "tags:red or tags:bl*")]
    [InlineData("tag:\"a b\"*", "tags:\"a b\"*")]
    [InlineData("tag:a\"*\"b", "tags:\"a*b\"")]
    [InlineData("name~\"Refund\"", "name~Refund")]
    [InlineData("name!~x", "-name~x")]
    [InlineData("name:*", "name:*")]
    [InlineData("name:null", "-name:*")]
    [InlineData("name!=null", "name:*")]
    [InlineData("name:\"null\"", "name:\"null\"")]
    [InlineData("name:(a or null)", "name:a or -name:*")]
    [InlineData("tool:null", "-span(tool:*)")]
    [InlineData("has:error", "errors>0")]
    [InlineData("-has:scores", "-scores:*")]
    [InlineData("has:tool", "span(tool:*)")]
    [InlineData("is:failed is:public", "status:failed public:true")]
    [InlineData("is:root", "span(root:true)")]
    [InlineData("tool:get_weather", "span(tool:get_weather)")]
    [InlineData("tool:(a and b)", "span(tool:a) span(tool:b)")]
    [InlineData("span.cost:1..2", "span(cost>=1 cost<=2)")]
    [InlineData("metadata.customer.tier=gold", "metadata.customer.tier:gold")]
    [InlineData("metadata[\"a b\"]>2", "metadata[\"a b\"]>2")]
    [InlineData("meta[a:b]:x", "metadata[\"a:b\"]:x")]
    [InlineData("metadata.n:2", "metadata.n:2")]
    [InlineData("metadata.n:\"2\"", "metadata.n:\"2\"")]
    [InlineData("metadata.n:007", "metadata.n:\"007\"")]
    [InlineData("metadata.n:1..5", "metadata.n>=1 metadata.n<=5")]
    [InlineData("metadata.file:a..b", "metadata.file:\"a..b\"")]
    [InlineData("metadata.id:12345678901234567890", "metadata.id:\"12345678901234567890\"")]
    [InlineData("metadata.v:true", "metadata.v:true")]
    [InlineData("score.truth>0.5 score.mood:good", "score.truth>0.5 score.mood:good")]
    [InlineData("llm.tool_call_count>5", "span(toolCalls>5)")]
    [InlineData("span(type:tool status:failed) span(\"X\")", "span(type:tool status:failed) span(\"X\")")]
    [InlineData("span(trace.user:ann)", "span(trace.user:ann)")]
    [InlineData("\"exact phrase\"", "\"exact phrase\"")]
    [InlineData("refund", "\"refund\"")]
    [InlineData("refund*", "\"refund\"*")]
    [InlineData("*fund*", "*\"fund\"*")]
    [InlineData("input:~\"a b\" output:x*", "input:*\"a b\"* output:\"x\"*")]
    [InlineData("text=\"Abc\"", "text=\"Abc\"")]
    [InlineData("input:(a or b)", "input:\"a\" or input:\"b\"")]
    [InlineData("(a or b) and not c", "(\"a\" or \"b\") -\"c\"")]
    [InlineData("a or b and c", "\"a\" or (\"b\" \"c\")")]
    [InlineData("a OR b c", "\"a\" or (\"b\" \"c\")")]
    [InlineData("!(a b)", "-(\"a\" \"b\")")]
    [InlineData("not not a", "\"a\"")]
    [InlineData("'tis", "\"'tis\"")]
    [InlineData("name:'it is'", "name:\"it is\"")]
    [InlineData("session:a:b", "session:\"a:b\"")]
    [InlineData("name:入力*", "name:\"入力\"*")]
    [InlineData("start>=2026-11-20", "start>=2026-11-19T23:00:00Z")]
    [InlineData("start>2026-11-20", "start>=2026-11-20T23:00:00Z")]
    [InlineData("start<=2026-11-20T10:00Z", "start<2026-11-20T10:01:00Z")]
    [InlineData("start:2026-11", "start>=2026-10-31T23:00:00Z start<2026-11-30T23:00:00Z")]
    [InlineData("start:2026-11-01..2026-11-02", "start>=2026-10-31T23:00:00Z start<2026-11-02T23:00:00Z")]
    [InlineData("time:today", "start>=2026-11-19T23:00:00Z start<2026-11-20T23:00:00Z")]
    [InlineData("start:yesterday", "start>=2026-11-18T23:00:00Z start<2026-11-19T23:00:00Z")]
    [InlineData("start>-2h", "start>2026-11-20T10:30:00.0Z")]
    [InlineData("start>=now-30m", "start>=2026-11-20T12:00:00Z")]
    [InlineData("timestamp:last24h", "start>=2026-11-19T12:30:00Z")]
    [InlineData("start<\"2026-11-20 12:00:00.5+02:00\"", "start<2026-11-20T10:00:00.5Z")]
    [InlineData("start>=1795177800", "start>=2026-11-20T12:30:00Z")]
    public void OfTraces(string text, string meaning)
    {
        Assert.Equal(meaning, Of(text, Subject.Trace));
        Assert.Equal(meaning, Of(meaning, Subject.Trace));
    }

    [Theory]
    [InlineData("type:tool status:failed", "type:tool status:failed")]
    [InlineData("name:a trace.name:b user:c", "name:a trace.name:b trace.user:c")]
    [InlineData("span(type:tool)", "type:tool")]
    [InlineData("trace(name:x has:error)", "trace.name:x trace.errors>0")]
    [InlineData("trace(type:tool)", "trace(span(type:tool))")]
    [InlineData("has:error", "status:failed")]
    [InlineData("is:root model:gpt*", "root:true model:gpt*")]
    [InlineData("parent:null", "-parent:*")]
    [InlineData("gen_ai.request.model:x", "requestModel:x")]
    public void OfSpans(string text, string meaning) => Assert.Equal(meaning, Of(text, Subject.Span));

    [Theory]
    [InlineData("value>0.5 label:good", "value>0.5 text:good")]
    [InlineData("trace.name:x", "trace.name:x")]
    [InlineData("name:x trace(tool:y)", "name:x trace(span(tool:y))")]
    public void OfScores(string text, string meaning) => Assert.Equal(meaning, Of(text, Subject.Score));

    [Theory]
    [InlineData(
        "nme:x",
        0,
        3,
        "There is no field 'nme'; did you mean name? Put it in quotes to look for it as text.",
        "name"
    )]
    [InlineData(
        "a tokns>5",
        2,
        5,
        "There is no field 'tokns'; did you mean tokens? Put it in quotes to look for it as text.",
        "tokens"
    )]
    [InlineData(
        "status:faild",
        7,
        5,
        "'faild' is none of the words of status: completed, running, failed, pending, cancelled.",
        "failed"
    )]
    [InlineData(
        "tokens>many",
        7,
        4,
        "'many' does not go with totalTokens, which is compared with a number such as 2000, 2k or 1.5M.",
        null
    )]
    [InlineData(
        "start>soon",
        6,
        4,
        "'soon' is no time; start is compared with a time such as 2026-11-20, 2026-11-20T14:30, 2026-11-20T14:30:00Z, -2h, now, today, yesterday or last24h.",
        null
    )]
    [InlineData("a and", 5, 0, "A condition is missing after 'and'.", null)]
    [InlineData("tokens>", 7, 0, "A value is missing after 'tokens>'.", null)]
    [InlineData("(a or b", 0, 1, "This '(' is not closed; add ')' at its end.", null)]
    [InlineData("a)", 1, 1, "There is no '(' for this ')'; leave it out, or put it in quotes.", null)]
    [InlineData("x \"abc", 2, 4, "The quote \" is not closed; add another at its end.", null)]
    [InlineData("name<a", 0, 6, "name is text, and < does not go with that.", null)]
    [InlineData("metadata:x", 0, 8, "metadata is many fields; say which: metadata.NAME, or metadata[\"NAME\"].", null)]
    [InlineData(
        "or a",
        0,
        2,
        "'or' cannot stand here: a condition is expected; put it in quotes to look for it as text.",
        null
    )]
    [InlineData("tag:(a or b and c)", 12, 3, "Values are joined by 'or' or by 'and', not by both.", null)]
    [InlineData("a*b", 0, 3, "In text to look for, stars stand at the end, or on both sides: refund*, *fund*.", null)]
    [InlineData(
        "is:rot",
        3,
        3,
        "'rot' does not go with 'is:'; there are completed, running, failed, pending, cancelled, root, public.",
        "root"
    )]
    [InlineData("fn(x)", 0, 2, "Before '(' stands span or trace, or a space; 'fn' is neither.", null)]
    [InlineData(
        "name:\"a\\d\"",
        7,
        2,
        "In quotes \\ begins one of \\\\ \\\" \\' \\n \\t \\r \\u0041; write \\\\ for a backslash itself.",
        null
    )]
    public void AMistakeHasAPlaceAndAWayOut(string text, int position, int length, string message, string? suggestion)
    {
        var e = Assert.Throws<QuerySyntaxException>(() => FilterLanguage.Parse(text, Subject.Trace, Clock));
        Assert.Equal((message, position, length, suggestion), (e.Message, e.Position, e.Length, e.Suggestion));
    }

    [Theory]
    [InlineData("stat:failed", "status")]
    [InlineData("modle:x", "model")]
    [InlineData("xyzzy:1", null)]
    public void AnUnknownFieldSuggestsTheLikeliest(string text, string? suggestion) =>
        Assert.Equal(
            suggestion,
            Assert.Throws<QuerySyntaxException>(() => FilterLanguage.Parse(text, Subject.Trace, Clock)).Suggestion
        );

    [Fact]
    public void DepthAndLengthHaveLimits()
    {
        foreach (var deep in new[] { "(", "-", "not ", "-(", "span(" })
        {
            var text = string.Concat(Enumerable.Repeat(deep, 1900));
            var e = Assert.Throws<QuerySyntaxException>(() => FilterLanguage.Parse(text, Subject.Trace, Clock));
            Assert.Equal("The query is more than 50 levels deep; make it flatter.", e.Message);
        }

        var tooLong = new string('a', FilterLanguage.LongestText + 1);
        var error = Assert.Throws<QuerySyntaxException>(() => FilterLanguage.Parse(tooLong, Subject.Trace, Clock));
        Assert.Equal((FilterLanguage.LongestText, 1), (error.Position, error.Length));
    }

    [Fact]
    public void DaysFollowTheClocksOfTheZone()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        // The day on which clocks go back has 25 hours.
        var filter = FilterLanguage.Parse("start:2026-10-25", Subject.Trace, Clock with { Zone = zone });
        Assert.Equal(
            "start>=2026-10-24T22:00:00Z start<2026-10-25T23:00:00Z",
            FilterLanguage.Print(filter, Subject.Trace)
        );
    }
}
