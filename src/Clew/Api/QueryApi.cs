using Clew.Model;
using Clew.Query;
using Clew.Query.Language;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api;

/// <summary><c>/api/v1/fields</c> and <c>/api/v1/query</c>: what can be asked, and whether it was asked right.</summary>
static class QueryApi
{
    const int MostValues = 200;

    public static void MapQuery(this IEndpointRouteBuilder routes)
    {
        var fields = routes.MapGroup("/api/v1/fields").WithTags("Query");
        fields
            .MapGet("", (string? subject) => List(subject))
            .WithName("listFields")
            .WithSummary("What queries can ask about, with types, other names and examples.")
            .Produces<FieldList>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json");
        fields
            .MapGet("/{name}/values", ValuesAsync)
            .WithName("listFieldValues")
            .WithSummary("The commonest values of a field among the latest rows; of one that takes a path, its paths.")
            .Produces<FieldValues>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json");
        routes
            .MapGet("/api/v1/query", Check)
            .WithTags("Query")
            .WithName("checkQuery")
            .WithSummary("Whether a query means something: its plainest form, or where the mistake is.")
            .Produces<QueryCheck>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json");
    }

    static IResult List(string? subject) =>
        SubjectOf(subject) is { } of
            ? TypedResults.Json(new FieldList(FieldShapes.NameOf(of), FieldShapes.All(of)), ApiJson.Plain.FieldList)
            : BadSubject(subject);

    static IResult Check(TimeProvider time, [FromQuery] string? q, [FromQuery] string? subject, [FromQuery] string? tz)
    {
        if (SubjectOf(subject) is not { } of)
        {
            return BadSubject(subject);
        }

        if (QueryInput.ClockOf(tz, time) is not { } clock)
        {
            return QueryInput.BadZone(tz);
        }

        QueryCheck check;
        try
        {
            check = new(FilterLanguage.Print(FilterLanguage.Parse(q ?? "", of, clock), of), null);
        }
        catch (QuerySyntaxException e)
        {
            check = new(null, new(e.Position, e.Length, e.Message, e.Suggestion));
        }

        return TypedResults.Json(check, ApiJson.Plain.QueryCheck);
    }

    static async Task<IResult> ValuesAsync(
        HttpContext context,
        string name,
        ITraceStore store,
        IDeriver deriver,
        TimeProvider time,
        [FromQuery] string? subject,
        [FromQuery] string? prefix,
        [FromQuery] string? from,
        [FromQuery] string? q,
        [FromQuery] string? tz,
        [FromQuery] string? limit,
        CancellationToken ct
    )
    {
        if (SubjectOf(subject) is not { } of)
        {
            return BadSubject(subject);
        }

        var most = 20;
        if (limit is not null && (!int.TryParse(limit, out most) || most is < 1 or > MostValues))
        {
            return Problem.BadRequest(
                "bad_request",
                $"limit is '{limit}'; it must be a number from 1 to {MostValues}."
            );
        }

        // Without a path, the answer is the paths there are.
        var found = Names.Find(of, name, null);
        var isOfPaths = found is null && (found = Names.Find(of, name, "")) is not null;
        if (found is not { } field)
        {
            var nearest = Nearest.Of(name, Names.All(of));
            return Problem.NotFound(
                $"There is no field '{name}'{(nearest is null ? "" : $"; did you mean {nearest}?")}".TrimEnd('?', '.')
                    + "."
            );
        }

        var (filter, refusal) = QueryInput.Read(q, tz, of, time);
        if (refusal is not null)
        {
            return refusal;
        }

        if (!TraceListParameters.TryParseTime(from, out var fromNano))
        {
            return Problem.BadRequest(
                "bad_time",
                $"from is '{from}'; write Unix nanoseconds, or RFC 3339 with a zone."
            );
        }

        var sample = new FieldSample(store, deriver, TracesApi.ProjectOf(context), fromNano, filter);
        var (lookedAt, rows, values) = await sample.TakeAsync(of, field, isOfPaths, ct);
        var top = values
            .Where(value => prefix is null || value.Contains(prefix, StringComparison.OrdinalIgnoreCase))
            .GroupBy(value => value, StringComparer.Ordinal)
            .Select(group => new FieldValue(group.Key, group.Count()))
            .OrderByDescending(value => value.Count)
            .ThenBy(value => value.Value, StringComparer.Ordinal)
            .Take(most);
        return TypedResults.Json(
            new FieldValues(name, FieldShapes.NameOf(rows), lookedAt, [.. top]),
            ApiJson.Plain.FieldValues
        );
    }

    static Subject? SubjectOf(string? text) =>
        text switch
        {
            null or "" or "trace" => Subject.Trace,
            "span" => Subject.Span,
            "score" => Subject.Score,
            _ => null,
        };

    static IResult BadSubject(string? text) =>
        Problem.BadRequest("bad_request", $"subject is '{text}'; it must be trace, span or score.");
}
