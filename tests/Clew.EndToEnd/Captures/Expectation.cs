using System.Text.Json;

namespace Clew.EndToEnd.Captures;

/// <summary>What <c>expected.json</c> says of a trace and its spans, asked of the API's answers.</summary>
static class Expectation
{
    /// <summary>What no dialect has a say in.</summary>
    public static void CompareTree(Differences differences, JsonElement expected, JsonElement trace) =>
        differences.SameSet(
            $"trace {Text(expected, "traceId")} rootSpanIds",
            expected,
            "rootSpanIds",
            Texts(trace, "rootSpanIds")
        );

    /// <summary>What no dialect has a say in.</summary>
    public static void ComparePlace(Differences differences, JsonElement expected, JsonElement span)
    {
        var where = "span " + Text(expected, "spanId");
        differences.Same($"{where} parent", expected, "parentSpanId", Text(span, "parentSpanId"));
        differences.Same($"{where} name", expected, "name", Text(span, "name"));
    }

    public static void CompareTrace(Differences differences, JsonElement expected, JsonElement trace)
    {
        var where = "trace " + Text(expected, "traceId")![..8];
        differences.Same($"{where} name", expected, "name", Text(trace, "name"));
        differences.Number($"{where} spanCount", Number(expected, "spanCount"), Number(trace, "spanCount"));
        differences.Number($"{where} errorCount", Number(expected, "errorCount"), Number(trace, "errorCount"));
        differences.SameSet($"{where} tags", expected, "tags", Texts(trace, "tags"));
        differences.Same($"{where} sessionId", expected, "sessionId", Text(trace, "sessionId"));
        differences.Same($"{where} userId", expected, "userId", Text(trace, "userId"));
        differences.Same($"{where} release", expected, "release", Text(trace, "release"));
        // A backend may fill in the default where nobody said one.
        if (Text(expected, "environment") is not null)
        {
            differences.Same($"{where} environment", expected, "environment", Text(trace, "environment"));
        }
        differences.Contains($"{where} input", expected, "inputContains", Text(trace, "input"));
        differences.Contains($"{where} output", expected, "outputContains", Text(trace, "output"));
        // 0 and 0 mean that nobody reported tokens, which may be shown as none.
        CompareUsage(differences, $"{where} usage", expected, trace, noneIsZero: true);
    }

    public static void CompareSpan(Differences differences, JsonElement expected, JsonElement span)
    {
        var where = "span " + Text(expected, "spanId");
        CompareType(differences, $"{where} type", Text(expected, "type"), Text(span, "type"));
        differences.Same($"{where} model", expected, "model", Text(span, "model"));
        differences.Same($"{where} responseModel", expected, "responseModel", Text(span, "responseModel"));
        differences.Same($"{where} provider", expected, "provider", Text(span, "provider"), ignoreCase: true);
        differences.SameSet($"{where} finishReasons", expected, "finishReasons", Texts(span, "finishReasons"));
        CompareParameter(differences, $"{where} temperature", expected, "temperature", span, "temperature");
        CompareParameter(differences, $"{where} maxTokens", expected, "maxTokens", span, "max_tokens");
        differences.Same($"{where} sessionId", expected, "sessionId", Text(span, "sessionId"));
        differences.Same($"{where} userId", expected, "userId", Text(span, "userId"));
        differences.Same($"{where} toolName", expected, "toolName", Text(span, "toolName"));
        differences.Same($"{where} toolCallId", expected, "toolCallId", Text(span, "toolCallId"));
        differences.Contains($"{where} toolArguments", expected, "toolArgumentsContains", Text(span, "toolArguments"));
        differences.Contains($"{where} toolResult", expected, "toolResultContains", Text(span, "toolResult"));
        differences.Contains($"{where} input", expected, "inputContains", Text(span, "input"));
        differences.Contains($"{where} output", expected, "outputContains", Text(span, "output"));
        differences.Contains($"{where} errorMessage", expected, "errorMessageContains", Text(span, "errorMessage"));
        differences.True(
            $"{where} statusIsError",
            expected.GetProperty("statusIsError").GetBoolean(),
            Text(span, "status") == "failed"
        );
        differences.True(
            $"{where} countsTowardTotals",
            expected.GetProperty("countsTowardTotals").GetBoolean(),
            span.GetProperty("countsTowardTotals").GetBoolean()
        );
        CompareUsage(differences, $"{where} usage", expected, span, noneIsZero: false);
        CompareMetadata(differences, where, expected, span);
    }

    /// <summary>A wrapper without a word of its own may be a span or a chain; it must never be a generation.</summary>
    static void CompareType(Differences differences, string where, string? expected, string? actual)
    {
        if (expected != actual && !(expected is "span" or "chain" && actual is "span" or "chain"))
        {
            differences.Add(where, expected ?? "null", actual ?? "null");
        }
    }

    static void CompareParameter(
        Differences differences,
        string where,
        JsonElement expected,
        string key,
        JsonElement span,
        string name
    )
    {
        if (expected.TryGetProperty(key, out var value))
        {
            differences.Number(
                where,
                value.ValueKind == JsonValueKind.Null ? null : value.GetDouble(),
                Number(span.GetProperty("parameters"), name)
            );
        }
    }

    static void CompareUsage(
        Differences differences,
        string where,
        JsonElement expected,
        JsonElement actual,
        bool noneIsZero
    )
    {
        if (!expected.TryGetProperty("usage", out var wanted))
        {
            return;
        }
        var got = actual.GetProperty("usage");
        if (wanted.ValueKind == JsonValueKind.Null)
        {
            if (
                got.ValueKind != JsonValueKind.Null
                && got.EnumerateObject().Any(member => member.Value.ValueKind == JsonValueKind.Number)
            )
            {
                differences.Add(where, "null", got.GetRawText());
            }
            return;
        }
        foreach (var count in wanted.EnumerateObject())
        {
            var number = got.ValueKind == JsonValueKind.Null ? null : Number(got, count.Name);
            differences.Number($"{where} {count.Name}", count.Value.GetDouble(), noneIsZero ? number ?? 0 : number);
        }
    }

    /// <summary>Each must be retrievable: from the metadata, or as an attribute under its full key.</summary>
    static void CompareMetadata(Differences differences, string where, JsonElement expected, JsonElement span)
    {
        if (!expected.TryGetProperty("metadata", out var metadata))
        {
            return;
        }
        var known = span.GetProperty("metadata")
            .EnumerateObject()
            .Select(member => (member.Name, Plain(member.Value)))
            .Concat(
                span.GetProperty("attributes")
                    .EnumerateArray()
                    .Select(attribute => (Text(attribute, "key")!, Plain(attribute.GetProperty("value"))))
            )
            .ToLookup(pair => pair.Item1, pair => pair.Item2);
        foreach (var wanted in metadata.EnumerateObject())
        {
            // The dialect's own prefix may be left out.
            var values = known
                .Where(k => k.Key == wanted.Name || k.Key.EndsWith("." + wanted.Name, StringComparison.Ordinal))
                .SelectMany(k => k);
            var text = Plain(wanted.Value);
            if (
                !values.Any(value =>
                    value == text || (wanted.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                )
            )
            {
                differences.Add($"{where} metadata {wanted.Name}", text, string.Join(" | ", values));
            }
        }
    }

    static string Plain(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    static string? Text(JsonElement element, string key) =>
        element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    static IEnumerable<string?> Texts(JsonElement element, string key) =>
        element.GetProperty(key).EnumerateArray().Select(item => item.GetString());

    static double? Number(JsonElement element, string key) =>
        element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : null;
}
