using System.Runtime.CompilerServices;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Transfer;

/// <summary>What is imported: another server, a folder that <c>clew export</c> wrote, or a file of traces.</summary>
sealed class Origin : IDisposable
{
    readonly ClewClient? server;
    readonly string path;
    readonly DateTimeOffset? since;

    Origin(ClewClient? server, string path, DateTimeOffset? since)
    {
        this.server = server;
        this.path = path;
        this.since = since;
    }

    public static Origin Open(
        string source,
        string? publicKey,
        string? secretKey,
        DateTimeOffset? since,
        Surroundings around
    )
    {
        if (source.Contains("://", StringComparison.Ordinal))
        {
            var client = new ClewClient(
                new ClewClientOptions
                {
                    Host = ClewClientOptions.ParseHost(source),
                    PublicKey = publicKey,
                    SecretKey = secretKey,
                    Time = around.Time,
                }
            );
            return new Origin(client, "", since);
        }

        return File.Exists(source) || Directory.Exists(source)
            ? new Origin(null, source, since)
            : throw new Refusal($"File '{source}' does not exist.");
    }

    public void Dispose() => server?.Dispose();

    public IAsyncEnumerable<ClewTrace> TracesAsync(CancellationToken ct) =>
        server is not null
            ? ProjectReader.TracesAsync(server, since, _ => false, ct)
            : FileTracesAsync(Directory.Exists(path) ? Path.Combine(path, ProjectFiles.Traces) : path, ct);

    /// <summary>The documents of one kind; none from a single file.</summary>
    public IAsyncEnumerable<ApiObject> DocumentsAsync(string file, CancellationToken ct) =>
        server is not null ? ProjectReader.DocumentsAsync(server, file, ct)
        : Directory.Exists(path) ? JsonLines.ReadAsync(Path.Combine(path, file), ct)
        : Nothing();

    static async IAsyncEnumerable<ClewTrace> FileTracesAsync(string path, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var line in JsonLines.ReadAsync(path, ct))
        {
            yield return new ClewTrace(line.Json);
        }
    }

    static async IAsyncEnumerable<ApiObject> Nothing()
    {
        await Task.CompletedTask;
        yield break;
    }
}
