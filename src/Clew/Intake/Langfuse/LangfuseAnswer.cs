using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Clew.Model;
using Microsoft.AspNetCore.Http;

namespace Clew.Intake.Langfuse;

/// <summary>Answers in the shapes that Langfuse's clients know.</summary>
static class LangfuseAnswer
{
    public const string InvalidData = "Invalid request data";

    /// <summary>The fate of every event: 207 even if all are good or all are bad.</summary>
    public static Task BatchAsync(HttpResponse response, LangfuseResult result) =>
        result.Fault is { } fault
            ? WriteAsync(
                response,
                StatusCodes.Status400BadRequest,
                json =>
                {
                    json.WriteString("message", InvalidData);
                    json.WriteStartArray("errors");
                    json.WriteStringValue(fault);
                    json.WriteEndArray();
                }
            )
            : WriteAsync(response, StatusCodes.Status207MultiStatus, json => WriteEvents(json, result));

    /// <summary>The fate of the one event of an older endpoint.</summary>
    public static Task OneAsync(HttpResponse response, LangfuseResult result, string id) =>
        result.Fault is { } fault ? ErrorAsync(response, StatusCodes.Status400BadRequest, InvalidData, fault)
        : result.Errors is [var error, ..] ? ErrorAsync(response, error.Status, error.Message, error.Error)
        : WriteAsync(response, StatusCodes.Status200OK, json => json.WriteString("id", id));

    public static Task ErrorAsync(
        HttpResponse response,
        int status,
        string message,
        string error,
        int? retryAfterSeconds = null
    )
    {
        if (retryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return WriteAsync(
            response,
            status,
            json =>
            {
                json.WriteString("message", message);
                json.WriteString("error", error);
            }
        );
    }

    static void WriteEvents(Utf8JsonWriter json, LangfuseResult result)
    {
        json.WriteStartArray("successes");
        foreach (var id in result.Successes)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteNumber("status", StatusCodes.Status201Created);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("errors");
        foreach (var error in result.Errors)
        {
            json.WriteStartObject();
            json.WriteString("id", error.Id);
            json.WriteNumber("status", error.Status);
            json.WriteString("message", error.Message);
            json.WriteString("error", error.Error);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static async Task WriteAsync(HttpResponse response, int status, Action<Utf8JsonWriter> members)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = PlainJsonEncoder.Instance }))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.WrittenCount;
        // What was kept is kept: the sender should hear of it even if the server is stopping.
        await response.Body.WriteAsync(body.WrittenMemory, CancellationToken.None);
    }
}
