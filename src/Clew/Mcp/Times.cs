using System.Globalization;

namespace Clew.Mcp;

/// <summary>A time as a model or a script writes it.</summary>
static class Times
{
    const string Shape = "2026-11-20T12:00:00Z, or yyMMddHHmmss or yyMMddHHmm in UTC";

    /// <summary>ISO 8601, in UTC where it names no zone; or CoaiaPy's 12 or 10 digits, in UTC.</summary>
    /// <exception cref="ToolRefusal">It is neither.</exception>
    public static DateTimeOffset? Read(string? text, string argument)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var trimmed = text.Trim();
        if (trimmed.Length is 10 or 12 && trimmed.All(char.IsAsciiDigit))
        {
            // Written out: the framework would take 99 for 1999.
            var digits = "20" + (trimmed.Length == 10 ? trimmed + "00" : trimmed);
            if (
                DateTimeOffset.TryParseExact(digits, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, Utc, out var exact)
            )
            {
                return exact;
            }
        }
        else if (
            trimmed.Contains('-', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(trimmed, CultureInfo.InvariantCulture, Utc, out var time)
        )
        {
            return time;
        }

        throw new ToolRefusal($"'{argument}' is '{text}', which is no time; write {Shape}.");
    }
}
