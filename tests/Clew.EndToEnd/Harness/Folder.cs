namespace Clew.EndToEnd.Harness;

/// <summary>A folder that is gone after the test.</summary>
sealed class Folder : IDisposable
{
    readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("clew-e2e-");

    public string Path => directory.FullName;

    public string Below(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => directory.Delete(recursive: true);
}
