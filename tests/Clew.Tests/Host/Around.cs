using Clew.Host;

namespace Clew.Tests.Host;

/// <summary>Surroundings for a test: a folder of its own, variables of its own, and outputs that can be read.</summary>
sealed class Around : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("clew-test-");

    public Around(params (string Name, string Value)[] variables) =>
        Surroundings = new Surroundings
        {
            Environment = variables.ToDictionary(pair => pair.Name, pair => pair.Value),
            Output = Output,
            Error = Error,
            Time = TimeProvider.System,
            MachineName = "machine",
            ProcessId = 4711,
        };

    public Surroundings Surroundings { get; }
    public StringWriter Output { get; } = new();
    public StringWriter Error { get; } = new();

    public string Path(string name) => System.IO.Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);
}
