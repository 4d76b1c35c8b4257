using System.Collections;
using System.Reflection;

namespace Clew.Host;

/// <summary>What the process finds outside itself. It comes in by this door only, so that tests can bring their own.</summary>
sealed record Surroundings
{
    public required IReadOnlyDictionary<string, string> Environment { get; init; }
    public required TextWriter Output { get; init; }
    public required TextWriter Error { get; init; }

    /// <summary>Standard input and output as bytes, for a verb that speaks a protocol on them.</summary>
    public Func<(Stream Input, Stream Output)> OpenPipes { get; init; } =
        () => (Console.OpenStandardInput(), Console.OpenStandardOutput());
    public required TimeProvider Time { get; init; }

    /// <summary>For addresses that others can use, when the server listens on all of them.</summary>
    public required string MachineName { get; init; }

    public required int ProcessId { get; init; }

    /// <summary>For example <c>0.1.0</c>.</summary>
    public static string Version { get; } =
        typeof(Surroundings).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            is { } text
            ? text.Split('+')[0]
            : "0";

    public static Surroundings OfThisProcess() =>
        new()
        {
            Environment = System
                .Environment.GetEnvironmentVariables()
                .Cast<DictionaryEntry>()
                .Where(entry => !string.IsNullOrEmpty((string?)entry.Value))
                .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal),
            Output = Console.Out,
            Error = Console.Error,
            Time = TimeProvider.System,
            MachineName = System.Environment.MachineName,
            ProcessId = System.Environment.ProcessId,
        };

    /// <summary>Where a program keeps a user's data on this system; null if the user has no home.</summary>
    public string? UserDataDirectory()
    {
        if (OperatingSystem.IsWindows())
        {
            return Environment.TryGetValue("LOCALAPPDATA", out var local) ? Path.Combine(local, "Clew") : null;
        }
        // The XDG rule: a path that is not absolute is to be ignored.
        if (
            !OperatingSystem.IsMacOS()
            && Environment.TryGetValue("XDG_DATA_HOME", out var xdg)
            && Path.IsPathFullyQualified(xdg)
        )
        {
            return Path.Combine(xdg, "clew");
        }

        if (!Environment.TryGetValue("HOME", out var home))
        {
            return null;
        }

        return OperatingSystem.IsMacOS()
            ? Path.Combine(home, "Library", "Application Support", "Clew")
            : Path.Combine(home, ".local", "share", "clew");
    }
}
