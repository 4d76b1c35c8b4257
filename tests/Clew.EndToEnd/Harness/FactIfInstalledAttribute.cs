namespace Clew.EndToEnd.Harness;

/// <summary>A test that needs a program of the system; without it the test is skipped, and says so.</summary>
sealed class FactIfInstalledAttribute : FactAttribute
{
    /// <param name="programs">Any one of these will do.</param>
    public FactIfInstalledAttribute(params string[] programs)
    {
        if (Find(programs) is null)
        {
            Skip = $"Needs {string.Join(" or ", programs)}, which is not installed.";
        }
    }

    /// <summary>The full path of the first of these that is there.</summary>
    public static string? Find(params string[] programs)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return programs
            .SelectMany(program => folders.Select(folder => Path.Combine(folder, program)))
            .FirstOrDefault(File.Exists);
    }
}
