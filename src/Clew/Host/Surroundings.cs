using System.Collections;
using System.Reflection;

namespace Clew.Host;

/// <summary>What the process finds outside itself. It comes in by this door only, so that tests can bring their own.</summary>
sealed record Surroundings
{
    public required IReadOnlyDictionary<string, string> Environment { get; init; }
    public required TextWriter Output { get; init; }
    public required TextWriter Error { get; init; }

    /// <summary>Standard output as bytes, for a verb that speaks a protocol on it.</summary>
    public Func<Stream> OpenOutput { get; init; } = Console.OpenStandardOutput;
    public required TimeProvider Time { get; init; }

    /// <summary>What another program pipes in; null at a terminal.</summary>
    public Stream? Input { get; init; }

    /// <summary>A person who is asked, and answers; null where nobody sits.</summary>
    public TextReader? Person { get; init; }

    /// <summary>Whether a person reads the output as it comes.</summary>
    public bool IsTerminal { get; init; }

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
            Input = Console.IsInputRedirected ? Console.OpenStandardInput() : null,
            Person = Console.IsInputRedirected ? null : Console.In,
            IsTerminal = !Console.IsOutputRedirected,
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

    /// <summary>Where a program keeps a user's settings on this system; null if the user has no home.</summary>
    public string? UserConfigDirectory()
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
        {
            return UserDataDirectory();
        }

        if (Environment.TryGetValue("XDG_CONFIG_HOME", out var xdg) && Path.IsPathFullyQualified(xdg))
        {
            return Path.Combine(xdg, "clew");
        }

        return Environment.TryGetValue("HOME", out var home) ? Path.Combine(home, ".config", "clew") : null;
    }
}
