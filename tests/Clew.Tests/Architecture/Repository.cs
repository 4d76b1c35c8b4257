namespace Clew.Tests.Architecture;

/// <summary>The source tree that these tests were built from.</summary>
static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Files written by hand, as paths relative to the root.</summary>
    public static IEnumerable<string> Sources(params string[] extensions) =>
        Walk(Root)
            .Where(path => extensions.Contains(Path.GetExtension(path)))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'));

    public static IEnumerable<string> Folders() =>
        Directories(Root).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'));

    static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(Directories(folder).SelectMany(Directory.EnumerateFiles));

    static IEnumerable<string> Directories(string folder) =>
        Directory
            .EnumerateDirectories(folder)
            .Where(path =>
                Path.GetFileName(path) is not (".git" or "artifacts" or "node_modules" or "dist" or "Fixtures")
            )
            .SelectMany(path => Directories(path).Prepend(path));

    static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Clew.slnx"))
            ? folder
            : Find(
                Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The source tree is not here.")
            );
}
