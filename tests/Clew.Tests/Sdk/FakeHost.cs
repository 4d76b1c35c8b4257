using System.Net;
using System.Text;
using System.Text.Json;

namespace Clew.Tests.Sdk;

/// <param name="Path">With its parameters.</param>
sealed record Asked(string Method, string Path, string Body, string? Authorization)
{
    public JsonElement Json => ClewJson.Parse(Body);
}

/// <summary>Stands where a server would be: notes what is asked and answers from a list, then like Langfuse.</summary>
sealed class FakeHost : HttpMessageHandler
{
    readonly Queue<Func<Asked, HttpResponseMessage>> answers = new();

    public List<Asked> Requests { get; } = [];
    public bool IsClew { get; init; }

    public FakeHost Answer(int status, string body = "{}", string type = "application/json", string? retryAfter = null)
    {
        answers.Enqueue(_ => Reply(status, body, type, retryAfter));
        return this;
    }

    public FakeHost Fail(HttpRequestError error)
    {
        answers.Enqueue(_ => throw new HttpRequestException(error, "it broke"));
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(ct);
        var asked = new Asked(
            request.Method.Method,
            request.RequestUri!.PathAndQuery,
            body,
            request.Headers.Authorization?.ToString()
        );
        Requests.Add(asked);
        if (asked.Path.EndsWith("/api/v1/server", StringComparison.Ordinal))
        {
            return IsClew
                ? Reply(200, """{"version":"0.1.0","endpoints":{"http":"x"}}""")
                : Reply(404, "<html>", "text/html");
        }

        return answers.TryDequeue(out var answer) ? answer(asked) : Accept(asked);
    }

    static HttpResponseMessage Accept(Asked asked)
    {
        if (!asked.Path.EndsWith("/ingestion", StringComparison.Ordinal))
        {
            return Reply(200, "{}");
        }

        var ids = asked.Json.GetProperty("batch").EnumerateArray().Select(e => e.GetProperty("id").GetRawText());
        var successes = string.Join(',', ids.Select(id => $$"""{"id":{{id}},"status":201}"""));
        return Reply(207, $$"""{"successes":[{{successes}}],"errors":[]}""");
    }

    static HttpResponseMessage Reply(
        int status,
        string body,
        string type = "application/json",
        string? retryAfter = null
    )
    {
        var response = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent(body, Encoding.UTF8, type),
        };
        if (retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return response;
    }
}
