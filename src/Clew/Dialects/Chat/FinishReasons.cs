using System.Buffers;
using System.Text;
using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects.Chat;

/// <summary>
/// Why the model stopped, kept as a JSON array of strings. Senders write <c>["stop"]</c> as an array, as one string,
/// as JSON inside a string, or as what looks like it: <c>[stop, length]</c>.
/// </summary>
static class FinishReasons
{
    /// <summary>The JSON array, or null if there is no reason.</summary>
    public static string? TextOf(in Value value)
    {
        var reasons = new List<string>();
        if (value.Kind == ValueKind.String)
        {
            AddText(value.Utf8, reasons);
        }
        else
        {
            foreach (var item in value.Children)
            {
                Add(item.Text, reasons);
            }
        }

        return TextOf(reasons);
    }

    public static string? TextOf(IReadOnlyList<string> reasons)
    {
        if (reasons.Count == 0)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Json.Writing);
        writer.WriteStartArray();
        foreach (var reason in reasons)
        {
            writer.WriteStringValue(reason);
        }

        writer.WriteEndArray();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The reasons in a fact.</summary>
    public static IReadOnlyList<string> Of(Fold fold)
    {
        var reasons = new List<string>();
        if (fold.Text(Field.FinishReason) is { } text)
        {
            AddText(Encoding.UTF8.GetBytes(text), reasons);
        }

        return reasons;
    }

    static void AddText(ReadOnlySpan<byte> utf8, List<string> reasons)
    {
        if (Json.FirstByte(utf8) == (byte)'[')
        {
            using var document = Json.TryParse(utf8.ToArray());
            if (document is not null)
            {
                foreach (var item in document.RootElement.EnumerateArray())
                {
                    Add(item.ValueKind == JsonValueKind.String ? item.GetString() : null, reasons);
                }

                return;
            }
        }

        var text = Encoding.UTF8.GetString(utf8).Trim();
        foreach (var reason in text.StartsWith('[') && text.EndsWith(']') ? text[1..^1].Split(',') : [text])
        {
            Add(reason.Trim(), reasons);
        }
    }

    static void Add(string? reason, List<string> reasons)
    {
        // What Semantic Kernel writes of an enumeration in Python, and where .NET knows of no reason.
        const string Enumeration = "FinishReason.";
        if (reason?.StartsWith(Enumeration, StringComparison.Ordinal) == true)
        {
            reason = reason[Enumeration.Length..].ToLowerInvariant();
        }

        if (!string.IsNullOrWhiteSpace(reason) && reason != "N/A")
        {
            reasons.Add(reason);
        }
    }
}
