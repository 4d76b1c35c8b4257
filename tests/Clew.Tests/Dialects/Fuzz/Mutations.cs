using System.Text.RegularExpressions;
using Clew.Tests.Oracle;
using Clew.Wire.Otlp;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Capture = Clew.Tests.Wire.Capture;

namespace Clew.Tests.Dialects.Fuzz;

/// <summary>Damages telemetry at random places, the same way for the same seed.</summary>
sealed partial class Mutations(Random random)
{
    /// <summary>The body of a request in protobuf, damaged.</summary>
    public static byte[] Damaged(Capture capture, Random random)
    {
        var mutations = new Mutations(random);
        if (capture.Signal == OtlpSignal.Traces)
        {
            var traces = capture.Traces();
            mutations.Damage(traces);
            return traces.ToByteArray();
        }

        var logs = capture.Logs();
        mutations.Damage(logs);
        return logs.ToByteArray();
    }

    /// <summary>The same in every process, unlike a string's hash code.</summary>
    public static int SeedOf(string name) => name.Aggregate(17, (seed, c) => unchecked((seed * 31) + c)) & 0xFFFFFF;

    void Damage(TracesData traces)
    {
        foreach (var resource in traces.ResourceSpans)
        {
            DamageSome(resource.Resource?.Attributes);
            foreach (var scope in resource.ScopeSpans)
            {
                if (scope.Scope is { } origin && random.Next(20) == 0)
                {
                    origin.Name = HostileValues.Texts[random.Next(HostileValues.Texts.Length)];
                }

                foreach (var span in scope.Spans)
                {
                    Damage(span);
                }
            }
        }
    }

    void Damage(LogsData logs)
    {
        foreach (var log in logs.ResourceLogs.SelectMany(r => r.ScopeLogs).SelectMany(s => s.LogRecords))
        {
            Damage(log.Attributes);
            if (random.Next(2) == 0)
            {
                log.Body = Damaged(log.Body ?? new());
            }
        }
    }

    void Damage(Span span)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            Damage(span.Attributes);
        }

        foreach (var e in span.Events)
        {
            DamageSome(e.Attributes);
        }

        switch (random.Next(12))
        {
            case 0:
                span.StartTimeUnixNano = ulong.MaxValue;
                break;
            case 1:
                (span.StartTimeUnixNano, span.EndTimeUnixNano) = (0, 0);
                break;
            case 2:
                span.EndTimeUnixNano = 1;
                break;
            case 3:
                span.Name = "";
                break;
            case 4:
                span.Status = new() { Code = (Status.Types.StatusCode)77, Message = "\u0000" };
                break;
        }
    }

    void DamageSome(RepeatedField<KeyValue>? attributes)
    {
        if (attributes is not null && random.Next(4) == 0)
        {
            Damage(attributes);
        }
    }

    void Damage(RepeatedField<KeyValue> attributes)
    {
        if (attributes.Count == 0)
        {
            return;
        }

        var (one, other) = (attributes[random.Next(attributes.Count)], attributes[random.Next(attributes.Count)]);
        switch (random.Next(10))
        {
            case 0:
                (one.Value, other.Value) = (other.Value, one.Value);
                break;
            case 1:
                attributes.Add(new KeyValue { Key = one.Key, Value = other.Value?.Clone() });
                break;
            case 2:
                one.Value = null;
                break;
            case 3:
                one.Value = HostileValues.Any(random);
                break;
            case 4 when Indexed().IsMatch(one.Key):
                one.Key = Indexed().Replace(one.Key, $".{HostileValues.Index(random)}.", 1);
                break;
            case 5:
                // A key that is a leaf and a parent of others.
                attributes.Add(
                    new KeyValue { Key = $"{one.Key}.{HostileValues.Index(random)}.x", Value = one.Value?.Clone() }
                );
                break;
            case 6:
                one.Key = one.Key[..random.Next(one.Key.Length + 1)];
                break;
            default:
                one.Value = Damaged(one.Value ?? new());
                break;
        }
    }

    AnyValue Damaged(AnyValue value)
    {
        switch (value.ValueCase)
        {
            case AnyValue.ValueOneofCase.StringValue:
                return HostileValues.Text(HostileValues.Damage(random, value.StringValue));
            case AnyValue.ValueOneofCase.ArrayValue when value.ArrayValue.Values.Count > 0:
                var list = value.ArrayValue.Values;
                list[random.Next(list.Count)] = Damaged(list[random.Next(list.Count)].Clone());
                return value;
            case AnyValue.ValueOneofCase.KvlistValue when value.KvlistValue.Values.Count > 0:
                Damage(value.KvlistValue.Values);
                return value;
            default:
                return HostileValues.Any(random);
        }
    }

    [GeneratedRegex(@"\.\d+\.")]
    private static partial Regex Indexed();
}
