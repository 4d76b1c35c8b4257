using Clew.Model;
using Clew.Query;

namespace Clew.Api;

/// <summary>Fields in the words of the API.</summary>
static class FieldShapes
{
    static readonly string[] exact = [":", "=", "!=", "in", "has"];
    static readonly string[] text = [":", "=", "!=", "~", "!~", "in", "has", "*"];
    static readonly string[] ordered = [":", "=", "!=", "<", "<=", ">", ">=", "..", "in", "has"];
    static readonly string[] both = [":", "=", "!=", "~", "!~", "<", "<=", ">", ">=", "..", "in", "has", "*"];

    /// <summary>Its own first, then those that can be asked about through it.</summary>
    public static IReadOnlyList<FieldShape> All(Subject subject) =>
        [
            .. FieldTable.OwnOf(subject).Select(f => Of(f, f.Name)),
            .. subject == Subject.Trace
                ? SpanFields.All.Where(f => !Has(TraceFields.All, f)).Select(f => Of(f, f.Name))
                : TraceFields.All.Select(f => Of(f, Has(FieldTable.OwnOf(subject), f) ? "trace." + f.Name : f.Name)),
        ];

    public static string NameOf(Subject subject) => subject.ToString().ToLowerInvariant();

    static bool Has(IReadOnlyList<QueryField> fields, QueryField field) =>
        fields.Any(f => f.Name == field.Name || FieldNote.Of(f).Aliases.Contains(field.Name));

    static FieldShape Of(QueryField field, string name)
    {
        var note = FieldNote.Of(field);
        return new(
            name,
            NameOf(field.Subject),
            note.Aliases,
            field.Type.ToString().ToLowerInvariant(),
            field.Type switch
            {
                FieldType.Text => field.AsNumber is null ? text : both,
                FieldType.Word or FieldType.Flag => exact,
                _ => ordered,
            },
            field.Type switch
            {
                FieldType.Money => "US dollars",
                FieldType.Duration => "seconds",
                _ => null,
            },
            [.. field.Words.Where(word => word.Length > 0)],
            field.IsList,
            field.TakesPath,
            field.CanOrder,
            note.About,
            note.Examples
        );
    }
}
