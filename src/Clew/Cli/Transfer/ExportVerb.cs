using System.CommandLine;
using System.Text;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Transfer;

/// <summary><c>clew export FOLDER</c>: a whole project as files. Run again it goes on, and fetches no trace twice.</summary>
static class ExportVerb
{
    public static Command Create(Surroundings around)
    {
        var folder = Flag.Needed("FOLDER", "Made if it is not there");
        var format = new Option<string>("--format")
        {
            Description = "Of the traces: langfuse, or otlp for what OpenTelemetry sent (default: langfuse)",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => "langfuse",
        };
        format.AcceptOnlyFromAmong("langfuse", "otlp");
        var since = Flag.Text("--since", "TIME", "Only traces begun then or later");
        var verb = new Command("export", "Write a whole project into a folder: traces, scores, prompts, datasets")
        {
            folder,
            format,
            since,
        };
        ClientFlags.AddTo(verb);
        return verb.Reads(
            around,
            async (call, parsed, ct) =>
            {
                var path = parsed.GetRequiredValue(folder);
                Directory.CreateDirectory(path);
                var traces = await TracesAsync(
                    call,
                    path,
                    parsed.GetValue(format) == "otlp",
                    Given.Since(parsed.GetValue(since), around.Time),
                    ct
                );
                foreach (var file in ProjectFiles.Documents)
                {
                    await DocumentsAsync(call, path, file, ct);
                }

                call.Output.WriteLine($"Exported {traces} new traces into '{path}'.");
            }
        );
    }

    static async Task<int> TracesAsync(
        Session call,
        string folder,
        bool isOtlp,
        DateTimeOffset? since,
        CancellationToken ct
    )
    {
        var path = Path.Combine(folder, isOtlp ? ProjectFiles.OtlpTraces : ProjectFiles.Traces);
        var ids = new IdList(Path.Combine(folder, Path.GetFileName(path) + ".ids"), path);
        var count = 0;
        await using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write);
        // Half a line of a run that was cut off is written again.
        file.SetLength(Math.Min(file.Length, ids.Length));
        file.Seek(0, SeekOrigin.End);
        await foreach (var trace in ProjectReader.TracesAsync(call.Client, since, ids.Has, ct))
        {
            var json = isOtlp ? (await call.Client.GetTraceOtlpAsync(trace.Id, ct)).Json : trace.Json;
            await file.WriteAsync(Encoding.UTF8.GetBytes(JsonLines.Line(json) + "\n"), ct);
            await file.FlushAsync(ct);
            ids.Add(trace.Id, file.Length);
            if (++count % 100 == 0)
            {
                call.Note($"{count} traces");
            }
        }

        return count;
    }

    /// <summary>Small and quickly read: whole each time, and in place only when it is complete.</summary>
    static async Task DocumentsAsync(Session call, string folder, string file, CancellationToken ct)
    {
        var path = Path.Combine(folder, file);
        var count = 0;
        try
        {
            await using (var writer = new StreamWriter(path + ".part"))
            {
                await foreach (var document in ProjectReader.DocumentsAsync(call.Client, file, ct).WithCancellation(ct))
                {
                    await writer.WriteLineAsync(JsonLines.Line(document.Json).AsMemory(), ct);
                    count++;
                }
            }
        }
        catch (ClewException e)
            when (e.Kind is ClewErrorKind.NotSupported or ClewErrorKind.NotThisApi or ClewErrorKind.NotFound)
        {
            File.Delete(path + ".part");
            call.Note($"Warning: {file} is not written: {e.Message}");
            return;
        }

        File.Move(path + ".part", path, overwrite: true);
        call.Note($"{count} in {file}");
    }
}
