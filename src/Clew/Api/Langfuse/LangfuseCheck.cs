using System.Globalization;

namespace Clew.Api.Langfuse;

/// <summary>
/// Reads the parameters of a request and notes what is wrong with them, so that an answer can name all of it at once:
/// after the reading, <see cref="Require"/>.
/// </summary>
sealed class LangfuseCheck
{
    readonly List<LangfuseIssue> issues = [];

    /// <exception cref="LangfuseRefusal">Something is wrong.</exception>
    public void Require()
    {
        if (issues.Count > 0)
        {
            throw LangfuseRefusal.Invalid(issues);
        }
    }

    public void Note(string code, string message, params IEnumerable<string> path) =>
        issues.Add(new(code, [.. path], message));

    /// <summary>The parameters <c>page</c> and <c>limit</c>.</summary>
    public LangfusePaging Paging(string? page, string? limit) =>
        new(
            Whole("page", page, 1, int.MaxValue) ?? 1,
            Whole("limit", limit, 1, LangfusePaging.MaxLimit) ?? LangfusePaging.DefaultLimit
        );

    /// <summary>Null if it is not given, or wrong.</summary>
    public int? Whole(string name, string? text, int least, int most)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            Note("invalid_type", $"{name} is '{text}' but must be a whole number.", name);
        }
        else if (number < least)
        {
            Note("too_small", $"{name} is {number} but must be at least {least}.", name);
        }
        else if (number > most)
        {
            Note("too_big", $"{name} is {number} but must be at most {most}.", name);
        }
        else
        {
            return (int)number;
        }

        return null;
    }

    /// <summary>Unix nanoseconds; null if it is not given, or wrong.</summary>
    public long? Time(string name, string? text)
    {
        if (!TraceListParameters.TryParseTime(text, out var nano))
        {
            Note("invalid_value", $"{name} is '{text}' but must be a time such as 2026-11-20T12:00:00Z.", name);
        }

        return nano;
    }

    /// <summary>Null if it is not given, or wrong.</summary>
    public bool? Flag(string name, string? text)
    {
        switch (text)
        {
            case null or "":
                return null;
            case "true" or "1":
                return true;
            case "false" or "0":
                return false;
            default:
                Note("invalid_type", $"{name} is '{text}' but must be true or false.", name);
                return null;
        }
    }

    /// <summary>Null if it is not given, or none of <paramref name="allowed"/>.</summary>
    public string? Choice(string name, string? text, params ReadOnlySpan<string> allowed)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (allowed.Contains(text))
        {
            return text;
        }

        Note("invalid_value", $"{name} is '{text}' but must be one of {string.Join(", ", allowed)}.", name);
        return null;
    }
}
