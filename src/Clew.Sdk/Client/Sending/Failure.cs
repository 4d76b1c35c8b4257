using System.Text;
using System.Text.Json;

namespace Clew;

/// <summary>Puts what went wrong into one sentence that says how to mend it.</summary>
static class Failure
{
    const int MostOfAnswer = 64 * 1024;
    const int MostOfReason = 600;

    public static ClewException TimedOut(string host, TimeSpan patience, Exception inner) =>
        new(ClewErrorKind.TimedOut, $"{host} did not answer within {patience.TotalSeconds:0.#} seconds.", inner);

    public static ClewException OfConnection(string host, HttpRequestException e)
    {
        var reason = (e.InnerException ?? e).Message.TrimEnd('.');
        return e.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => new(
                ClewErrorKind.Unreachable,
                $"There is no host of the name in {host}; check how it is spelled.",
                e
            ),
            HttpRequestError.SecureConnectionError => new(
                ClewErrorKind.Tls,
                $"No safe connection to {host}: {reason}. Check its certificate, and that the port speaks HTTPS.",
                e
            ),
            HttpRequestError.InvalidResponse => new(
                ClewErrorKind.NotThisApi,
                $"What answers at {host} does not speak HTTP: {reason}.",
                e
            ),
            _ => new(
                ClewErrorKind.Unreachable,
                $"Cannot reach {host}: {reason}. Is the server running there, and is this the right address?",
                e
            ),
        };
    }

    public static ClewException NotJson(string host, ApiRequest request, Reply reply, Exception inner) =>
        new(
            ClewErrorKind.NotThisApi,
            $"{host} answered {request.Path} with {Kind(reply)} instead of JSON; it is neither Clew nor Langfuse, or the "
                + "address lacks a part of the path.",
            inner
        )
        {
            StatusCode = reply.Status,
            Answer = Text(reply),
        };

    public static ClewException OfStatus(string host, ApiRequest request, Reply reply)
    {
        if (OfQuery(reply) is { } wrong)
        {
            return wrong;
        }

        var reason = Reason(reply);
        var (kind, sentence) = reply.Status switch
        {
            >= 300 and < 400 => (
                ClewErrorKind.NotThisApi,
                $"{host} sends on to {reply.Location?.ToString() ?? "elsewhere"}; use that address."
            ),
            401 => (
                ClewErrorKind.Unauthorized,
                $"{host} does not accept these keys (401){Colon(reason)} Check the public and the secret key, and that they belong to this host."
            ),
            403 => (ClewErrorKind.Forbidden, $"{host} does not allow this (403){Colon(reason)}"),
            404 when reason is null => (
                ClewErrorKind.NotThisApi,
                $"{host} has no {Path(request)} (404); it is neither Clew nor Langfuse, or the address lacks a part of the path."
            ),
            404 when reason.Contains("events_only", StringComparison.Ordinal) => (
                ClewErrorKind.NotSupported,
                $"{host} is a Langfuse server that has switched {Path(request)} off{Colon(reason)}"
            ),
            404 => (ClewErrorKind.NotFound, Sentence(reason)),
            405 or 501 => (
                ClewErrorKind.NotSupported,
                $"{host} cannot do {request.Method} {Path(request)} ({reply.Status}){Colon(reason)}"
            ),
            413 => (
                ClewErrorKind.TooLarge,
                $"{host} refuses {request.Body?.Length ?? 0:N0} bytes as too large (413){Colon(reason)}"
            ),
            429 => (ClewErrorKind.RateLimited, $"{host} asks to send less (429){Colon(reason)}"),
            >= 500 => (ClewErrorKind.ServerFailed, $"{host} failed ({reply.Status}){Colon(reason)}"),
            _ => (ClewErrorKind.Invalid, $"{host} does not accept this ({reply.Status}){Colon(reason)}"),
        };
        return new ClewException(kind, sentence) { StatusCode = reply.Status, Answer = Text(reply) };
    }

    /// <summary>Null if the answer is about something else.</summary>
    static ClewQueryException? OfQuery(Reply reply)
    {
        if (reply.Status != 400)
        {
            return null;
        }

        try
        {
            var answer = new ApiObject(ClewJson.Parse(reply.Body));
            return answer.Text("code") == "bad_query"
                ? new(
                    answer.Text("detail") ?? "",
                    (int?)answer.Number("position") ?? 0,
                    (int?)answer.Number("length") ?? 0,
                    answer.Text("suggestion")
                )
                {
                    StatusCode = reply.Status,
                    Answer = Text(reply),
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The server's own words, from the places where Clew and Langfuse put them; null if it has none.</summary>
    public static string? Reason(Reply reply)
    {
        try
        {
            var answer = new ApiObject(ClewJson.Parse(reply.Body));
            var words = answer.Text("detail") ?? answer.Text("message");
            var more = answer.Value("error") ?? answer.Value("errors");
            if (more is { ValueKind: JsonValueKind.Array or JsonValueKind.Object } list)
            {
                words = (words is null ? "" : words + " ") + list.GetRawText();
            }

            words ??= answer.Text("error");
            return words is null ? null
                : words.Length > MostOfReason ? words[..MostOfReason] + "…"
                : words;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string Colon(string? reason) => reason is null ? "." : ": " + Sentence(reason);

    static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";

    static string Path(ApiRequest request) => request.Path.Split('?')[0];

    static string Kind(Reply reply) =>
        reply.MediaType is "text/html" ? "a web page"
        : reply.MediaType is { } type ? type
        : "something";

    static string Text(Reply reply) =>
        Encoding.UTF8.GetString(reply.Body.AsSpan(0, Math.Min(reply.Body.Length, MostOfAnswer)));
}
