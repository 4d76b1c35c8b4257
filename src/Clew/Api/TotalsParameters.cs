using System.Globalization;
using Clew.Model;
using Clew.Query;

namespace Clew.Api;

/// <summary>The parameters of <see cref="TotalsApi"/>, from text.</summary>
static class TotalsParameters
{
    const string BucketHelp = "write minute, hour, day, week or month, or a length such as 30s, 15m, 6h or 2d";

    public static Subject Subject(string? text) =>
        text switch
        {
            null or "" or "traces" => Model.Subject.Trace,
            "spans" => Model.Subject.Span,
            "scores" => Model.Subject.Score,
            _ => throw new WrongParameter("bad_request", $"subject is '{text}'; it must be traces, spans or scores."),
        };

    public static string NameOf(Subject subject) =>
        subject switch
        {
            Model.Subject.Trace => "traces",
            Model.Subject.Span => "spans",
            _ => "scores",
        };

    public static IReadOnlyList<Measure> Measures(Subject subject, string[]? texts)
    {
        Measure[] measures = [.. AskedFor.List(texts).Select(t => Query.Measures.Parse(subject, t))];
        return measures.Length switch
        {
            0 => [Measure.Count],
            > 20 => throw new WrongParameter("bad_request", "measure has more than 20 measures."),
            _ => measures,
        };
    }

    public static IReadOnlyList<FieldRef> Groups(Subject subject, string[]? texts)
    {
        FieldRef[] groups = [.. AskedFor.List(texts).Select(t => Query.Measures.Group(subject, t))];
        return groups.Length <= Query.Measures.MaxGroups
            ? groups
            : throw new WrongParameter(
                "bad_request",
                $"group has {groups.Length} fields; at most {Query.Measures.MaxGroups}."
            );
    }

    public static (int Place, bool IsAscending) Order(string? text, IReadOnlyList<Measure> measures)
    {
        if (string.IsNullOrEmpty(text))
        {
            return (0, false);
        }

        var (name, isAscending) = AskedFor.Order(text);
        for (var i = 0; i < measures.Count; i++)
        {
            if (measures[i].Name == name)
            {
                return (i, isAscending);
            }
        }

        throw new WrongParameter(
            "bad_request",
            $"order is '{text}'; it must be one of the measures asked for ({string.Join(", ", measures.Select(m => m.Name))}), "
                + "perhaps with .asc or .desc behind it."
        );
    }

    public static TimeBuckets? Buckets(string? bucket, string? zone)
    {
        var place = ZoneOf(zone);
        return bucket switch
        {
            null or "" => null,
            "minute" => TimeBuckets.Of(CalendarUnit.Minute, place),
            "hour" => TimeBuckets.Of(CalendarUnit.Hour, place),
            "day" => TimeBuckets.Of(CalendarUnit.Day, place),
            "week" => TimeBuckets.Of(CalendarUnit.Week, place),
            "month" => TimeBuckets.Of(CalendarUnit.Month, place),
            _ => TimeBuckets.Every(LengthOf(bucket)),
        };
    }

    static TimeZoneInfo ZoneOf(string? zone) =>
        string.IsNullOrEmpty(zone) ? TimeZoneInfo.Utc
        : TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found
        : throw new WrongParameter(
            "bad_request",
            $"tz is '{zone}'; write the IANA name of a zone, such as Europe/Berlin."
        );

    static long LengthOf(string text)
    {
        var seconds = text[^1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86_400,
            _ => 0,
        };
        return
            seconds > 0
            && int.TryParse(
                text.AsSpan(0, text.Length - 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var count
            )
            && count is > 0 and <= 100_000
            ? count * seconds * 1_000_000_000L
            : throw new WrongParameter("bad_request", $"bucket is '{text}'; {BucketHelp}.");
    }
}
