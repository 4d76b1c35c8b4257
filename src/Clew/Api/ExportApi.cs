using System.Buffers;
using Clew.Model;
using Clew.Store;
using Clew.Wire.Otlp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api;

/// <summary><c>/api/v1/traces/{traceId}/export</c>: what arrived, given back.</summary>
static class ExportApi
{
    public static void MapExport(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/traces/{traceId}/export", ExportAsync)
            .WithTags("Traces")
            .WithName("exportTrace")
            .WithSummary(
                "The records of a trace as one OTLP message: format otlp-json or otlp-protobuf, signal traces or logs."
            )
            .Produces<string>(StatusCodes.Status200OK, "application/json", "application/x-protobuf")
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");

    static async Task<IResult> ExportAsync(
        HttpContext context,
        string traceId,
        ITraceStore store,
        [FromQuery] string? format,
        [FromQuery] string? signal,
        CancellationToken ct
    )
    {
        if ((format ?? "otlp-json") is not ("otlp-json" or "otlp-protobuf"))
        {
            return Problem.BadRequest("bad_request", $"format is '{format}'; it must be otlp-json or otlp-protobuf.");
        }

        if ((signal ?? "traces") is not ("traces" or "logs"))
        {
            return Problem.BadRequest("bad_request", $"signal is '{signal}'; it must be traces or logs.");
        }

        var project = TracesApi.ProjectOf(context);
        if (!TraceId.TryParse(traceId, out var id) || await store.FindTraceAsync(project, id, ct) is null)
        {
            return Problem.TraceNotFound(traceId);
        }

        var (records, others) = (new List<Record>(), 0);
        await foreach (var record in store.ReadRecordsAsync(project, id, null, ct))
        {
            // Events of another API are no OTLP; they are in the raw records of the trace and its spans.
            if (record.Kind.HasOwnId())
            {
                others++;
            }
            else
            {
                records.Add(record);
            }
        }

        if (records.Count == 0 && others > 0)
        {
            return Problem.NotFound(
                "The trace came over Langfuse's API, so there is no OTLP to export: GET /api/public/traces/{id} has all of it."
            );
        }

        var wanted = signal == "logs" ? OtlpSignal.Logs : OtlpSignal.Traces;
        var isJson = format != "otlp-protobuf";
        var body = new ArrayBufferWriter<byte>();
        if (isJson)
        {
            OtlpExport.WriteJson(records, wanted, body);
        }
        else
        {
            OtlpExport.WriteProtobuf(records, wanted, body);
        }

        return TypedResults.Bytes(
            body.WrittenMemory,
            isJson ? "application/json" : "application/x-protobuf",
            // Ids are opaque: only what is harmless in a file name is kept of one.
            $"{string.Concat(traceId.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_').Take(64))}.{(isJson ? "json" : "pb")}"
        );
    }
}
