using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Transfer;

/// <summary><c>clew import langfuse|otlp SOURCE</c></summary>
static class ImportVerb
{
    public static Command Create(Surroundings around) =>
        ClientVerb.Group(
            "import",
            "Take a whole project in: from files, or from another server",
            [],
            Langfuse(around),
            Otlp(around)
        );

    static Command Langfuse(Surroundings around)
    {
        var source = Flag.Needed("SOURCE", "What 'clew export' wrote (a folder or a file), or the URL of a server");
        var publicKey = Flag.Text("--from-public-key", "KEY", "Of the server that is read");
        var secretKey = Flag.Text("--from-secret-key", "KEY", "Of the server that is read");
        var since = Flag.Text("--since", "TIME", "From a server: only traces begun then or later");
        var state = StateFlag();
        return new Command("langfuse", "Take in traces and documents in Langfuse's shape")
        {
            source,
            publicKey,
            secretKey,
            since,
            state,
        }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var from = parsed.GetRequiredValue(source);
                using var origin = Origin.Open(
                    from,
                    parsed.GetValue(publicKey),
                    parsed.GetValue(secretKey),
                    Given.Since(parsed.GetValue(since), around.Time),
                    around
                );
                using var done = Progress.Open(parsed.GetValue(state) ?? StatePath(from), call, "traces");
                var configs = new ConfigImport(call);
                var documents = new DocumentImport(call, done, configs);
                await documents.RunBeforeTracesAsync(origin, ct);
                await new TraceImport(call.Client, done, configs.Ids).RunAsync(origin.TracesAsync(ct), ct);
                await documents.RunAfterTracesAsync(origin, ct);
                call.Output.WriteLine($"Imported {done.New} traces; {done.Old} had been imported before.");
            }
        );
    }

    static Command Otlp(Surroundings around)
    {
        var source = Flag.Needed("SOURCE", "A file or URL with OTLP messages in JSON: one, or one a line");
        var state = StateFlag();
        return new Command("otlp", "Take in traces as OpenTelemetry writes them") { source, state }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var from = parsed.GetRequiredValue(source);
                using var done = Progress.Open(parsed.GetValue(state) ?? StatePath(from), call, "messages");
                await foreach (var message in OtlpFile.ReadAsync(from, ct))
                {
                    if (done.Has(message.Id))
                    {
                        continue;
                    }

                    await call.Client.SendOtlpJsonAsync(message.Utf8, ct);
                    done.Add(message.Id);
                }

                call.Output.WriteLine($"Imported {done.New} messages; {done.Old} had been imported before.");
            }
        );
    }

    static Option<string?> StateFlag() =>
        Flag.Text("--state", "FILE", "Remembers what is done, so that it can go on (default: beside the source)");

    static string StatePath(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out var url) && !url.IsFile
            ? $"clew-import-{url.Host}.state"
            : Path.TrimEndingDirectorySeparator(source) + ".imported";
}
