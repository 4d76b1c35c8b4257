using System.Runtime.InteropServices;

namespace Clew.Bench.Measure;

/// <summary>What the figures were measured on.</summary>
static class Machine
{
    public static IEnumerable<string> Describe(string? directory)
    {
        yield return $"- CPU: {Cpu()}, {Environment.ProcessorCount} cores (the load generator shares them)";
        yield return $"- Memory: {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_073_741_824.0:0.0} GiB";
        yield return $"- Kernel: {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}";
        yield return $"- Runtime: {RuntimeInformation.FrameworkDescription}";
        if (directory is not null)
            yield return $"- File system of the data: {FileSystem(directory)}";
    }

    static string Cpu()
    {
        string? line = File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':') + 2)..];
    }

    static string FileSystem(string directory)
    {
        string path = Path.GetFullPath(directory);
        string[]? mount = File.ReadLines("/proc/mounts")
            .Select(l => l.Split(' '))
            .Where(m => path == m[1] || path.StartsWith(m[1].TrimEnd('/') + "/", StringComparison.Ordinal))
            .MaxBy(m => m[1].Length);
        return mount is null ? "unknown" : mount[2];
    }
}
