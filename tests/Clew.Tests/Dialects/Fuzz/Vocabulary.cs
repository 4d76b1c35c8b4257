using Clew.Dialects;
using Clew.Tests.Oracle;
using Clew.Tests.Wire;
using Clew.Wire.Otlp;
using Google.Protobuf;

namespace Clew.Tests.Dialects.Fuzz;

/// <summary>
/// What a dialect listens to, taken from the dialect itself, so that one which is written tomorrow is tested too; with
/// what real clients say under these keys.
/// </summary>
sealed record Vocabulary(string Dialect, string[] Keys, string[] Prefixes, string[] Scopes)
{
    static readonly string[] Rests =
    [
        "message.role",
        "message.content",
        "message.contents.0.message_content.text",
        "message.tool_calls.0.tool_call.function.arguments",
        "document.content",
        "role",
        "content",
        "tool_calls.0.arguments",
        "name",
        "x",
        "",
    ];

    static readonly string[] EventNames =
    [
        "exception",
        "gen_ai.user.message",
        "gen_ai.assistant.message",
        "gen_ai.tool.message",
        "gen_ai.choice",
        "gen_ai.content.prompt",
        "gen_ai.client.inference.operation.details",
        "gen_ai.client.operation.exception",
        "gen_ai.evaluation.result",
        "",
    ];

    static readonly Dictionary<string, List<AnyValue>> Said = Heard();

    public static IReadOnlyList<Vocabulary> Of(DialectTable table) =>
        [
            .. table.Dialects.Select(d => new Vocabulary(
                d.Name,
                [.. d.Keys.Select(k => k.Source.Key).Distinct()],
                [.. d.Families.Select(f => System.Text.Encoding.UTF8.GetString(f.Utf8))],
                [.. d.ScopeNames]
            )),
        ];

    public static Span Span(params (string Key, AnyValue Value)[] attributes)
    {
        var span = new Span
        {
            TraceId = ByteString.CopyFrom([.. Enumerable.Repeat((byte)7, 16)]),
            SpanId = ByteString.CopyFrom([.. Enumerable.Repeat((byte)9, 8)]),
            Name = "span",
            StartTimeUnixNano = 1_000,
            EndTimeUnixNano = 2_000,
        };
        span.Attributes.Add(attributes.Select(a => new KeyValue { Key = a.Key, Value = a.Value }));
        return span;
    }

    public string Scope(Random random) =>
        Scopes.Length == 0 ? "" : Scopes[random.Next(Scopes.Length)].Replace("*", "x", StringComparison.Ordinal);

    public Span Span(Random random)
    {
        var span = Span();
        span.Attributes.Add(Attributes(random));
        if (random.Next(2) == 0)
        {
            span.ParentSpanId = ByteString.CopyFrom([.. Enumerable.Repeat((byte)3, 8)]);
        }

        for (var i = random.Next(3); i > 0; i--)
        {
            var e = new Span.Types.Event { Name = EventNames[random.Next(EventNames.Length)], TimeUnixNano = 1_500 };
            e.Attributes.Add(Attributes(random));
            span.Events.Add(e);
        }

        return span;
    }

    public LogRecord Log(Random random)
    {
        var log = new LogRecord
        {
            TraceId = ByteString.CopyFrom([.. Enumerable.Repeat((byte)7, 16)]),
            SpanId = ByteString.CopyFrom([.. Enumerable.Repeat((byte)9, 8)]),
            EventName = EventNames[random.Next(EventNames.Length)],
            Body = random.Next(3) == 0 ? null : HostileValues.Any(random),
        };
        log.Attributes.Add(Attributes(random));
        return log;
    }

    /// <summary>Half of the keys, some with what is usual there, so that what comes after is reached as well.</summary>
    IEnumerable<KeyValue> Attributes(Random random)
    {
        foreach (var key in Keys.Where(_ => random.Next(2) == 0))
        {
            yield return new() { Key = key, Value = Any(key, random) };
        }

        foreach (var prefix in Prefixes.Where(_ => random.Next(2) == 0))
        {
            for (var i = random.Next(6); i > 0; i--)
            {
                var key = $"{prefix}{HostileValues.Index(random)}.{Rests[random.Next(Rests.Length)]}";
                yield return new() { Key = key, Value = HostileValues.Any(random) };
            }
        }
    }

    static AnyValue Any(string key, Random random)
    {
        if (random.Next(3) == 0 || !Said.TryGetValue(key, out var said))
        {
            return HostileValues.Any(random);
        }

        var value = said[random.Next(said.Count)].Clone();
        return value.ValueCase == AnyValue.ValueOneofCase.StringValue && random.Next(2) == 0
            ? HostileValues.Text(HostileValues.Damage(random, value.StringValue))
            : value;
    }

    static Dictionary<string, List<AnyValue>> Heard()
    {
        var heard = new Dictionary<string, List<AnyValue>>();
        foreach (
            var attribute in Capture
                .All.Where(c => c.Signal == OtlpSignal.Traces)
                .SelectMany(c => c.Traces().ResourceSpans)
                .SelectMany(r => r.ScopeSpans)
                .SelectMany(s => s.Spans)
                .SelectMany(s => s.Attributes)
        )
        {
            if (attribute.Value is not null)
            {
                if (!heard.TryGetValue(attribute.Key, out var values))
                {
                    heard.Add(attribute.Key, values = []);
                }

                values.Add(attribute.Value);
            }
        }

        return heard;
    }
}
