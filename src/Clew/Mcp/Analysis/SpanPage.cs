using System.Text.Json;
using Clew.Mcp.Answers;

namespace Clew.Mcp.Analysis;

/// <summary>A piece of what one span holds.</summary>
static class SpanPage
{
    public static readonly string[] Parts = ["input", "output", "metadata", "all"];

    /// <summary>The part as text, whole; null if the span has none.</summary>
    public static string? TextOf(JsonElement observation, string part)
    {
        if (part == "all")
        {
            return observation.GetRawText();
        }

        // An explicit null is content too.
        return observation.TryGetProperty(part, out var value) && value.ValueKind != JsonValueKind.Undefined
            ? Content.Whole(value)
            : null;
    }

    /// <summary>From a character on, as much as fits into the tokens; never half of a pair.</summary>
    public static (string Text, int Next) Cut(string text, int offset, int tokens)
    {
        var start = Math.Min(offset, text.Length);
        if (start > 0 && start < text.Length && char.IsLowSurrogate(text[start]))
        {
            start--;
        }

        var rest = text.AsSpan(start);
        var length = Tokens.Fit(rest, tokens);
        return (rest[..length].ToString(), start + length);
    }
}
