using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd.Durability;

/// <summary>Senders that post one small trace after the other, and remember which were acknowledged.</summary>
sealed class Load(Server server)
{
    public const int SpansPerTrace = 20;

    int sent;

    /// <summary>Trace ids that were answered with 200.</summary>
    public ConcurrentBag<string> Acknowledged { get; } = [];

    /// <summary>Trace ids that were sent, answered or not.</summary>
    public ConcurrentBag<string> Sent { get; } = [];

    /// <summary>Each sender has a connection of its own, and stops when the server does.</summary>
    public Task RunAsync(int senders, int requestsEach, CancellationToken ct) =>
        Task.WhenAll(
            Enumerable
                .Range(0, senders)
                .Select(_ => Task.Run(() => SendAsync(requestsEach, ct), CancellationToken.None))
        );

    async Task SendAsync(int requests, CancellationToken ct)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Http };
        for (var i = 0; i < requests && !ct.IsCancellationRequested; i++)
        {
            var trace = Interlocked
                .Increment(ref sent)
                .ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
            using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(Body(trace)));
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            try
            {
                Sent.Add(trace);
                using var response = await client.PostAsync("/v1/traces", body, CancellationToken.None);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    Acknowledged.Add(trace);
                }
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    static string Body(string trace)
    {
        var spans = Enumerable.Range(1, SpansPerTrace).Select(number => Span(trace, number));
        return $$$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{{string.Join(",", spans)}}}]}]}]}""";
    }

    static string Span(string trace, int number) =>
        $$$"""
            {
              "traceId": "{{{trace}}}",
              "spanId": "{{{number:x16}}}",
              "name": "step {{{number}}}",
              "startTimeUnixNano": "1763640000000000000",
              "endTimeUnixNano": "1763640001000000000",
              "attributes": [{ "key": "gen_ai.usage.input_tokens", "value": { "intValue": "{{{number}}}" } }]
            }
            """;
}
