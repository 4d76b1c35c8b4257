using System.Text.Json;

namespace Clew.EndToEnd.Captures;

/// <summary>Compares an answer of the API with an expectation, and says everything that differs.</summary>
sealed class Differences
{
    readonly List<string> found = [];

    public IReadOnlyList<string> Found => found;

    /// <param name="where">For example <c>trace.name</c>.</param>
    public void Add(string where, string expected, string actual) =>
        found.Add($"{where}: expected {expected}, is {Short(actual)}");

    /// <summary>A key that the expectation leaves out is not asserted; null and empty are.</summary>
    public void Same(string where, JsonElement expected, string key, string? actual, bool ignoreCase = false)
    {
        if (!expected.TryGetProperty(key, out var value))
        {
            return;
        }
        var comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (!string.Equals(value.ValueKind == JsonValueKind.Null ? null : value.GetString(), actual, comparison))
        {
            Add(where, value.GetRawText(), actual ?? "null");
        }
    }

    public void SameSet(string where, JsonElement expected, string key, IEnumerable<string?> actual)
    {
        if (!expected.TryGetProperty(key, out var value))
        {
            return;
        }
        var wanted = value.EnumerateArray().Select(item => item.GetString()).Order().ToArray();
        var got = actual.Order().ToArray();
        if (!wanted.SequenceEqual(got))
        {
            Add(where, value.GetRawText(), $"[{string.Join(", ", got)}]");
        }
    }

    public void Contains(string where, JsonElement expected, string key, string? actual)
    {
        if (!expected.TryGetProperty(key, out var value))
        {
            return;
        }
        var fragments = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value];
        var text = actual is null ? "" : Readable(actual);
        foreach (
            var fragment in fragments.Where(fragment => !text.Contains(fragment.GetString()!, StringComparison.Ordinal))
        )
        {
            Add(where, "…" + fragment.GetString() + "…", actual ?? "null");
        }
    }

    public void True(string where, bool expected, bool actual)
    {
        if (expected != actual)
        {
            Add(where, expected ? "true" : "false", actual ? "true" : "false");
        }
    }

    public void Number(string where, double? expected, double? actual)
    {
        if (expected is null != actual is null || Math.Abs((expected ?? 0) - (actual ?? 0)) > 1e-6)
        {
            Add(where, expected?.ToString() ?? "null", actual?.ToString() ?? "null");
        }
    }

    /// <summary>The text and, where it is JSON, every string in it as it reads without escapes.</summary>
    static string Readable(string text)
    {
        if (text.TrimStart() is not ['{' or '[' or '"', ..])
        {
            return text;
        }
        try
        {
            using var json = JsonDocument.Parse(text);
            return text + "\n" + string.Join("\n", Strings(json.RootElement).Select(Readable));
        }
        catch (JsonException)
        {
            return text;
        }
    }

    static IEnumerable<string> Strings(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => [element.GetString()!],
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Strings(member.Value)),
            JsonValueKind.Number => [element.GetRawText()],
            _ => [],
        };

    static string Short(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
