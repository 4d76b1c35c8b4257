using System.Diagnostics;

namespace Clew.EndToEnd.Harness;

/// <summary>A shell in a folder of its own, in which <c>clew</c> is the built program.</summary>
sealed class Shell : IDisposable
{
    readonly Folder folder = new();

    public Shell()
    {
        Directory.CreateDirectory(folder.Below("bin"));
        Directory.CreateDirectory(folder.Below("home"));
        Program("clew", $"exec dotnet '{Executable.Library}' \"$@\"");
        if (FactIfInstalledAttribute.Find("uuidgen") is null)
        {
            Program("uuidgen", "cat /proc/sys/kernel/random/uuid");
        }
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Runs a script that ends where something fails.</summary>
    /// <param name="host">The server for those that name none.</param>
    public async Task<Answer> RunAsync(string script, Uri host)
    {
        var start = new ProcessStartInfo("bash", ["-eo", "pipefail", "-c", script])
        {
            WorkingDirectory = folder.Below("home"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Executable.Clean(start);
        start.Environment["PATH"] =
            folder.Below("bin") + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.Environment["CLEW_HOST"] = host.GetLeftPart(UriPartial.Authority);
        // A proxy knows nothing of a server on this machine.
        start.Environment["NO_PROXY"] = "*";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("No process was started.");
        process.StandardInput.Close();
        return await Executable.EndAsync(process);
    }

    void Program(string name, string script)
    {
        var path = Path.Combine(folder.Below("bin"), name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
