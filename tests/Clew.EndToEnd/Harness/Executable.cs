using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Clew.EndToEnd.Harness;

/// <summary>What a run of the program said, and how it ended.</summary>
sealed record Answer(int Code, string Output, string Error);

/// <summary>The built program, as a process.</summary>
static partial class Executable
{
    /// <summary>Nothing that a test starts runs longer than this.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Beside this assembly, of the same configuration: <c>artifacts/bin/Clew/release/clew.dll</c>.</summary>
    public static readonly string Library = Path.GetFullPath(
        Path.Combine(
            AppContext.BaseDirectory,
            "../../Clew",
            Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)),
            "clew.dll"
        )
    );

    /// <param name="before">A program to run it under, with its arguments.</param>
    public static Process Start(
        IEnumerable<string> args,
        IReadOnlyDictionary<string, string>? variables = null,
        params string[] before
    )
    {
        string[] line = [.. before, "dotnet", Library, .. args];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        Clean(start);
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }
        return Process.Start(start) ?? throw new InvalidOperationException("No process was started.");
    }

    /// <summary>What is set where the tests run must not change what they see.</summary>
    public static void Clean(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(IsForClew).ToArray())
        {
            start.Environment.Remove(name);
        }
    }

    public static async Task<Answer> RunAsync(params string[] args)
    {
        using var process = Start(args);
        return await EndAsync(process);
    }

    public static async Task<Answer> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{process.StartInfo.FileName}' did not end: {await output}{await error}");
        }
        return new Answer(process.ExitCode, await output, await error);
    }

    /// <summary>Ctrl-C.</summary>
    public static void Interrupt(int processId)
    {
        if (Signal(processId, 2) != 0)
        {
            throw new InvalidOperationException($"There is no process {processId} to interrupt.");
        }
    }

    static bool IsForClew(string name) =>
        name.StartsWith("CLEW_", StringComparison.Ordinal)
        || name.StartsWith("OTEL_", StringComparison.Ordinal)
        || name.StartsWith("LANGFUSE_", StringComparison.Ordinal)
        || name.StartsWith("COAIAPY_", StringComparison.Ordinal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int processId, int signal);
}
