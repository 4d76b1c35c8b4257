using Clew.Model;

namespace Clew.Query;

/// <summary>A field for people: its other names, what it is, and how it is asked about.</summary>
/// <param name="About">One line.</param>
/// <param name="Examples">Queries of the filter language.</param>
sealed record FieldNote(string About, IReadOnlyList<string> Aliases, IReadOnlyList<string> Examples)
{
    static readonly FieldNote none = new("", [], []);

    /// <summary>Empty for a field that nobody has described.</summary>
    public static FieldNote Of(QueryField field) => FieldNotes.All.GetValueOrDefault((field.Subject, field.Name), none);
}
