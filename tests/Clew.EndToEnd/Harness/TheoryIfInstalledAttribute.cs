namespace Clew.EndToEnd.Harness;

/// <summary>A test that needs programs of the system; without one of them it is skipped, and says so.</summary>
sealed class TheoryIfInstalledAttribute : TheoryAttribute
{
    /// <param name="programs">All of these.</param>
    public TheoryIfInstalledAttribute(params string[] programs)
    {
        var missing = programs.Where(program => FactIfInstalledAttribute.Find(program) is null).ToArray();
        Skip = missing.Length == 0 ? null : $"Needs {string.Join(" and ", missing)}, which is not installed.";
    }
}
