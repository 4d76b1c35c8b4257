using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Clew.Host;

namespace Clew.Cli.Transfer;

/// <param name="Id">Of its bytes.</param>
sealed record OtlpMessage(string Id, ReadOnlyMemory<byte> Utf8);

/// <summary>OTLP messages in JSON, from a file or by HTTP: one a line, or one that fills the file.</summary>
static class OtlpFile
{
    /// <exception cref="Refusal">It cannot be read, or is not OTLP in JSON.</exception>
    public static async IAsyncEnumerable<OtlpMessage> ReadAsync(
        string source,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var path = source;
        if (source.Contains("://", StringComparison.Ordinal))
        {
            path = Path.GetTempFileName();
            await FetchAsync(ClewClientOptions.ParseHost(source), path, ct);
        }
        else if (!File.Exists(source))
        {
            throw new Refusal($"File '{source}' does not exist.");
        }

        try
        {
            await foreach (var text in TextsAsync(path, ct))
            {
                var utf8 = Encoding.UTF8.GetBytes(text);
                yield return new OtlpMessage(Convert.ToHexStringLower(SHA256.HashData(utf8)), utf8);
            }
        }
        finally
        {
            if (path != source)
            {
                File.Delete(path);
            }
        }
    }

    static async IAsyncEnumerable<string> TextsAsync(string path, [EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = new StreamReader(path);
        var number = 0;
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            number++;
            if (line.Trim().Length == 0)
            {
                continue;
            }

            if (IsMessage(line))
            {
                yield return line;
            }
            else if (number == 1 && line + "\n" + await reader.ReadToEndAsync(ct) is { } whole && IsMessage(whole))
            {
                yield return whole;
            }
            else
            {
                throw new Refusal($"Line {number} of the source is not an OTLP message in JSON (resourceSpans: …).");
            }
        }
    }

    static bool IsMessage(string text) =>
        Client.Given.TryJson(text, out var json, out _) && new ApiObject(json).Value("resourceSpans") is not null;

    static async Task FetchAsync(Uri address, string path, CancellationToken ct)
    {
        try
        {
            using var client = new HttpClient();
            await using var from = await client.GetStreamAsync(address, ct);
            await using var to = File.Create(path);
            await from.CopyToAsync(to, ct);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new Refusal($"{address} cannot be fetched: {e.Message}", e);
        }
    }
}
