using System.Text;
using Clew.Dialects;
using Clew.Intake;
using Clew.Intake.Langfuse;
using Clew.Model;
using Clew.Pricing;
using Clew.Store;
using Clew.Store.Memory;
using Clew.Wire.Langfuse;

namespace Clew.Tests.Intake;

public sealed class LangfuseIntakeTests
{
    static readonly LangfuseSender Sender = new("default", ScoresOnly: false, default);

    readonly MemoryStore store = NewStore();
    readonly LangfuseIntake intake;

    public LangfuseIntakeTests() =>
        intake = new(store, new(store.Documents), DialectTable.Default, new ArrivalClock(TimeProvider.System));

    static MemoryStore NewStore() => new(TimeProvider.System, new RecordDeriver(DialectTable.Default, new PriceBook()));

    static string Event(string id, string type, string body, string time = "2026-11-20T10:00:00Z") =>
        $$"""{"id":"{{id}}","timestamp":"{{time}}","type":"{{type}}","body":{{body}}}""";

    Task<LangfuseResult> SendAsync(LangfuseSender sender, params string[] events) =>
        intake.AcceptAsync(
            sender,
            Encoding.UTF8.GetBytes($$"""{"batch":[{{string.Join(',', events)}}]}"""),
            CancellationToken.None
        );

    async Task<List<Record>> RecordsAsync(string trace)
    {
        Assert.True(TraceId.TryParse(trace, out var id));
        var records = new List<Record>();
        await foreach (var record in store.ReadRecordsAsync("default", id, null, CancellationToken.None))
        {
            records.Add(record);
        }

        return records;
    }

    [Theory]
    [InlineData("number", "0.5", null)]
    [InlineData("number", "2", "body.value: expected at most 1, got 2")]
    [InlineData(
        "number",
        "\"much\"",
        "body.value: expected a number, as the score config \"number\" says, got \"much\""
    )]
    [InlineData("category", "\"good\"", null)]
    [InlineData("category", "1.0", null)]
    [InlineData("category", "2", "body.value: expected one of \"good\", \"bad\", got 2")]
    [InlineData("category", "\"great\"", "body.value: expected one of \"good\", \"bad\", got \"great\"")]
    [InlineData("old", "1", "body.configId: the score config \"old\" is archived")]
    [InlineData("none", "1", "body.configId: there is no score config \"none\"")]
    public async Task A_score_is_held_to_its_configuration(string config, string value, string? fault)
    {
        await store.Documents.ChangeAsync(
            "default",
            change =>
            {
                Put(
                    "number",
                    """{"name":"number","dataType":"NUMERIC","isArchived":false,"minValue":0,"maxValue":1}"""
                );
                Put(
                    "category",
                    """{"name":"c","dataType":"CATEGORICAL","isArchived":false,"categories":[{"label":"good","value":1},{"label":"bad","value":0}]}"""
                );
                Put("old", """{"name":"old","dataType":"NUMERIC","isArchived":true}""");
                return 0;

                void Put(string id, string json) =>
                    change.Put(new(DocumentKinds.ScoreConfig, id, null, null, 1, 1, Encoding.UTF8.GetBytes(json)));
            },
            CancellationToken.None
        );
        var result = await SendAsync(
            Sender,
            Event("s", "score-create", $$"""{"traceId":"t","name":"n","value":{{value}},"configId":"{{config}}"}"""),
            Event("log", "sdk-log", """{"log":1}"""),
            Event("other", "trace-create", """{"id":"t"}""")
        );
        Assert.Equal(fault, result.Errors.SingleOrDefault()?.Error);
        Assert.Contains("other", result.Successes);
        Assert.Equal(fault is null ? 2 : 1, (await RecordsAsync("t")).Count);
    }

    [Fact]
    public async Task Successes_are_creations_then_updates_by_their_time()
    {
        var result = await SendAsync(
            Sender,
            Event("u2", "span-update", """{"id":"o","traceId":"t"}""", "2026-11-20T10:00:02Z"),
            Event("c3", "trace-create", """{"id":"t"}""", "2026-11-20T10:00:03Z"),
            Event("c1b", "score-create", """{"traceId":"t","name":"n","value":1}""", "2026-11-20T11:00:01+01:00"),
            Event("u1", "generation-update", """{"id":"o","traceId":"t"}""", "2026-11-20T10:00:01Z"),
            Event("c1", "span-create", """{"id":"o","traceId":"t"}""", "2026-11-20T10:00:01Z"),
            Event("log", "sdk-log", """{"log":1}""")
        );
        Assert.Equal(["c1b", "c1", "c3", "u1", "u2"], result.Successes);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public async Task A_record_is_the_event_as_sent()
    {
        var sdk = Encoding.UTF8.GetBytes("""{"x-langfuse-sdk-name":"python"}""");
        var sent = Event("e1", "span-create", """{ "id":"o" , "traceId":"t","output": 1.0 , "unknown":[{}] }""");
        await SendAsync(Sender with { Sdk = sdk }, " " + sent + "\n", Event("e2", "trace-create", """{"id":"t"}"""));
        var records = await RecordsAsync("t");
        Assert.Equal(sent, Encoding.UTF8.GetString(records[0].Bytes.Span));
        Assert.Equal(
            (RecordKind.LangfuseObservation, RecordEncoding.Json, "o"),
            (records[0].Kind, records[0].Encoding, records[0].SpanId.ToString())
        );
        Assert.Equal(RecordHash.OfEvent("default", RecordKind.LangfuseObservation, "o", "e1"), records[0].Hash);
        Assert.Equal(RecordKind.LangfuseTrace, records[1].Kind);
        Assert.True(records[1].SpanId.IsEmpty);
        Assert.Equal([0, 1], records.Select(record => record.Position));
        Assert.All(records, record => Assert.Equal(sdk, record.Context.Resource.ToArray()));
    }

    [Fact]
    public async Task The_same_event_again_succeeds_and_changes_nothing()
    {
        var first = Event("e1", "trace-create", """{"id":"t","name":"first"}""");
        await SendAsync(Sender, first);
        var again = await SendAsync(Sender, first, Event("e1", "trace-create", """{"id":"t","name":"other"}"""));
        Assert.Equal(["e1", "e1"], again.Successes);
        Assert.Single(await RecordsAsync("t"));
    }

    [Fact]
    public async Task Times_keep_their_nanoseconds()
    {
        var body =
            """{"id":"o","traceId":"t","startTime":"2026-11-20T10:00:00.123456789Z","endTime":"2026-11-20T11:00:01.000000001+01:00"}""";
        await SendAsync(Sender, Event("e1", "span-create", body));
        Assert.True(TraceId.TryParse("t", out var id));
        var span = Assert.Single(await store.ReadSpansAsync("default", id, CancellationToken.None));
        Assert.Equal(1_795_168_800_123_456_789L, span.StartNano);
        Assert.Equal(1_795_168_801_000_000_001L, span.EndNano);
    }

    [Fact]
    public async Task Bad_events_alone_touch_no_store()
    {
        // A project that does not exist would make the store throw.
        var result = await SendAsync(Sender with { Project = "nowhere" }, "1", Event("e", "what", "{}"));
        Assert.Equal(["unknown", "e"], result.Errors.Select(error => error.Id));
        Assert.Empty(result.Successes);
        await Assert.ThrowsAsync<UnknownProjectException>(() =>
            SendAsync(Sender with { Project = "nowhere" }, Event("e", "trace-create", "{}"))
        );
    }

    [Fact]
    public async Task Who_may_send_scores_alone_hears_of_it_for_each_other_event()
    {
        var result = await SendAsync(
            Sender with
            {
                ScoresOnly = true,
            },
            Event("e1", "trace-create", """{"id":"t"}"""),
            Event("e2", "score-create", """{"traceId":"t","name":"n","value":1}"""),
            Event("e3", "sdk-log", """{"log":1}"""),
            Event("e4", "trace-create", """{"id":5}""")
        );
        Assert.Equal(["e2"], result.Successes);
        Assert.Equal([401, 401, 400], result.Errors.Select(error => error.Status));
        Assert.Equal(
            ("Authentication error", "Access Scope Denied"),
            (result.Errors[0].Message, result.Errors[0].Error)
        );
    }

    [Fact]
    public async Task Workbenches_are_clean_for_the_next_request()
    {
        await SendAsync(Sender, Event("e1", "trace-create", """{"id":"t1"}"""));
        Assert.NotNull((await intake.AcceptAsync(Sender, "{"u8.ToArray(), CancellationToken.None)).Fault);
        await SendAsync(Sender, Event("e2", "trace-create", """{"id":"t2"}"""));
        Assert.Single(await RecordsAsync("t1"));
        Assert.Single(await RecordsAsync("t2"));
    }
}
