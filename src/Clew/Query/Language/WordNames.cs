namespace Clew.Query.Language;

/// <summary>The words of a field, in any case, and what else they are called.</summary>
static class WordNames
{
    static readonly Dictionary<string, string> others = new(StringComparer.OrdinalIgnoreCase)
    {
        ["error"] = "failed",
        ["ok"] = "completed",
        ["success"] = "completed",
        ["canceled"] = "cancelled",
        ["warn"] = "WARNING",
        ["llm"] = "generation",
    };

    /// <summary>Null if the field has no such word.</summary>
    public static string? Find(QueryField field, string word) =>
        Known(field, word) ?? (others.TryGetValue(word, out var other) ? Known(field, other) : null);

    static string? Known(QueryField field, string word) =>
        field.Words.FirstOrDefault(known => known.Equals(word, StringComparison.OrdinalIgnoreCase));
}
