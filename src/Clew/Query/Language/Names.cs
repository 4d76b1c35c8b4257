using Clew.Model;

namespace Clew.Query.Language;

/// <param name="IsOfSomeSpan">Asked of a trace, it is about the spans: one of them has to pass.</param>
readonly record struct NamedField(FieldRef Field, bool IsOfSomeSpan);

/// <summary>Fields by the names that people use.</summary>
static class Names
{
    const string OfTrace = "trace.";
    const string OfSpan = "span.";

    /// <summary>Text searches, which look like fields, and what they look into.</summary>
    public static readonly IReadOnlyDictionary<string, TextPlace> Texts = new Dictionary<string, TextPlace>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["text"] = TextPlace.Anywhere,
        ["anywhere"] = TextPlace.Anywhere,
        ["input"] = TextPlace.Input,
        ["output"] = TextPlace.Output,
    };

    /// <param name="path">From brackets; null if there were none.</param>
    /// <returns>Null if there is no such field.</returns>
    public static NamedField? Find(Subject subject, string name, string? path)
    {
        if (After(OfTrace, name) is { } ofTrace)
        {
            return Of(Look(Subject.Trace, ofTrace, path), false);
        }

        if (subject != Subject.Score && After(OfSpan, name) is { } ofSpan)
        {
            return Of(Look(Subject.Span, ofSpan, path), subject == Subject.Trace);
        }

        return Of(Look(subject, name, path), false)
            ?? (
                subject == Subject.Trace
                    ? Of(Look(Subject.Span, name, path), true)
                    : Of(Look(Subject.Trace, name, path), false)
            );
    }

    /// <summary>Whether the name is that of many fields, and lacks the part that says which.</summary>
    public static bool LacksPath(Subject subject, string name) => Find(subject, name, "x") is not null;

    /// <summary>Names to choose the nearest from: the fields that can be asked about plainly, with their aliases.</summary>
    public static IEnumerable<string> All(Subject subject) =>
        new[] { subject, subject == Subject.Trace ? Subject.Span : Subject.Trace }
            .SelectMany(FieldTable.OwnOf)
            .SelectMany(field => FieldNote.Of(field).Aliases.Prepend(field.Name))
            .Concat(Texts.Keys)
            .Distinct(StringComparer.OrdinalIgnoreCase);

    static NamedField? Of(FieldRef? field, bool isOfSomeSpan) =>
        field is { } found ? new NamedField(found, isOfSomeSpan) : null;

    static FieldRef? Look(Subject subject, string name, string? path)
    {
        foreach (var field in FieldTable.OwnOf(subject))
        {
            foreach (var known in FieldNote.Of(field).Aliases.Prepend(field.Name))
            {
                if (!field.TakesPath && path is null && IsSame(name, known))
                {
                    return new(field, null);
                }

                if (field.TakesPath && path is not null && IsSame(name, known))
                {
                    return new(field, path);
                }

                if (
                    field.TakesPath
                    && path is null
                    && name.Length > known.Length + 1
                    && name[known.Length] == '.'
                    && name.StartsWith(known, StringComparison.OrdinalIgnoreCase)
                )
                {
                    return new(field, name[(known.Length + 1)..]);
                }
            }
        }

        return null;
    }

    static bool IsSame(string name, string known) =>
        string.Equals(name, known, StringComparison.OrdinalIgnoreCase)
        || (
            name.Contains('_', StringComparison.Ordinal)
            && string.Equals(Plain(name), Plain(known), StringComparison.OrdinalIgnoreCase)
        );

    static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal);

    static string? After(string prefix, string name) =>
        name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            ? name[prefix.Length..]
            : null;
}
