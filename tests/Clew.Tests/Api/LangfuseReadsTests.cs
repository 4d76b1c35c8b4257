using System.Globalization;
using System.Text.Json;
using Clew.Wire.Otlp;

namespace Clew.Tests.Api;

/// <summary>Three traces of two users in every list that Langfuse's API has.</summary>
public sealed partial class LangfuseReadsTests : IAsyncLifetime
{
    const long Start = 1_763_640_000_000_000_000;
    const long Second = 1_000_000_000;
    const string Time = "&fromTimestamp=2025-11-20T00:00:00Z&toTimestamp=2025-11-21T00:00:00Z";

    ApiFixture api = null!;

    public async Task InitializeAsync()
    {
        api = ApiFixture.WithAllDialects();
        await api.SendSpansAsync(
            Span(
                1,
                1,
                0,
                4,
                ("langfuse.trace.name", "checkout"),
                ("user.id", "ann"),
                ("session.id", "s1"),
                ("langfuse.observation.input", "first in"),
                ("langfuse.observation.output", """{"a":1}"""),
                ("langfuse.trace.metadata.tier", "gold")
            ),
            Generation(1, 2, 1, 2, "gpt-4o", 10, 5, parent: 1),
            Span(
                2,
                3,
                10,
                12,
                ("langfuse.trace.name", "search"),
                ("user.id", "ann"),
                ("session.id", "s1"),
                ("langfuse.environment", "staging")
            ),
            Span(3, 4, 90_000, 90_001, ("langfuse.trace.name", "checkout"), ("user.id", "bob")),
            Generation(3, 5, 90_000, 90_003, "gpt-4o", 30, 15, parent: 4)
        );
        await api.SendAsync(OtlpSignal.Logs, Verdict(1, 2, 0.25));
    }

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Fact]
    public async Task TracesAreListedNewestFirstWithPages()
    {
        var (status, answer) = await Ask("/traces", "?limit=2");
        Assert.Equal(200, status);
        Assert.Equal([Trace(3), Trace(2)], Ids(answer));
        Assert.Equal("""{"page":1,"limit":2,"totalItems":3,"totalPages":2}""", answer.GetProperty("meta").GetRawText());
        Assert.Equal([Trace(1)], Ids((await Ask("/traces", "?limit=2&page=2")).Answer));
        Assert.Empty(Ids((await Ask("/traces", "?limit=2&page=2000000000")).Answer));
        Assert.Equal([Trace(1), Trace(2), Trace(3)], Ids((await Ask("/traces", "?orderBy=timestamp.asc")).Answer));
    }

    [Theory]
    [InlineData("?userId=ann", "2 1")]
    [InlineData("?name=checkout", "3 1")]
    [InlineData("?name=checkout&userId=ann", "1")]
    [InlineData("?sessionId=s1", "2 1")]
    [InlineData("?environment=staging&environment=default", "3 2 1")]
    [InlineData("?environment=default", "3 1")]
    [InlineData("?fromTimestamp=2025-11-21T00:00:00Z", "3")]
    [InlineData("?toTimestamp=2025-11-21T00:00:00Z", "2 1")]
    [InlineData("?filter=[{'type':'number','column':'totalTokens','operator':'>','value':20}]", "3")]
    [InlineData(
        "?filter=[{'type':'stringObject','column':'metadata','key':'tier','operator':'=','value':'gold'}]",
        "1"
    )]
    [InlineData("?filter=[{'type':'string','column':'name','operator':'does not contain','value':'check'}]", "2")]
    [InlineData("?filter=[{'type':'stringOptions','column':'userId','operator':'none of','value':['ann']}]", "3")]
    [InlineData(
        "?filter=[{'type':'datetime','column':'timestamp','operator':'<','value':'2025-11-20T12:00:05Z'}]",
        "1"
    )]
    [InlineData(
        "?filter=[{'type':'numberObject','column':'scores_avg','key':'relevance','operator':'<','value':1}]",
        "1"
    )]
    [InlineData("?filter=[{'type':'null','column':'sessionId','operator':'is null','value':''}]", "3")]
    [InlineData("?filter=[{'type':'boolean','column':'bookmarked','operator':'=','value':true}]", "")]
    // A condition takes the place of the simple parameter of its column, and of no other.
    [InlineData("?name=search&filter=[{'type':'string','column':'name','operator':'=','value':'checkout'}]", "3 1")]
    [InlineData("?userId=ann&filter=[{'type':'string','column':'name','operator':'=','value':'checkout'}]", "1")]
    public async Task TracesAreFiltered(string query, string expected)
    {
        var (status, answer) = await Ask("/traces", query.Replace('\'', '"'));
        Assert.True(status == 200, answer.GetRawText());
        Assert.Equal(expected, string.Join(' ', Ids(answer).Select(i => i.TrimStart('0'))));
    }

    [Fact]
    public async Task AListedTraceHasTheFieldsThatAreAskedFor()
    {
        var whole = (await Ask("/traces", "?userId=ann&name=checkout")).Answer.GetProperty("data")[0];
        Assert.Equal("first in", whole.GetProperty("input").GetString());
        Assert.Equal(1, whole.GetProperty("output").GetProperty("a").GetInt32());
        Assert.Equal("gold", whole.GetProperty("metadata").GetProperty("tier").GetString());
        Assert.Equal([Observation(1), Observation(2)], Strings(whole, "observations"));
        Assert.Single(Strings(whole, "scores"));
        Assert.Equal(4, whole.GetProperty("latency").GetDouble());
        Assert.Equal($"/project/default/traces/{Trace(1)}", whole.GetProperty("htmlPath").GetString());
        var core = (await Ask("/traces", "?userId=ann&name=checkout&fields=core,nonsense")).Answer.GetProperty("data")[
            0
        ];
        Assert.Equal(JsonValueKind.Null, core.GetProperty("input").ValueKind);
        Assert.Equal(-1, core.GetProperty("latency").GetDouble());
        Assert.Equal(-1, core.GetProperty("totalCost").GetDouble());
        Assert.Empty(Strings(core, "observations"));
        Assert.Equal("ann", core.GetProperty("userId").GetString());
        var one = (await Ask("/traces/{traceId}", "?fields=core", ("traceId", Trace(1)))).Answer;
        Assert.Equal(0, one.GetProperty("observations").GetArrayLength());
    }

    [Theory]
    [InlineData("/traces", "?limit=101", "limit")]
    [InlineData("/traces", "?limit=x", "limit")]
    [InlineData("/traces", "?page=0", "page")]
    [InlineData("/traces", "?orderBy=shoe.asc", "orderBy")]
    [InlineData("/traces", "?fromTimestamp=yesterday", "fromTimestamp")]
    [InlineData("/traces", "?filter={", "filter")]
    [InlineData("/traces", """?filter=[{"type":"string","column":"shoe","operator":"=","value":"x"}]""", "filter")]
    [InlineData("/traces", """?filter=[{"type":"string","column":"name","operator":">","value":"x"}]""", "filter")]
    [InlineData("/traces", """?filter=[{"type":"number","column":"name","operator":"=","value":1}]""", "filter")]
    [InlineData("/observations", "?type=shoe", "type")]
    [InlineData("/observations", "?level=shoe", "level")]
    [InlineData("/v2/observations", "?limit=1001", "limit")]
    [InlineData("/v2/observations", "?cursor=shoe", "cursor")]
    [InlineData("/v2/observations", "?parseIoAsJson=true", "parseIoAsJson")]
    [InlineData("/v2/scores", "?operator=shoe&value=1", "operator")]
    [InlineData("/v2/scores", "?dataType=shoe", "dataType")]
    [InlineData("/v3/scores", "?valueMin=1", "dataType")]
    [InlineData("/v3/scores", "?observationId=x", "observationId")]
    [InlineData("/metrics", "", "query")]
    [InlineData("/metrics", "?query={\"view\":\"shoe\"}", "view")]
    [InlineData("/metrics", "?query={\"view\":\"traces\"}", "metrics")]
    public async Task AWrongParameterIsNamed(string path, string query, string parameter)
    {
        var (status, answer) = await Ask(path, query);
        Assert.Equal(400, status);
        Assert.Equal("Invalid request data", answer.GetProperty("message").GetString());
        Assert.Contains(
            answer.GetProperty("error").EnumerateArray(),
            issue => issue.GetProperty("path")[0].GetString() == parameter
        );
    }

    [Theory]
    [InlineData("", "5 4 3 2 1")]
    [InlineData("?type=GENERATION", "5 2")]
    [InlineData("?userId=ann&type=GENERATION", "2")]
    [InlineData("?name=span 3", "3")]
    [InlineData("?parentObservationId=0000000000000001", "2")]
    [InlineData("?traceId=00000000000000000000000000000003", "5 4")]
    [InlineData("?level=DEFAULT&environment=staging", "3")]
    [InlineData("?fromStartTime=2025-11-21T00:00:00Z", "5 4")]
    [InlineData("?filter=[{'type':'number','column':'latency','operator':'>=','value':3}]", "5 1")]
    [InlineData("?filter=[{'type':'boolean','column':'isRootObservation','operator':'=','value':false}]", "5 2")]
    public async Task ObservationsAreListedInBothForms(string query, string expected)
    {
        foreach (var path in (string[])["/observations", "/v2/observations"])
        {
            var (status, answer) = await Ask(path, query.Replace('\'', '"'));
            Assert.True(status == 200, answer.GetRawText());
            Assert.Equal(
                expected.Split(' ').Order(StringComparer.Ordinal),
                Ids(answer).Select(i => i.TrimStart('0')).Order(StringComparer.Ordinal)
            );
        }
    }

    [Fact]
    public async Task AnObservationIsFoundByItsIdAlone()
    {
        var (_, answer) = await Ask("/observations/{observationId}", "", ("observationId", Observation(2)));
        Assert.Equal(
            (Trace(1), "GENERATION"),
            (answer.GetProperty("traceId").GetString(), answer.GetProperty("type").GetString())
        );
        Assert.Equal(
            ("gpt-4o", 15),
            (answer.GetProperty("model").GetString(), answer.GetProperty("totalTokens").GetInt32())
        );
        var (status, missing) = await Ask("/observations/{observationId}", "", ("observationId", "nobody"));
        Assert.Equal((404, "LangfuseNotFoundError"), (status, missing.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task TheSecondFormHasGroupsAndACursor()
    {
        var ids = new List<string>();
        var cursor = "";
        do
        {
            var page = (await Ask("/v2/observations", $"?limit=2{cursor}")).Answer;
            ids.AddRange(Ids(page));
            cursor = page.GetProperty("meta").TryGetProperty("cursor", out var next)
                ? "&cursor=" + Uri.EscapeDataString(next.GetString()!)
                : "";
        } while (cursor.Length > 0);
        Assert.Equal(5, ids.Distinct().Count());
        Assert.Equal(5, ids.Count);

        var core = (await Ask("/v2/observations", "?fields=core&name=span 1")).Answer.GetProperty("data")[0];
        Assert.False(core.TryGetProperty("name", out _));
        Assert.Equal(JsonValueKind.Null, core.GetProperty("inputPrice").ValueKind);
        var io = (await Ask("/v2/observations", "?fields=io,trace_context&name=span 1")).Answer.GetProperty("data")[0];
        Assert.Equal("""{"a":1}""", io.GetProperty("output").GetString());
        Assert.Equal("checkout", io.GetProperty("traceName").GetString());
        var roots = (await Ask("/v2/observations", "?parentObservationId=")).Answer;
        Assert.Equal(3, Ids(roots).Count());
    }

    [Fact]
    public async Task SessionsAreWhatTheirTracesSay()
    {
        var (_, list) = await Ask("/sessions", "");
        var session = Assert.Single(list.GetProperty("data").EnumerateArray());
        Assert.Equal(
            ("s1", "2025-11-20T12:00:00.000Z"),
            (session.GetProperty("id").GetString(), session.GetProperty("createdAt").GetString())
        );
        Assert.Equal(
            0,
            (await Ask("/sessions", "?toTimestamp=2025-11-20T12:00:00Z"))
                .Answer.GetProperty("meta")
                .GetProperty("totalItems")
                .GetInt32()
        );
        var (_, one) = await Ask("/sessions/{sessionId}", "", ("sessionId", "s1"));
        Assert.Equal(
            [Trace(1), Trace(2)],
            one.GetProperty("traces").EnumerateArray().Select(t => t.GetProperty("id").GetString())
        );
        Assert.Equal(404, (await Ask("/sessions/{sessionId}", "", ("sessionId", "s2"))).Status);
    }

    [Fact]
    public async Task ScoresAreListedInThreeForms()
    {
        foreach (var path in (string[])["/scores", "/v2/scores"])
        {
            var (_, list) = await Ask(path, "?name=relevance&userId=ann&operator=<&value=0.5&dataType=NUMERIC");
            var score = Assert.Single(list.GetProperty("data").EnumerateArray());
            Assert.Equal(0.25, score.GetProperty("value").GetDouble());
            Assert.Equal(Observation(2), score.GetProperty("observationId").GetString());
            Assert.Equal("ann", score.GetProperty("trace").GetProperty("userId").GetString());
            var id = score.GetProperty("id").GetString();
            Assert.Equal(
                id,
                (await Ask(path + "/{scoreId}", "", ("scoreId", id))).Answer.GetProperty("id").GetString()
            );
            Assert.Equal(404, (await Ask(path + "/{scoreId}", "", ("scoreId", "nobody"))).Status);
            Assert.Empty((await Ask(path, "?userId=bob")).Answer.GetProperty("data").EnumerateArray());
        }

        var (_, third) = await Ask("/v3/scores", "?dataType=NUMERIC&valueMin=0.25&valueMax=0.25&fields=subject");
        var subject = Assert.Single(third.GetProperty("data").EnumerateArray()).GetProperty("subject");
        Assert.Equal(
            $$"""{"kind":"observation","id":"{{Observation(2)}}","traceId":"{{Trace(1)}}"}""",
            subject.GetRawText()
        );
    }

    [Fact]
    public async Task ClientsSeeThatTheyAreWelcome()
    {
        var project = (await Ask("/projects", "")).Answer.GetProperty("data")[0];
        Assert.Equal(
            ("default", "Default"),
            (project.GetProperty("id").GetString(), project.GetProperty("name").GetString())
        );
        var (status, health) = await Ask("/health", "?failIfNoRecentEvents=true&failIfDatabaseUnavailable=true");
        Assert.Equal((200, "OK"), (status, health.GetProperty("status").GetString()));
        Assert.StartsWith("4.", health.GetProperty("version").GetString(), StringComparison.Ordinal);
    }

    Task<(int Status, JsonElement Answer)> Ask(string path, string query, params (string, string?)[] route) =>
        api.AskAsync("/api/public" + path, query, route);

    static IEnumerable<string> Ids(JsonElement answer) =>
        answer.GetProperty("data").EnumerateArray().Select(i => i.GetProperty("id").GetString()!);

    static IEnumerable<string> Strings(JsonElement item, string name) =>
        item.GetProperty(name).EnumerateArray().Select(i => i.GetString()!);

    static string Trace(int number) => number.ToString("x32", CultureInfo.InvariantCulture);

    static string Observation(int number) => number.ToString("x16", CultureInfo.InvariantCulture);

    static string Generation(
        int trace,
        int span,
        long from,
        long to,
        string model,
        int input,
        int output,
        int parent
    ) =>
        Span(
            trace,
            span,
            from,
            to,
            parent,
            [
                ("langfuse.observation.type", "generation"),
                ("gen_ai.request.model", model),
                ("gen_ai.usage.input_tokens", input),
                ("gen_ai.usage.output_tokens", output),
            ]
        );

    static string Span(int trace, int span, long from, long to, params (string, object)[] attributes) =>
        Span(trace, span, from, to, 0, attributes);

    static string Span(int trace, int span, long from, long to, int parent, (string Key, object Value)[] attributes)
    {
        var said = attributes.Select(a =>
            a.Value is int number
                ? $$$"""{"key":"{{{a.Key}}}","value":{"intValue":"{{{number}}}"}}"""
                : $$$"""{"key":"{{{a.Key}}}","value":{"stringValue":{{{JsonSerializer.Serialize((string)a.Value)}}}}}"""
        );
        var under = parent == 0 ? "" : $"\"parentSpanId\":\"{Observation(parent)}\",";
        return $$"""{"traceId":"{{Trace(trace)}}","spanId":"{{Observation(span)}}",{{under}}"name":"span {{span}}","startTimeUnixNano":"{{Start + (from * Second)}}","endTimeUnixNano":"{{Start + (to * Second)}}","attributes":[{{string.Join(',', said)}}]}""";
    }

    static string Verdict(int trace, int span, double value)
    {
        var number = value.ToString("R", CultureInfo.InvariantCulture);
        return $$$"""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"{{{Start}}}","eventName":"gen_ai.evaluation.result","traceId":"{{{Trace(trace)}}}","spanId":"{{{Observation(span)}}}","attributes":[{"key":"gen_ai.evaluation.name","value":{"stringValue":"relevance"}},{"key":"gen_ai.evaluation.score.value","value":{"doubleValue":{{{number}}}}}]}]}]}]}""";
    }
}
