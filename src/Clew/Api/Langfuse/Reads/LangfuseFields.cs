namespace Clew.Api.Langfuse.Reads;

/// <summary>Which groups of fields an answer has.</summary>
sealed class LangfuseFields
{
    readonly HashSet<string> groups;

    LangfuseFields(HashSet<string> groups) => this.groups = groups;

    /// <param name="text">Names with commas between them; unknown ones are let pass, as Langfuse does.</param>
    /// <param name="usual">What is meant if nothing is said.</param>
    public static LangfuseFields Of(string? text, params string[] usual) =>
        new(
            string.IsNullOrWhiteSpace(text)
                ? [.. usual]
                : [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]
        );

    public bool Has(string group) => groups.Contains(group);
}
