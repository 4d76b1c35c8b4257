using System.Net.Http.Headers;
using Chatter;

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
Options options;
try
{
    options = Options.Parse(args);
}
catch (Exception e) when (e is FormatException or UriFormatException)
{
    Console.Error.WriteLine($"chatter: {e.Message}\n\n{Options.Help}");
    return 2;
}

long NowNano() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;

// 20 November 2026, 08:00 UTC: any fixed day will do.
const long FixedStart = 1_795_161_600_000_000_000;
List<Story> stories = Programme.Write(options.Traces, options.Seed, FixedStart, (long)(options.Hours * 3.6e12));
long last = stories.Count == 0 ? 0 : stories.Max(s => s.Spans.Max(x => x.End));
long shift = options.UntilNow ? NowNano() - last : 0;

using HttpClient client = new() { BaseAddress = options.Endpoint };
if (options.Key is not null)
    client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", options.Key);
int spans = 0;
try
{
    foreach (Story story in stories)
    {
        if (options.Rate > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(1 / options.Rate), TimeProvider.System, stop.Token);
            shift = NowNano() - story.Spans.Max(s => s.End);
        }
        using ByteArrayContent body = new(OtlpJson.Write(story, shift));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage answer = await client.PostAsync(
            new Uri("/v1/traces", UriKind.Relative),
            body,
            stop.Token
        );
        if (!answer.IsSuccessStatusCode)
        {
            Console.Error.WriteLine(
                $"chatter: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(stop.Token)}"
            );
            return 1;
        }
        spans += story.Spans.Count;
    }
}
catch (HttpRequestException e)
{
    Console.Error.WriteLine($"chatter: {options.Endpoint} does not answer: {e.Message}");
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
Console.WriteLine($"{stories.Count} traces, {spans} spans sent to {options.Endpoint}");
return 0;
