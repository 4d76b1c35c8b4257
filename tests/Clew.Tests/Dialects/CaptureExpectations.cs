using System.Globalization;
using System.Text;
using System.Text.Json;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Compares folded spans with the keys of an <c>expected.json</c>, and says which do not hold.</summary>
static class CaptureExpectations
{
    public static List<(string Span, string Key)> UnmetBy(string client)
    {
        var captured = CapturedSpans.Of(client);
        var unmet = new List<(string, string)>();
        foreach (var trace in CapturedSpans.ExpectationsOf(client).GetProperty("traces").EnumerateArray())
        {
            var traceId = Ids.Trace(trace.GetProperty("traceId").GetString()!);
            foreach (var span in trace.GetProperty("spans").EnumerateArray())
            {
                var spanId = Ids.Span(span.GetProperty("spanId").GetString()!);
                if (captured.Span(traceId, spanId) is not { } fold)
                {
                    unmet.Add((spanId.ToString(), "no such span"));
                    continue;
                }

                var row = SpanRow.From(spanId, fold, 1);
                foreach (var (key, expected) in span.EnumerateObject().Select(m => (m.Name, m.Value)))
                {
                    var isMet =
                        key == "metadata"
                            ? HasMetadata(captured, traceId, spanId, fold, expected)
                            : IsMet(key, expected, row, fold, captured.Trace(traceId));
                    if (!isMet)
                    {
                        unmet.Add((spanId.ToString(), key));
                    }
                }
            }
        }

        return unmet;
    }

    static bool IsMet(string key, JsonElement expected, SpanRow row, Fold fold, Fold trace) =>
        key switch
        {
            "spanId" or "countsTowardTotals" => true,
            "parentSpanId" => (expected.GetString() ?? "") == (row.ParentId.IsEmpty ? "" : row.ParentId.ToString()),
            "name" => row.Name == expected.GetString(),
            "type" => Words.Of(row.Type) == expected.GetString()
                || (expected.GetString() is "span" or "chain" && row.Type is SpanType.Span or SpanType.Chain),
            "model" => row.Model == expected.GetString(),
            "responseModel" => row.ResponseModel == expected.GetString(),
            "provider" => string.Equals(row.Provider, expected.GetString(), StringComparison.OrdinalIgnoreCase),
            "usage" => IsUsage(expected, row.Usage),
            "finishReasons" => FinishReasons
                .Of(fold)
                .SequenceEqual(expected.EnumerateArray().Select(e => e.GetString()!)),
            "temperature" => Math.Abs(Parameter(fold, "temperature") - expected.GetDouble()) < 1e-6,
            "maxTokens" => Parameter(fold, "max_tokens") == expected.GetDouble(),
            "toolName" => row.ToolName == expected.GetString(),
            "toolCallId" => fold.Text(Field.ToolCallId) == expected.GetString(),
            "toolArgumentsContains" => Texts(fold.Payload(Field.ToolArguments))
                .Contains(expected.GetString()!, StringComparison.Ordinal),
            "toolResultContains" => Texts(fold.Payload(Field.ToolResult))
                .Contains(expected.GetString()!, StringComparison.Ordinal),
            "inputContains" => row.HasInput && ContainsAll(Content.InputOf(fold)?.Payload, expected),
            "outputContains" => row.HasOutput && ContainsAll(Content.OutputOf(fold)?.Payload, expected),
            "statusIsError" => row.Status == SpanStatus.Failed == expected.GetBoolean(),
            "errorMessageContains" => fold.Text(Field.ErrorMessage)
                ?.Contains(expected.GetString()!, StringComparison.Ordinal) == true,
            "sessionId" => trace.Text(Field.SessionId) == expected.GetString(),
            "userId" => trace.Text(Field.UserId) == expected.GetString(),
            _ => throw new InvalidOperationException($"Nobody knows how to compare {key}."),
        };

    static bool IsUsage(JsonElement expected, Usage usage) =>
        expected.ValueKind == JsonValueKind.Null
            ? usage.IsEmpty
            : expected
                .EnumerateObject()
                .All(m =>
                    m.Value.GetInt64()
                    == m.Name switch
                    {
                        "inputTokens" => usage.InputTokens,
                        "outputTokens" => usage.OutputTokens,
                        "cacheReadTokens" => usage.CacheReadTokens,
                        "cacheWriteTokens" => usage.CacheWriteTokens,
                        "reasoningTokens" => usage.ReasoningTokens,
                        _ => throw new InvalidOperationException(m.Name),
                    }
                );

    static double Parameter(Fold fold, string path) =>
        fold.ItemsOf(Field.Parameter).FirstOrDefault(i => i.Path == path).Object is string json
            ? double.Parse(json, CultureInfo.InvariantCulture)
            : double.NaN;

    static bool HasMetadata(CapturedSpans captured, TraceId trace, SpanId span, Fold fold, JsonElement expected)
    {
        using var metadata = JsonDocument.Parse(PathTree.ToJson(fold, Field.Metadata));
        return expected
            .EnumerateObject()
            .All(m =>
            {
                if (metadata.RootElement.TryGetProperty(m.Name, out var said))
                {
                    return Same(m.Value, said);
                }

                var json = captured.Attribute(trace, span, m.Name);
                return json is not null && Same(m.Value, JsonDocument.Parse(json).RootElement);
            });
    }

    // A number in a string is the same to a reader.
    static bool Same(JsonElement a, JsonElement b) => JsonElement.DeepEquals(a, b) || a.ToString() == b.ToString();

    static bool ContainsAll(Payload? payload, JsonElement fragments)
    {
        var text = Texts(payload);
        return fragments.EnumerateArray().All(f => text.Contains(f.GetString()!, StringComparison.Ordinal));
    }

    /// <summary>All text in a payload, unescaped: that of JSON inside of JSON too.</summary>
    static string Texts(Payload? payload)
    {
        var text = new StringBuilder();
        if (payload is not null)
        {
            Collect(Encoding.UTF8.GetString(payload.Utf8.Span), text);
        }

        return text.ToString();
    }

    static void Collect(string value, StringBuilder text)
    {
        text.Append(value).Append('\n');
        try
        {
            using var document = JsonDocument.Parse(value);
            Collect(document.RootElement, text);
        }
        catch (JsonException)
        {
            // Plain text.
        }
    }

    static void Collect(JsonElement element, StringBuilder text)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Collect(member.Value, text);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, text);
                }

                break;
            case JsonValueKind.String:
                Collect(element.GetString()!, text);
                break;
        }
    }
}
