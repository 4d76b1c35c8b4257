using System.Globalization;
using Clew.Model;
using Clew.Query;
using Microsoft.AspNetCore.Http;

namespace Clew.Api;

/// <summary>A parameter that cannot be understood; the message says how to write it.</summary>
sealed class WrongParameter : Exception
{
    public WrongParameter(string code, string message)
        : base(message) => Answer = Problem.BadRequest(code, message);

    public WrongParameter(IResult answer) => Answer = answer;

    public IResult Answer { get; }
}

/// <summary>Parameters that several paths take.</summary>
static class AskedFor
{
    /// <exception cref="WrongParameter">It is no time.</exception>
    public static long? Time(string name, string? text) =>
        TraceListParameters.TryParseTime(text, out var nano)
            ? nano
            : throw new WrongParameter(
                "bad_time",
                $"{name} is '{text}'; write Unix nanoseconds, or RFC 3339 with a zone such as 2026-11-20T12:00:00Z."
            );

    /// <exception cref="WrongParameter">The query means nothing, or nobody knows the zone.</exception>
    public static Filter Query(string? q, string? tz, Subject subject, TimeProvider time) =>
        QueryInput.Read(q, tz, subject, time) is (var filter, var refusal) && refusal is null
            ? filter
            : throw new WrongParameter(refusal!);

    /// <exception cref="WrongParameter">It is no number from 1 to the most.</exception>
    public static int Number(string name, string? text, int usual, int most) =>
        string.IsNullOrEmpty(text) ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= 1
        && number <= most
            ? number
        : throw new WrongParameter("bad_request", $"{name} is '{text}'; it must be a number from 1 to {most}.");

    /// <exception cref="WrongParameter">It is neither true nor false.</exception>
    public static bool Flag(string name, string? text) =>
        text switch
        {
            null or "" or "false" => false,
            "true" => true,
            _ => throw new WrongParameter("bad_request", $"{name} is '{text}'; it must be true or false."),
        };

    /// <summary>Lists are written with commas, or the parameter comes several times.</summary>
    public static IEnumerable<string> List(string[]? texts) =>
        (texts ?? []).SelectMany(t =>
            t.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        );

    /// <summary><c>cost</c>, <c>cost.desc</c>, <c>cost.asc</c>; without an end it is descending.</summary>
    public static (string Name, bool IsAscending) Order(string text) =>
        text.EndsWith(".asc", StringComparison.Ordinal) ? (text[..^4], true)
        : text.EndsWith(".desc", StringComparison.Ordinal) ? (text[..^5], false)
        : (text, false);
}
