using System.Diagnostics;

namespace Clew.EndToEnd.Harness;

/// <summary>A test that watches system calls; skipped where strace is not installed or may not trace.</summary>
sealed class FactIfTraceableAttribute : FactAttribute
{
    static readonly Lazy<string?> Obstacle = new(FindObstacle);

    public FactIfTraceableAttribute() => Skip = Obstacle.Value;

    static string? FindObstacle()
    {
        if (FactIfInstalledAttribute.Find("strace") is not { } strace)
        {
            return "Needs strace, which is not installed.";
        }
        using var process = Process.Start(
            new ProcessStartInfo(strace, ["-f", "-o", "/dev/null", "true"]) { RedirectStandardError = true }
        )!;
        process.WaitForExit();
        return process.ExitCode == 0 ? null : "strace may not trace here.";
    }
}
