using System.Text.RegularExpressions;
using Clew.Model;

namespace Clew.Api.Views;

/// <summary>What a view may be.</summary>
static partial class ViewRules
{
    const int LongestName = 100;
    const int LongestQuery = 10_000;
    const int LongestField = 800;
    const int LongestNote = 2000;
    const int MostColumns = 50;

    /// <summary>A sentence that says what is wrong; null if it is good.</summary>
    public static string? Complaint(NewView view)
    {
        var name = view.Name?.Trim() ?? "";
        return name.Length is 0 or > LongestName || name.Any(char.IsControl)
                ? $"name has {name.Length} characters; it must have 1 to {LongestName}, none of them a control character."
            : view.Subject is not (null or "trace" or "span")
                ? $"subject is '{view.Subject}'; it must be trace or span."
            : view.Query?.Length > LongestQuery
                ? $"q has {view.Query.Length} characters; at most {LongestQuery} are kept."
            : view.Note?.Length > LongestNote
                ? $"note has {view.Note.Length} characters; at most {LongestNote} are kept."
            : view.Order is { } order && order.Length is 0 or > LongestField
                ? "order is empty or too long; write a field, with - in front for the greatest first."
            : ComplaintOfColumns(view.Columns) ?? ComplaintOfTimes(view);
    }

    /// <summary>What a good view lists.</summary>
    public static Subject SubjectOf(NewView view) => view.Subject == "span" ? Subject.Span : Subject.Trace;

    static string? ComplaintOfColumns(IReadOnlyList<string?>? columns) =>
        columns is null ? null
        : columns.Count is 0 or > MostColumns
            ? $"columns has {columns.Count}; it must have 1 to {MostColumns}, or be left out for the usual ones."
        : columns.Any(c => c is null or { Length: 0 or > LongestField }) ? "columns must be names of fields."
        : columns.Distinct(StringComparer.Ordinal).Count() < columns.Count ? "columns has a field twice."
        : null;

    static string? ComplaintOfTimes(NewView view) =>
        view.Range is not null && (view.From ?? view.To) is not null
            ? "range and from or to exclude each other: a view looks back, or has fixed times."
        : view.Range is { } range && !RangeShape().IsMatch(range)
            ? $"range is '{range}'; write a number with s, m, h, d or w, such as 24h."
        : !TraceListParameters.TryParseTime(view.From, out _) ? BadTime("from", view.From)
        : !TraceListParameters.TryParseTime(view.To, out _) ? BadTime("to", view.To)
        : null;

    static string BadTime(string name, string? value) =>
        $"{name} is '{value}'; write Unix nanoseconds, or RFC 3339 with a zone such as 2026-11-20T12:00:00Z.";

    [GeneratedRegex("^[1-9][0-9]{0,4}[smhdw]$", RegexOptions.CultureInvariant)]
    private static partial Regex RangeShape();
}
