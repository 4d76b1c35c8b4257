using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Clew.Bench.Load;

/// <summary>Patches outputs and reads them back, over as many connections as there are calls at a time.</summary>
sealed class PatchClient(Target target) : IDisposable
{
    readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = target.Base };
    long _events;

    /// <summary>An output such as scripts send.</summary>
    public static string Small(int value) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"status":"completed","processed_items":{{value}},"duration_ms":5432,"note":"Operation completed successfully"}"""
        );

    /// <summary>A list of records that is about so large.</summary>
    public static string Large(int bytes, int seed)
    {
        StringBuilder text = new("[");
        for (int i = 0; text.Length < bytes - 200; i++)
        {
            uint mixed = (uint)(((i + 1) * 2654435761L) ^ (seed * 40503L));
            text.Append(
                CultureInfo.InvariantCulture,
                $"{(i == 0 ? "" : ",")}{{\"id\":{i},\"key\":\"{mixed:x8}\",\"score\":{mixed % 1000},\"text\":\"the answer to question {mixed}\"}}"
            );
        }
        return text.Append(']').ToString();
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Returns when the patch is acknowledged.</summary>
    /// <exception cref="UsageException">It was not accepted.</exception>
    public async Task PatchAsync(string trace, string output, CancellationToken stop)
    {
        long number = Interlocked.Increment(ref _events);
        string now = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        string batch =
            $$$"""{"batch":[{"id":"{{{trace}}}-patch-{{{number:x8}}}","timestamp":"{{{now}}}","type":"trace-create","body":{"id":"{{{trace}}}","timestamp":"{{{now}}}","output":{{{output}}}}}]}""";
        using StringContent content = new(batch, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await _http.PostAsync(
            new Uri("api/public/ingestion", UriKind.Relative),
            content,
            stop
        );
        string said = await answer.Content.ReadAsStringAsync(stop);
        if (
            answer.StatusCode != HttpStatusCode.MultiStatus
            || !said.EndsWith("\"errors\":[]}", StringComparison.Ordinal)
        )
            throw new UsageException($"the server answered {(int)answer.StatusCode}: {said}");
    }

    /// <returns>True if the output of the trace is this one, whole.</returns>
    public async Task<bool> ShowsAsync(string trace, string output, CancellationToken stop)
    {
        byte[] answer = await _http.GetByteArrayAsync(new Uri($"api/public/traces/{trace}", UriKind.Relative), stop);
        using JsonDocument document = JsonDocument.Parse(answer);
        return document.RootElement.GetProperty("output").GetRawText() == output;
    }
}
