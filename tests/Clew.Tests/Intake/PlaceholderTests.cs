using System.Buffers;
using System.Text;
using Clew.Api;
using Clew.Dialects;
using Clew.Intake;
using Clew.Model;
using Clew.Pricing;
using Clew.Store;
using Clew.Store.Memory;
using Clew.Store.Sqlite;
using Clew.Tests.Dialects;
using Clew.Tests.Wire;
using Clew.Wire.Otlp;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clew.Tests.Intake;

/// <summary>Spans that only hold the place of another, from the wire to what is shown, in every store.</summary>
public sealed class PlaceholderTests : IDisposable
{
    const string Trace = "0af7651916cd43dd8448eb211c80319c";
    const string Id = "00000000000000a1";
    const string Parent = "00000000000000f1";

    static readonly string Placeholder = Span(
        "00000000000000c1",
        Id,
        1_000,
        1_000,
        ("logfire.span_type", "pending_span"),
        ("logfire.pending_parent_id", Parent),
        ("logfire.level_num", 9),
        ("gen_ai.request.model", "m-asked")
    );

    static readonly string Real = Span(
        Id,
        Parent,
        1_000,
        5_000,
        ("logfire.span_type", "span"),
        ("gen_ai.request.model", "m-real")
    );

    readonly string folder = Directory.CreateTempSubdirectory("clew-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_placeholder_alone_is_the_span_it_speaks_of_while_that_runs(bool inMemory)
    {
        await using var store = Open(inMemory);
        await SendAsync(store, Placeholder);
        var span = Assert.Single(await SpansAsync(store));
        Assert.Equal((Id, Parent, SpanStatus.Running), (span.SpanId.ToString(), span.ParentId.ToString(), span.Status));
        Assert.Equal(("work", 1_000L, null), (span.Name, span.StartNano, span.EndNano));
        var story = await StoryAsync(store);
        Assert.Equal(("00000000000000c1", 0), (story.Span!.SpanId.ToString(), story.Versions));
        Assert.Equal(
            "Only a placeholder of the span has arrived: it still runs, or its end was lost.",
            Assert.Single(SpanWarnings.Of(story, story.Row))
        );
    }

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    [InlineData(false, true, true)]
    [InlineData(false, false, true)]
    public async Task A_placeholder_gives_way_to_the_span_whichever_comes_first(
        bool inMemory,
        bool isFirst,
        bool together
    )
    {
        await using var store = Open(inMemory);
        string[] order = isFirst ? [Placeholder, Real] : [Real, Placeholder];
        if (together)
        {
            await SendAsync(store, order);
        }
        else
        {
            await SendAsync(store, order[0]);
            await SendAsync(store, order[1]);
        }

        var span = Assert.Single(await SpansAsync(store));
        Assert.Equal((5_000L, SpanStatus.Completed), (span.EndNano, span.Status));
        Assert.Equal((Parent, "m-real"), (span.ParentId.ToString(), span.RequestModel));
        var story = await StoryAsync(store);
        Assert.Equal(story.Row with { InputPreview = null }, span);
        Assert.Equal((Id, 1, 2), (story.Span!.SpanId.ToString(), story.Versions, story.Records.Count));
        Assert.Empty(SpanWarnings.Of(story, story.Row));
        await IsGivenBackAsync(store, Placeholder, Real);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_placeholder_says_of_failure_does_not_stay(bool inMemory)
    {
        await using var store = Open(inMemory);
        var failed = Span(
            "00000000000000c1",
            Id,
            1_000,
            1_000,
            ("logfire.span_type", "pending_span"),
            ("logfire.level_num", 17),
            ("error.type", "Oops")
        );
        await SendAsync(store, failed);
        Assert.Equal(SpanStatus.Running, (await SpansAsync(store))[0].Status);
        await SendAsync(store, Real);
        Assert.Equal(SpanStatus.Completed, (await SpansAsync(store))[0].Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_placeholder_of_a_root_is_a_root(bool inMemory)
    {
        await using var store = Open(inMemory);
        await SendAsync(
            store,
            Span(
                "00000000000000c1",
                Id,
                1_000,
                1_000,
                ("logfire.span_type", "pending_span"),
                ("logfire.pending_parent_id", "0000000000000000"),
                ("logfire.msg", "work hard")
            )
        );
        Assert.True(Assert.Single(await SpansAsync(store)).ParentId.IsEmpty);
        Assert.Equal("work hard", (await store.FindTraceAsync("default", Ids.Trace(Trace), default))!.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000000000000c1")]
    public async Task What_names_no_other_span_is_a_span_of_its_own(string parent)
    {
        await using var store = Open(inMemory: true);
        await SendAsync(store, Span("00000000000000c1", parent, 1_000, 1_000, ("logfire.span_type", "pending_span")));
        Assert.Equal("00000000000000c1", Assert.Single(await SpansAsync(store)).SpanId.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_captured_trace_has_no_span_too_many(bool inMemory)
    {
        await using var store = Open(inMemory);
        foreach (var capture in Capture.All.Where(c => c.Name.StartsWith("logfire-js", StringComparison.Ordinal)))
        {
            var result = await PipelineOf(store)
                .AcceptAsync(
                    "default",
                    capture.Signal,
                    capture.Encoding,
                    capture.Body,
                    capture.Body.Length,
                    CancellationToken.None
                );
            Assert.Equal(default, result);
        }

        var trace = await store.FindTraceAsync("default", Ids.Trace("01a1f871000c57db931cc4794d402b74"), default);
        Assert.Equal(("agent run x", 4, 2), (trace!.Name, trace.SpanCount, trace.ErrorCount));
        Assert.Equal(["t1"], trace.Tags);
    }

    /// <summary>What was sent is kept as it was sent: under its own ids.</summary>
    static async Task IsGivenBackAsync(ITraceStore store, params string[] spans)
    {
        var records = new List<Record>();
        await foreach (var record in store.ReadRecordsAsync("default", Ids.Trace(Trace), null, default))
        {
            records.Add(record);
        }

        var json = new ArrayBufferWriter<byte>();
        OtlpExport.WriteJson(records, OtlpSignal.Traces, json);
        var text = Encoding.UTF8.GetString(json.WrittenSpan);
        Assert.All(spans, s => Assert.Contains(s, text, StringComparison.Ordinal));
    }

    ITraceStore Open(bool inMemory)
    {
        var deriver = new RecordDeriver(DialectTable.Default, new PriceBook());
        return inMemory
            ? new MemoryStore(TimeProvider.System, deriver)
            : SqliteStore.Open(Path.Combine(folder, "clew.db"), deriver, TimeProvider.System, NullLogger.Instance);
    }

    static IntakePipeline PipelineOf(ITraceStore store) =>
        new(store, DialectTable.Default, new ArrivalClock(TimeProvider.System), NullLogger<IntakePipeline>.Instance);

    static async Task SendAsync(ITraceStore store, params string[] spans)
    {
        var body = Encoding.UTF8.GetBytes(
            $$"""{"resourceSpans":[{"scopeSpans":[{"scope":{"name":"logfire"},"spans":[{{string.Join(',', spans)}}]}]}]}"""
        );
        var result = await PipelineOf(store)
            .AcceptAsync("default", OtlpSignal.Traces, RecordEncoding.Json, body, body.Length, default);
        Assert.Equal(default, result);
    }

    static Task<IReadOnlyList<SpanRow>> SpansAsync(ITraceStore store) =>
        store.ReadSpansAsync("default", Ids.Trace(Trace), default);

    static async Task<SpanStory> StoryAsync(ITraceStore store) =>
        Assert.IsType<SpanStory>(
            await SpanStory.ReadAsync(store, DialectTable.Default, "default", Ids.Trace(Trace), Ids.Span(Id), default)
        );

    static string Span(string id, string parent, long start, long end, params (string Key, object Value)[] attributes)
    {
        var list = attributes.Select(a =>
            $$$"""{"key":"{{{a.Key}}}","value":{{{(
                a.Value is string text ? $$"""{"stringValue":"{{text}}"}""" : $$"""{"intValue":"{{a.Value}}"}"""
            )}}}}"""
        );
        return $$"""{"traceId":"{{Trace}}","spanId":"{{id}}","parentSpanId":"{{parent}}","name":"work","startTimeUnixNano":"{{start}}","endTimeUnixNano":"{{end}}","attributes":[{{string.Join(',', list)}}]}""";
    }
}
