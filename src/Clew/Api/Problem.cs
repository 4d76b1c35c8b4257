using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Clew.Api;

/// <summary>
/// An error as <c>application/problem+json</c> (RFC 9457) with a <see cref="Code"/> that programs can rely on.
/// </summary>
sealed record Problem(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("detail")] string Detail
)
{
    const string ContentType = "application/problem+json";

    public static IResult BadRequest(string code, string detail) => Of(400, "Bad request", code, detail);

    public static IResult TraceNotFound(string id) =>
        Of(
            404,
            "Not found",
            "trace_not_found",
            $"There is no trace '{id}' in this project. It may not have arrived yet."
        );

    public static IResult SpanNotFound(string id) =>
        Of(404, "Not found", "span_not_found", $"There is no span '{id}' in this trace. It may not have arrived yet.");

    public static IResult BadTime(string name, string? value) =>
        BadRequest(
            "bad_time",
            $"{name} is '{value}'; write Unix nanoseconds, or RFC 3339 with a zone such as 2026-11-20T12:00:00Z."
        );

    public static IResult BadLimit(string? value) =>
        BadRequest("bad_request", $"limit is '{value}'; it must be a number from 1 to {TraceListParameters.MaxLimit}.");

    public static IResult Busy(string code, string detail) => Of(503, "Service unavailable", code, detail);

    public static IResult NotFound(string detail) => Of(404, "Not found", "not_found", detail);

    static IResult Of(int status, string title, string code, string detail) =>
        TypedResults.Json(
            new Problem($"urn:clew:problem:{code}", title, status, code, detail),
            ApiJson.Plain.Problem,
            ContentType,
            status
        );
}
