using Clew.Tests.Oracle;
using Google.Protobuf;

namespace Clew.Tests.Wire;

/// <summary>Random but repeatable messages, made with the oracle's classes; with every type, edge and oddity.</summary>
sealed class RandomTelemetry(int seed)
{
    static readonly string[] Texts =
    [
        "",
        "a",
        "gen_ai.request.model",
        "żółw 乌龟 \U0001F600",
        "quote \" slash \\ / <b>&amp;</b>",
        "\0\u0001\n\r\t\u2028\u007f\uFFFD",
        "{\"json\":[1,2]}",
        new('x', 200),
    ];

    readonly Random random = new(seed);

    public Random Random => random;

    public TracesData Traces()
    {
        var result = new TracesData();
        Repeat(3, () => result.ResourceSpans.Add(ResourceSpans()));
        return result;
    }

    public LogsData Logs()
    {
        var result = new LogsData();
        Repeat(3, () => result.ResourceLogs.Add(ResourceLogs()));
        return result;
    }

    public Span Span()
    {
        var span = new Span
        {
            TraceId = Id(16),
            SpanId = Id(8),
            ParentSpanId =
                Maybe() ? Id(8)
                : Maybe() ? ByteString.Empty
                : Id(random.Next(1, 20)),
            TraceState = Maybe() ? "" : Text(),
            Name = Text(),
            Kind = (Span.Types.SpanKind)Number(),
            StartTimeUnixNano = Time(),
            EndTimeUnixNano = Time(),
            DroppedAttributesCount = (uint)Number(),
            DroppedEventsCount = (uint)Number(),
            DroppedLinksCount = (uint)Number(),
            Flags = (uint)Number(),
        };
        Attributes(span.Attributes);
        Repeat(3, () => span.Events.Add(Event()));
        Repeat(3, () => span.Links.Add(Link()));
        if (Maybe())
        {
            span.Status = new() { Code = (Status.Types.StatusCode)random.Next(0, 5), Message = Text() };
        }

        return span;
    }

    public LogRecord Log()
    {
        var log = new LogRecord
        {
            TraceId = Maybe() ? Id(16) : Id(random.Next(0, 20)),
            SpanId = Maybe() ? Id(8) : ByteString.Empty,
            TimeUnixNano = Time(),
            ObservedTimeUnixNano = Time(),
            SeverityNumber = Number(),
            SeverityText = Text(),
            EventName = Maybe() ? "" : Text(),
            DroppedAttributesCount = (uint)Number(),
            Flags = (uint)Number(),
            Body = Maybe() ? Value(0) : null,
        };
        Attributes(log.Attributes);
        if (Maybe())
        {
            log.Attributes.Add(
                new KeyValue
                {
                    Key = "event.name",
                    Value = new() { StringValue = Text() },
                }
            );
        }

        return log;
    }

    /// <summary>Fields that no OTLP has yet, of every wire type, groups too.</summary>
    public byte[] UnknownFields()
    {
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        Repeat(3, () => Unknown(output));
        output.Flush();
        return stream.ToArray();
    }

    /// <summary>Changes, removes, doubles or adds a few bytes.</summary>
    public byte[] Mutate(byte[] bytes)
    {
        var result = bytes.ToList();
        for (var i = random.Next(1, 4); i > 0 && result.Count > 0; i--)
        {
            var at = random.Next(result.Count);
            switch (random.Next(5))
            {
                case 0:
                    result[at] = (byte)random.Next(256);
                    break;
                case 1:
                    result[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    result.RemoveRange(at, Math.Min(random.Next(1, 9), result.Count - at));
                    break;
                case 3:
                    result.InsertRange(at, result.GetRange(at, Math.Min(random.Next(1, 9), result.Count - at)));
                    break;
                default:
                    result.RemoveRange(at, result.Count - at);
                    break;
            }
        }

        return [.. result];
    }

    void Unknown(CodedOutputStream output)
    {
        var field = random.Next(60, 1000);
        switch (random.Next(5))
        {
            case 0:
                output.WriteTag(field, WireFormat.WireType.Varint);
                output.WriteUInt64((ulong)random.NextInt64());
                break;
            case 1:
                output.WriteTag(field, WireFormat.WireType.Fixed64);
                output.WriteFixed64((ulong)random.NextInt64());
                break;
            case 2:
                output.WriteTag(field, WireFormat.WireType.Fixed32);
                output.WriteFixed32((uint)random.Next());
                break;
            case 3:
                output.WriteTag(field, WireFormat.WireType.LengthDelimited);
                output.WriteString(Text());
                break;
            default:
                output.WriteTag(field, WireFormat.WireType.StartGroup);
                output.WriteTag(1, WireFormat.WireType.Varint);
                output.WriteUInt64(5);
                output.WriteTag(field, WireFormat.WireType.EndGroup);
                break;
        }
    }

    ResourceSpans ResourceSpans()
    {
        var result = new ResourceSpans { SchemaUrl = Text(), Resource = Maybe() ? Resource() : null };
        Repeat(3, () => result.ScopeSpans.Add(ScopeSpans()));
        return result;
    }

    ScopeSpans ScopeSpans()
    {
        var result = new ScopeSpans { SchemaUrl = Text(), Scope = Maybe() ? Scope() : null };
        Repeat(3, () => result.Spans.Add(Span()));
        return result;
    }

    ResourceLogs ResourceLogs()
    {
        var result = new ResourceLogs { SchemaUrl = Text(), Resource = Maybe() ? Resource() : null };
        Repeat(3, () => result.ScopeLogs.Add(ScopeLogs()));
        return result;
    }

    ScopeLogs ScopeLogs()
    {
        var result = new ScopeLogs { SchemaUrl = Text(), Scope = Maybe() ? Scope() : null };
        Repeat(3, () => result.LogRecords.Add(Log()));
        return result;
    }

    Resource Resource()
    {
        var result = new Resource { DroppedAttributesCount = (uint)Number() };
        Attributes(result.Attributes);
        Repeat(
            2,
            () =>
                result.EntityRefs.Add(
                    new EntityRef
                    {
                        Type = Text(),
                        SchemaUrl = Text(),
                        IdKeys = { Text(), Text() },
                    }
                )
        );
        return result;
    }

    InstrumentationScope Scope()
    {
        var result = new InstrumentationScope
        {
            Name = Text(),
            Version = Text(),
            DroppedAttributesCount = (uint)Number(),
        };
        Attributes(result.Attributes);
        return result;
    }

    Span.Types.Event Event()
    {
        var result = new Span.Types.Event
        {
            Name = Text(),
            TimeUnixNano = Time(),
            DroppedAttributesCount = (uint)Number(),
        };
        Attributes(result.Attributes);
        return result;
    }

    Span.Types.Link Link()
    {
        var result = new Span.Types.Link
        {
            TraceId = Maybe() ? Id(16) : Id(random.Next(0, 20)),
            SpanId = Id(8),
            TraceState = Text(),
            Flags = (uint)Number(),
            DroppedAttributesCount = (uint)Number(),
        };
        Attributes(result.Attributes);
        return result;
    }

    void Attributes(Google.Protobuf.Collections.RepeatedField<KeyValue> attributes) =>
        Repeat(5, () => attributes.Add(new KeyValue { Key = Text(), Value = Maybe() || Maybe() ? Value(0) : null }));

    AnyValue Value(int depth)
    {
        var result = new AnyValue();
        switch (random.Next(depth > 4 ? 7 : 9))
        {
            case 0:
                result.StringValue = Text();
                break;
            case 1:
                result.BoolValue = Maybe();
                break;
            case 2:
                result.IntValue = Maybe() ? Number() : random.NextInt64(long.MinValue, long.MaxValue);
                break;
            case 3:
                result.DoubleValue = Double();
                break;
            case 4:
                result.BytesValue = Id(random.Next(0, 40));
                break;
            case 5:
                break;
            case 6:
                result.StringValueStrindex = Number();
                break;
            case 7:
                result.ArrayValue = new();
                Repeat(4, () => result.ArrayValue.Values.Add(Value(depth + 1)));
                break;
            default:
                result.KvlistValue = new();
                Repeat(4, () => result.KvlistValue.Values.Add(new KeyValue { Key = Text(), Value = Value(depth + 1) }));
                break;
        }

        return result;
    }

    double Double() =>
        random.Next(8) switch
        {
            0 => -0.0,
            1 => double.NaN,
            2 => double.PositiveInfinity,
            3 => double.NegativeInfinity,
            4 => double.Epsilon,
            5 => double.MaxValue,
            6 => random.Next(100),
            _ => BitConverter.Int64BitsToDouble(random.NextInt64()),
        };

    int Number() =>
        random.Next(5) switch
        {
            0 => 0,
            1 => -1,
            2 => int.MaxValue,
            3 => random.Next(),
            _ => random.Next(6),
        };

    ulong Time() =>
        Maybe() ? (ulong)random.NextInt64()
        : Maybe() ? 0
        : ulong.MaxValue - (ulong)random.Next(5);

    ByteString Id(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return ByteString.CopyFrom(bytes);
    }

    string Text() => Texts[random.Next(Texts.Length)];

    bool Maybe() => random.Next(2) == 0;

    void Repeat(int most, Action action)
    {
        for (var i = random.Next(most + 1); i > 0; i--)
        {
            action();
        }
    }
}
