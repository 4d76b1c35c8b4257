using System.Globalization;
using Clew.Model;
using Clew.Query;

namespace Clew.Store.Sqlite;

/// <summary>
/// Numbers the values of one column of a query, from 1 in the order in which they come; 0 is none. Numbers are quicker
/// to group by than texts, and most columns say the same for many rows.
/// </summary>
/// <param name="of">What is in the column.</param>
/// <param name="column">The place of the column in the query.</param>
/// <param name="texts">Null if only the numbers are wanted, never the values.</param>
sealed class ValueCodes(FieldRef of, int column, TextNames? texts)
{
    readonly FieldSql sql = FieldSql.Of(of.Field);
    readonly Dictionary<string, int> byText = new(StringComparer.Ordinal);
    readonly Dictionary<long, int> byNumber = [];
    readonly List<string?> values = [null];
    readonly List<int> current = [0];
    long trace;
    bool isRead;

    /// <summary>Whether a row may have several values.</summary>
    public bool IsList => sql.Kept == Kept.Joined;

    /// <summary>How the column is selected.</summary>
    public string Select(FilterSql filter) =>
        IsTraceNumber ? "t.no"
        : sql.Kept is Kept.Shared or Kept.Joined ? sql.Expression
        : sql.Value.Replace("{1}", of.Path is { } path ? filter.Add(path) : "", StringComparison.Ordinal);

    /// <summary>The numbers of a row's values, 0 alone if there are none; valid until the next row.</summary>
    /// <param name="inTrace">The number of the trace of the row: what is of the trace is read once for it.</param>
    public List<int> Read(Statement row, long inTrace)
    {
        if (isRead && of.Field.Subject == Subject.Trace && inTrace == trace && inTrace != 0)
        {
            return current;
        }

        (trace, isRead) = (inTrace, true);
        current.Clear();
        if (row.IsNull(column))
        {
            current.Add(0);
        }
        else if (IsList)
        {
            current.AddRange(row.Text(column)!.Split(TraceColumns.Separator).Distinct().Select(CodeOf));
        }
        else
        {
            current.Add(IsNumber ? CodeOf(row.Long(column)) : CodeOf(row.Text(column)!));
        }

        return current;
    }

    public int CodeOf(string? text)
    {
        if (text is null)
        {
            return 0;
        }

        if (!byText.TryGetValue(text, out var code))
        {
            code = values.Count;
            byText.Add(text, code);
            values.Add(text);
        }

        return code;
    }

    /// <summary>The text of a value; null of none.</summary>
    public string? NameOf(int code) => values[code];

    bool IsTraceNumber => texts is null && of.Field == TraceFields.Id;

    bool IsNumber => IsTraceNumber || sql.Kept == Kept.Shared || of.Field.Type != FieldType.Text;

    int CodeOf(long number)
    {
        if (!byNumber.TryGetValue(number, out var code))
        {
            code = texts is null ? byNumber.Count + 1 : CodeOf(TextOf(number, texts));
            byNumber.Add(number, code);
        }

        return code;
    }

    string TextOf(long number, TextNames names) =>
        of.Field.Type switch
        {
            FieldType.Word => of.Field.Words[(int)number],
            FieldType.Flag => number == 1 ? "true" : "false",
            _ when sql.Kept == Kept.Shared => names.Of(number),
            _ => number.ToString(CultureInfo.InvariantCulture),
        };
}
