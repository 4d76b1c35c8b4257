using Clew.Api.Langfuse;
using Clew.Model;
using Clew.Query;
using Clew.Query.Language;
using Microsoft.AspNetCore.Http;

namespace Clew.Api;

/// <summary>A query as a request brings it, with the zone of who asks.</summary>
static class QueryInput
{
    public static (Filter Filter, IResult? Refusal) Read(string? q, string? tz, Subject subject, TimeProvider time)
    {
        if (ClockOf(tz, time) is not { } clock)
        {
            return (Filter.Nothing, BadZone(tz));
        }

        try
        {
            return (FilterLanguage.Parse(q ?? "", subject, clock), null);
        }
        catch (QuerySyntaxException e)
        {
            return (Filter.Nothing, Problem.OfQuery(e));
        }
    }

    /// <summary>The same in Langfuse's API, whose lists take a query too.</summary>
    /// <exception cref="LangfuseRefusal">The query means nothing.</exception>
    public static Filter Require(string? q, string? tz, Subject subject, TimeProvider time)
    {
        var (filter, refusal) = Read(q, tz, subject, time);
        return refusal is null ? filter : throw LangfuseRefusal.With(refusal);
    }

    /// <summary>Null for a zone that nobody knows.</summary>
    public static QueryClock? ClockOf(string? tz, TimeProvider time)
    {
        var now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        return string.IsNullOrEmpty(tz) ? new(now, TimeZoneInfo.Utc)
            : TimeZoneInfo.TryFindSystemTimeZoneById(tz, out var zone) ? new(now, zone)
            : null;
    }

    public static IResult BadZone(string? tz) =>
        Problem.BadRequest("bad_zone", $"tz is '{tz}'; write the name of a time zone, such as Europe/Paris or UTC.");
}
