using System.Buffers;
using System.Text.Json;
using Clew.Model;
using Clew.Store;
using Clew.Wire.Langfuse;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Clew.Intake.Langfuse;

/// <summary>
/// What Langfuse's clients send: <c>POST /api/public/ingestion</c>, and one endpoint for each kind of thing from before
/// there were batches. What they read is answered elsewhere.
/// </summary>
/// <param name="newId">Makes an id that nobody else has.</param>
sealed class LangfuseHttp(LangfuseIntake intake, IntakeLimits limits, InflightBudget budget, Func<string> newId)
{
    const string Root = "/api/public";
    const int LongestSdkText = 200;

    static readonly string[] SdkHeaders = ["x-langfuse-sdk-name", "x-langfuse-sdk-version"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost(Root + "/ingestion", context => HandleAsync(context, null))
            .WithMetadata(new OpenToPublicKeys())
            .ExcludeFromDescription();
        foreach (var call in LangfuseCall.All)
        {
            var endpoint = routes
                .MapMethods(Root + call.Path, [call.Method], context => HandleAsync(context, call))
                .ExcludeFromDescription();
            if (call.EventType == "score-create")
            {
                endpoint.WithMetadata(new OpenToPublicKeys());
            }
        }
    }

    /// <param name="call">Null for a batch.</param>
    async Task HandleAsync(HttpContext context, LangfuseCall? call)
    {
        var (request, response, ct) = (context.Request, context.Response, context.RequestAborted);
        if (!IsJson(request.ContentType))
        {
            await LangfuseAnswer.ErrorAsync(
                response,
                StatusCodes.Status415UnsupportedMediaType,
                $"The content type '{request.ContentType}' is not JSON; use application/json.",
                "bad_request"
            );
            return;
        }

        using var body = await RequestBody.ReadAsync(request, limits, budget, ct);
        if (body.Fault != BodyFault.None)
        {
            await RefuseAsync(response, body.Fault, request.Headers.ContentEncoding.ToString());
            return;
        }

        try
        {
            var caller = context.Features.GetRequiredFeature<Caller>();
            var sender = new LangfuseSender(caller.Project, caller.ScoresOnly, SdkOf(request));
            var bytes = body.Buffer.AsMemory(0, body.Length);
            if (call is null)
            {
                await LangfuseAnswer.BatchAsync(response, await intake.AcceptAsync(sender, bytes, ct));
                return;
            }

            var (result, id) = await intake.AcceptAsync(sender, call, bytes, newId, ct);
            await LangfuseAnswer.OneAsync(response, result, id);
        }
        catch (UnknownProjectException e)
        {
            await LangfuseAnswer.ErrorAsync(response, StatusCodes.Status403Forbidden, e.Message, "forbidden_project");
        }
    }

    Task RefuseAsync(HttpResponse response, BodyFault fault, string encoding)
    {
        var answer = OtlpAnswer.Of(fault, encoding, limits);
        var code = fault switch
        {
            BodyFault.TooLarge => "too_large",
            BodyFault.Overloaded => "overloaded",
            _ => "bad_request",
        };
        return LangfuseAnswer.ErrorAsync(
            response,
            answer.HttpStatus,
            answer.Message ?? "",
            code,
            answer.RetryAfterSeconds
        );
    }

    /// <summary>
    /// Some scripts say nothing, a beacon of a page that closes can only say text, and <c>curl -d</c> believes to send a
    /// form.
    /// </summary>
    static bool IsJson(string? contentType) =>
        contentType is null or ""
        || (
            MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (
                type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase)
                || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)
                || type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase)
                || type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            )
        );

    static ReadOnlyMemory<byte> SdkOf(HttpRequest request)
    {
        if (!SdkHeaders.Any(name => HeaderOf(request, name) is not null))
        {
            return default;
        }

        var output = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            foreach (var name in SdkHeaders)
            {
                if (HeaderOf(request, name) is { } value)
                {
                    json.WriteString(name, value);
                }
            }

            json.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    /// <summary>Some clients write underscores.</summary>
    static string? HeaderOf(HttpRequest request, string name)
    {
        var value = request.Headers[name].ToString();
        value = value is "" ? request.Headers[name.Replace('-', '_')].ToString() : value;
        return value is { Length: > 0 and <= LongestSdkText } ? value : null;
    }
}
