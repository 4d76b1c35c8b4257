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

    public Surroundings Surroundings { get; private set; }
    public StringWriter Output { get; } = new();
    public StringWriter Error { get; } = new();

    /// <summary>What is piped in.</summary>
    public void Pipe(string text) =>
        Surroundings = Surroundings with { Input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)) };

    /// <summary>Somebody who is asked, and says this.</summary>
    public void Person(string says) => Surroundings = Surroundings with { Person = new StringReader(says) };

    public void Clock(TimeProvider time) => Surroundings = Surroundings with { Time = time };

    public string Path(string name) => System.IO.Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);
}
