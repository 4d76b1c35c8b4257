using System.Buffers;
using System.Text.Json;
using Clew.Model;
using Clew.Wire.Otlp;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Clew.Host.Access;

/// <summary>Tells an error in the caller's own language. The sentence is for people, the code for programs.</summary>
static class ErrorBody
{
    public static Task WriteAsync(HttpContext context, int status, string code, string sentence)
    {
        var response = context.Response;
        var surface = Surfaces.Of(context.Request);
        if (surface == Surface.Grpc)
        {
            return WriteGrpc(response, status, sentence);
        }

        response.StatusCode = status;
        switch (surface)
        {
            case Surface.Api:
                return WriteAsync(context, "application/problem+json", Problem(status, code, sentence));
            case Surface.Langfuse:
                return WriteAsync(
                    context,
                    "application/json",
                    Json(("message", sentence), ("error", LangfuseName(code)))
                );
            case Surface.Mcp:
                return WriteAsync(context, "application/json", JsonRpc(sentence));
            case Surface.Otlp:
                var encoding = IsProtobuf(context.Request) ? RecordEncoding.Protobuf : RecordEncoding.Json;
                return WriteAsync(
                    context,
                    encoding == RecordEncoding.Protobuf ? "application/x-protobuf" : "application/json",
                    RpcStatus.Write(encoding, RpcCodes.Of(status), sentence)
                );
            default:
                return WriteAsync(
                    context,
                    "text/plain; charset=utf-8",
                    System.Text.Encoding.UTF8.GetBytes(sentence + "\n")
                );
        }
    }

    /// <summary>What Langfuse calls it; ours where it has no name for it.</summary>
    static string LangfuseName(string code) =>
        code switch
        {
            "unauthorized" => "UnauthorizedError",
            "not_found" => "LangfuseNotFoundError",
            "method_not_allowed" => "MethodNotAllowedError",
            _ => code,
        };

    static bool IsProtobuf(HttpRequest request) =>
        request.ContentType?.Contains("protobuf", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>An answer of headers alone: in gRPC the HTTP status is 200 whatever happened.</summary>
    static Task WriteGrpc(HttpResponse response, int status, string sentence)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = ((int)RpcCodes.Of(status)).ToString(
            System.Globalization.CultureInfo.InvariantCulture
        );
        response.Headers["grpc-message"] = Uri.EscapeDataString(sentence);
        return Task.CompletedTask;
    }

    static Task WriteAsync(HttpContext context, string type, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    static ReadOnlyMemory<byte> Problem(int status, string code, string sentence)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "urn:clew:problem:" + code);
            json.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
            json.WriteNumber("status", status);
            json.WriteString("code", code);
            json.WriteString("detail", sentence);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    /// <summary>An error that answers no message in particular: the body was not read.</summary>
    static ReadOnlyMemory<byte> JsonRpc(string sentence)
    {
        const int ServerError = -32000;
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("jsonrpc", "2.0");
            json.WriteNull("id");
            json.WriteStartObject("error");
            json.WriteNumber("code", ServerError);
            json.WriteString("message", sentence);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    static ReadOnlyMemory<byte> Json(params ReadOnlySpan<(string Name, string Value)> members)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = PlainJsonEncoder.Instance }))
        {
            json.WriteStartObject();
            foreach (var (name, value) in members)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}
