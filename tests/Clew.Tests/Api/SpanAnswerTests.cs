using System.Text.Json;
using Clew.Api;
using Clew.Dialects;
using Clew.Intake;
using Clew.Model;
using Clew.Pricing;
using Clew.Store.Memory;
using Clew.Tests.Dialects.Fuzz;
using Clew.Tests.Oracle;
using Clew.Tests.Wire;
using Clew.Wire.Otlp;

namespace Clew.Tests.Api;

/// <summary>What the answer of a span says of itself: where each value is from, who reads what, what was cut.</summary>
public class SpanAnswerTests
{
    [Fact]
    public async Task Every_value_has_its_source()
    {
        var span = await AnswerAsync(
            new()
            {
                ["openinference.span.kind"] = "LLM",
                ["llm.model_name"] = "gpt-4o-2024-08-06",
                ["llm.token_count.prompt"] = 12L,
                ["llm.invocation_parameters"] = """{"temperature":0.2}""",
                ["input.value"] = "in",
                ["metadata"] = """{"customer":{"tier":"gold"}}""",
                ["tag.tags"] = """["a.b"]""",
                ["session.id"] = "s",
            }
        );
        var sources = span.Provenance.ToDictionary(p => p.Key, p => p.Value.Source);
        Assert.Equal("llm.model_name", sources["model"]);
        Assert.Equal("llm.token_count.prompt", sources["usage.inputTokens"]);
        Assert.Equal("llm.invocation_parameters", sources["parameters.temperature"]);
        Assert.Equal("input.value", sources["input"]);
        Assert.Equal("metadata", sources["metadata.customer.tier"]);
        Assert.Equal("tag.tags", sources["tags.a.b"]);
        Assert.Equal("session.id", sources["sessionId"]);
        Assert.Equal("end_time_unix_nano", sources["status"]);
        Assert.Equal("resource service.name", sources["service"]);
        Assert.All(span.Provenance.Values, p => Assert.True(p.Version > 0 && p.Dialect.Length > 0));
    }

    [Fact]
    public async Task Who_said_something_else_is_named_with_what_was_said()
    {
        var span = await AnswerAsync(
            new()
            {
                ["gen_ai.operation.name"] = "chat",
                ["gen_ai.request.model"] = "gpt-4o",
                ["llm.request.model_name"] = "openai/gpt-4o",
                ["openinference.span.kind"] = "CHAIN",
                ["gen_ai.usage.input_tokens"] = 12L,
                ["llm.token_count.prompt"] = 12L,
                ["gen_ai.input.messages"] = """[{"role":"user","content":"Hi"}]""",
                ["input.value"] = "{\"body\":\n\"Hi\"}",
            }
        );
        Assert.Equal("generation", span.Type);
        Assert.Equal(("openinference", "openinference.span.kind", "chain"), Rival(span, "type"));
        Assert.Equal(("openinference", "llm.request.model_name", "openai/gpt-4o"), Rival(span, "model"));
        Assert.Equal(("openinference", "input.value", "{\"body\": \"Hi\"}"), Rival(span, "input"));

        // Who says the same is no rival.
        Assert.Null(span.Provenance["usage.inputTokens"].Others);
        Assert.Null(span.Provenance["operation"].Others);
    }

    [Fact]
    public async Task An_attribute_says_who_reads_it()
    {
        var span = await AnswerAsync(
            new()
            {
                ["gen_ai.request.model"] = "m",
                ["llm.input_messages.0.message.content"] = "Hi",
                ["my.own"] = 1L,
                ["host.name"] = "of the span",
            },
            exception: true
        );
        var readers = span.Attributes.ToDictionary(a => a.Key!, a => a.MappedBy);
        Assert.Contains("otel-genai", readers["gen_ai.request.model"]!);
        Assert.DoesNotContain("otel-genai-events", readers["gen_ai.request.model"]!);
        Assert.Equal(["openinference"], readers["llm.input_messages.0.message.content"]!);
        Assert.Empty(readers["my.own"]!);
        Assert.Empty(readers["host.name"]!);
        var resource = span.Resource!.Attributes.ToDictionary(a => a.Key!, a => a.MappedBy);
        Assert.Equal(["otel"], resource["service.name"]!);
        Assert.Empty(resource["host.name"]!);
        var exception = span.Events[0].Attributes.ToDictionary(a => a.Key!, a => a.MappedBy);
        Assert.Equal(["otel"], exception["exception.message"]!);
        Assert.Empty(exception["worker.number"]!);
    }

    [Theory]
    [InlineData("""[{"role":"user","content":"long te""", true)]
    [InlineData("""{"rows":[1,2""", true)]
    [InlineData("long te...[truncated]", true)]
    [InlineData("""[{"role":"user","content":"long text"}]""", false)]
    [InlineData("long text...", false)]
    public async Task What_a_sender_cut_says_so(string text, bool isCut)
    {
        var span = await AnswerAsync(new() { ["input.value"] = text, ["output.value"] = text });
        Assert.Equal((isCut, isCut), (span.InputCutBySender, span.OutputCutBySender));
        Assert.Equal((text, false), (span.Input, span.InputTruncated));
        if (text[0] == '[')
        {
            Assert.StartsWith("long te", span.InputMessages![0].Parts[0].Text, StringComparison.Ordinal);
            Assert.Equal(1, span.Llm!.MessageCount);
        }
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task No_value_of_a_real_client_is_without_its_source(string name)
    {
        var capture = Capture.Of(name);
        await using var store = StoreOf(out var batch, capture.Traces());
        await store.AppendAsync(batch, default);
        foreach (var entry in batch.Entries)
        {
            var span = await AnswerAsync(store, entry.TraceId, entry.SpanId);
            using var json = JsonDocument.Parse(JsonSerializer.Serialize(span, ApiJson.Plain.SpanDetail));
            var lacking = json
                .RootElement.EnumerateObject()
                .Where(member => !AsSent.Contains(member.Name) && IsSaid(member.Value))
                .SelectMany(NamesOf)
                .Where(field => !HasSource(span, field));
            Assert.Empty(lacking);
        }
    }

    public static TheoryData<string> Captures =>
        [.. Capture.All.Where(c => c.Signal == OtlpSignal.Traces).Select(c => c.Name)];

    /// <summary>What is no reading of anything, or follows from what has a source.</summary>
    static readonly HashSet<string> AsSent =
    [
        "traceId",
        "spanId",
        "kind",
        "durationNano",
        "countsTowardTotals",
        "input_mime_type",
        "input_truncated",
        "input_size",
        "inputCutBySender",
        "inputMessages",
        "output_mime_type",
        "output_truncated",
        "output_size",
        "outputCutBySender",
        "outputMessages",
        "attributes",
        "resource",
        "scope",
        "events",
        "links",
        "logs",
        "traceState",
        "flags",
        "droppedAttributesCount",
        "droppedEventsCount",
        "droppedLinksCount",
        "warnings",
        "provenance",
        "raw",
    ];

    /// <summary>Its own, or that of an object which was stated whole.</summary>
    static bool HasSource(SpanDetail span, string field) =>
        span.Provenance.Keys.Any(k => field == k || field.StartsWith(k + ".", StringComparison.Ordinal));

    static bool IsSaid(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => false,
            JsonValueKind.Array => value.GetArrayLength() > 0,
            JsonValueKind.String => value.GetString() is not ("span" or "DEFAULT"),
            _ => true,
        };

    static IEnumerable<string> NamesOf(JsonProperty member) =>
        member.Name switch
        {
            "tags" => member.Value.EnumerateArray().Select(t => $"tags.{t.GetString()}"),
            "parameters" or "usage" => member
                .Value.EnumerateObject()
                .Where(m => m.Value.ValueKind != JsonValueKind.Null)
                .Select(m => $"{member.Name}.{m.Name}"),
            "metadata" => member.Value.EnumerateObject().SelectMany(m => Leaves(m, "metadata")),
            _ => [member.Name],
        };

    static IEnumerable<string> Leaves(JsonProperty member, string above)
    {
        var path = $"{above}.{member.Name.Replace(".", "\\.", StringComparison.Ordinal)}";
        return member.Value.ValueKind == JsonValueKind.Object && member.Value.EnumerateObject().Any()
            ? member.Value.EnumerateObject().SelectMany(m => Leaves(m, path))
            : [path];
    }

    static (string, string, string) Rival(SpanDetail span, string field)
    {
        var rival = Assert.Single(span.Provenance[field].Others!);
        return (rival.Dialect, rival.Source, rival.Value);
    }

    static async Task<SpanDetail> AnswerAsync(Dictionary<string, object> attributes, bool exception = false)
    {
        var message = Vocabulary.Span([
            .. attributes.Select(a =>
                (a.Key, a.Value is long n ? new() { IntValue = n } : HostileValues.Text((string)a.Value))
            ),
        ]);
        if (exception)
        {
            message.Events.Add(new Span.Types.Event { Name = "exception" });
            message.Events[0].Attributes.Add(Texts("exception.message", "worker.number"));
        }

        var resource = new Resource();
        resource.Attributes.Add(Texts("service.name", "host.name"));
        var traces = new TracesData();
        traces.ResourceSpans.Add(
            new ResourceSpans { Resource = resource, ScopeSpans = { new ScopeSpans { Spans = { message } } } }
        );
        await using var store = StoreOf(out var batch, traces);
        await store.AppendAsync(batch, default);
        return await AnswerAsync(store, batch.Entries[0].TraceId, batch.Entries[0].SpanId);
    }

    static MemoryStore StoreOf(out RecordBatch batch, TracesData traces)
    {
        batch = Batches.Of(traces);
        return new(TimeProvider.System, new RecordDeriver(DialectTable.Default, new PriceBook()));
    }

    static async Task<SpanDetail> AnswerAsync(MemoryStore store, TraceId trace, SpanId id)
    {
        var story = await SpanStory.ReadAsync(store, DialectTable.Default, "default", trace, id, default);
        return SpanDetails.Of(trace, story!, null, counts: true);
    }

    static IEnumerable<KeyValue> Texts(params string[] keys) =>
        keys.Select(k => new KeyValue { Key = k, Value = HostileValues.Text("x") });
}
