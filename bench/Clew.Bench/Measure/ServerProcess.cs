using System.Globalization;

namespace Clew.Bench.Measure;

/// <summary>What /proc says of the server.</summary>
/// <param name="CpuSeconds">User and system time since it started.</param>
/// <param name="PeakRssBytes">VmHWM: the most memory it ever had resident.</param>
/// <param name="RssBytes">Memory resident now.</param>
/// <param name="DiskWriteBytes">Bytes it caused to be written to the device, since it started.</param>
sealed record ServerSample(double CpuSeconds, long PeakRssBytes, long RssBytes, long DiskWriteBytes);

/// <summary>Reads a process through /proc (Linux only).</summary>
sealed class ServerProcess(int pid)
{
    /// <summary>USER_HZ: fixed at 100 for what the kernel shows in /proc.</summary>
    const double TicksPerSecond = 100;

    const double QuietCores = 0.04;
    static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    public ServerSample Read()
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            // The name in brackets may hold blanks: fields count from the last bracket.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            double cpu = (Parse(fields[11]) + Parse(fields[12])) / TicksPerSecond;
            string[] status = File.ReadAllLines($"/proc/{pid}/status");
            return new ServerSample(cpu, Line(status, "VmHWM:") * 1024, Line(status, "VmRSS:") * 1024, Written());
        }
        catch (IOException)
        {
            throw new UsageException($"process {pid} is gone: did the server stop?");
        }
    }

    /// <summary>Waits until the server has done nothing for two seconds.</summary>
    /// <returns>The sample after that, and whether it became quiet in time.</returns>
    public async Task<(ServerSample Sample, bool Quiet)> SettleAsync(TimeSpan limit, CancellationToken stop)
    {
        ServerSample last = Read();
        int quiet = 0;
        for (TimeSpan waited = default; waited < limit && quiet < 4; waited += Step)
        {
            await Task.Delay(Step, TimeProvider.System, stop);
            ServerSample now = Read();
            quiet = now.CpuSeconds - last.CpuSeconds < QuietCores * Step.TotalSeconds + 0.01 ? quiet + 1 : 0;
            last = now;
        }
        return (last, quiet >= 4);
    }

    long Written()
    {
        try
        {
            return Line(File.ReadAllLines($"/proc/{pid}/io"), "write_bytes:");
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's process: everything else can still be measured.
            return 0;
        }
    }

    static long Line(string[] lines, string name)
    {
        string? line = lines.FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
        return line is null ? 0 : Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim());
    }

    static long Parse(string number) => long.Parse(number, CultureInfo.InvariantCulture);
}
