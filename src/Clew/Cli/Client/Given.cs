using System.Text.Json;
using Clew.Host;

namespace Clew.Cli.Client;

/// <summary>Values as people type them.</summary>
static class Given
{
    /// <summary>JSON if it is JSON that begins with a brace or bracket, else text; null if nothing was given.</summary>
    public static JsonElement? Value(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return LooksLikeJson(text) && TryJson(text, out var value, out _) ? value : ClewJson.OfText(text);
    }

    /// <summary>JSON and nothing else.</summary>
    /// <param name="what">The flag, for the error.</param>
    public static JsonElement? Json(string? text, string what) =>
        text is null ? null
        : TryJson(text, out var value, out var why) ? value
        : throw new Refusal($"{what} is not valid JSON: {why}");

    /// <summary>A JSON object; text that is none becomes <c>{"note": text}</c>.</summary>
    public static JsonElement? Metadata(string? text) =>
        text is null ? null
        : LooksLikeJson(text) && TryJson(text, out var value, out _) ? value
        : ClewJson.Parse($$"""{"note":{{ClewJson.OfText(text).GetRawText()}}}""");

    /// <summary>ISO 8601, or <c>yyMMddHHmm</c> with or without seconds.</summary>
    public static DateTimeOffset? Time(string? text, string what)
    {
        if (text is null)
        {
            return null;
        }

        var style =
            System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal;
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        if (
            text.Length is 10 or 12
            && DateTimeOffset.TryParseExact(
                "20" + text,
                text.Length == 10 ? "yyyyMMddHHmm" : "yyyyMMddHHmmss",
                culture,
                style,
                out var compact
            )
        )
        {
            return compact;
        }

        return
            text.Contains('-', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, culture, style, out var time)
            ? time
            : throw new Refusal($"{what} '{text}' is not a time; use 2026-11-01T08:00:00Z or 2611010800.");
    }

    /// <summary>A moment as <see cref="Moment"/> reads it: <c>7d</c>, <c>36h</c>, a date.</summary>
    public static DateTimeOffset? Since(string? text, TimeProvider time) =>
        text is null ? null : DateTimeOffset.UnixEpoch.AddTicks(Moment.Parse(text, time) / TimeSpan.NanosecondsPerTick);

    public static bool LooksLikeJson(string text) => text.TrimStart() is ['{' or '[', ..];

    public static bool TryJson(string text, out JsonElement value, out string why)
    {
        try
        {
            value = ClewJson.Parse(text);
            why = "";
            return true;
        }
        catch (JsonException e)
        {
            value = default;
            why = e.Message;
            return false;
        }
    }
}
