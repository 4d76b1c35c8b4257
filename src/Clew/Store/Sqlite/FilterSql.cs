using System.Globalization;
using System.Text;
using Clew.Model;
using Clew.Query;
using Clew.Store.Content;

namespace Clew.Store.Sqlite;

/// <summary>A condition in SQL and its parameters: what people wrote is never part of the text.</summary>
/// <remarks>
/// A test of a missing value is null, which a WHERE takes for false, and so do AND and OR on the way there; only NOT
/// would not, so that it alone says what null means. Thus the tests stay in a form for which there may be an index.
/// </remarks>
/// <param name="content">What answers conditions on content.</param>
/// <param name="subject">Whose rows are filtered: <c>t</c>, <c>s</c> of it, or <c>c</c>.</param>
sealed class FilterSql(ContentQuery? content = null, Subject subject = Subject.Trace)
{
    const char Separator = TraceColumns.Separator;
    const int LongestChain = 50;

    readonly List<object> parameters = [];

    /// <summary>long, double, string or byte[]: number one first.</summary>
    public IReadOnlyList<object> Parameters => parameters;

    public string Add(object value)
    {
        parameters.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"?{parameters.Count}");
    }

    /// <summary>Whose rows are filtered at the moment; within <see cref="Filter.SomeSpan"/> spans.</summary>
    public Subject Subject { get; private set; } = subject;

    /// <summary>For another statement of the same query.</summary>
    public FilterSql Anew() => new(content, Subject);

    public string Of(Filter filter) =>
        filter switch
        {
            _ when ContentTest.IsAbout(filter) => content!.Sql(filter, Subject),
            Filter.AllOf all => all.Parts.Count == 0 ? "1" : Joined(" AND ", [.. all.Parts.Select(Of)]),
            Filter.OneOf one => one.Parts.Count == 0 ? "0" : Joined(" OR ", [.. one.Parts.Select(Of)]),
            Filter.Opposite opposite => $"NOT ifnull({Of(opposite.Part)}, 0)",
            Filter.Comparison comparison => Of(comparison),
            Filter.SomeSpan some => OfSomeSpan(some.Part),
            _ => throw new NotSupportedException(filter.ToString()),
        };

    /// <summary>This s hides one outside, so that each span is tested by itself.</summary>
    string OfSomeSpan(Filter part)
    {
        var outside = Subject;
        Subject = Subject.Span;
        var test = Of(part);
        Subject = outside;
        return $"EXISTS (SELECT 1 FROM span s WHERE s.trace = t.no AND {test})";
    }

    /// <summary>What follows for the trace from what is asked about content, once that is translated.</summary>
    public string ContentBound(Filter filter) => content?.TraceBound(filter, this) ?? "";

    /// <summary>
    /// What follows for the trace from what is asked of its spans: no span starts before its trace, so that traces which
    /// start too late need not be opened.
    /// </summary>
    public string TraceBound(Filter filter)
    {
        var parts = filter is Filter.AllOf all ? all.Parts : [filter];
        var bounds = parts
            .OfType<Filter.Comparison>()
            .Where(c => c.Field.Field == SpanFields.Start && c.Test is Test.Less or Test.LessOrEqual)
            .Select(c => $" AND t.start {SignOf(c.Test)} {Add(c.Values[0].Integer)}");
        return string.Concat(bounds);
    }

    public void Bind(Statement statement)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            _ = parameters[i] switch
            {
                long number => statement.Bind(i + 1, number),
                double number => statement.Bind(i + 1, (double?)number),
                string text => statement.Bind(i + 1, text),
                var bytes => statement.Bind(i + 1, ((byte[])bytes).AsSpan()),
            };
        }
    }

    string Of(Filter.Comparison comparison)
    {
        var field = FieldSql.Of(comparison.Field.Field);
        var path = comparison.Field.Path is { } p ? Add(p) : "";
        field = field with { Expression = field.Expression.Replace("{1}", path, StringComparison.Ordinal) };
        var test = Of(comparison.Field.Field.Type, field, comparison);
        return field.Around is { } around
            ? around.Replace("{1}", path, StringComparison.Ordinal).Replace("{0}", test, StringComparison.Ordinal)
            : test;
    }

    string Of(FieldType type, FieldSql field, Filter.Comparison comparison)
    {
        var values = comparison.Values;
        return comparison.Test switch
        {
            Test.Exists => $"{field.Expression} IS NOT NULL",
            Test.AnyOf => field.Kept switch
            {
                Kept.Joined => AnyPart(field.Expression, values.Select(v => $"{Separator}{v.Text}{Separator}")),
                Kept.Shared =>
                    $"{field.Expression} IN (SELECT no FROM text WHERE value IN ({List(values.Select(v => v.Text!))}))",
                Kept.TraceId => Among(field, values.Select(v => IdOf(v.Text!))),
                Kept.SpanId => Among(field, values.Select(v => SpanIdOf(v.Text!))),
                _ => $"{field.Expression} IN ({List(values.Select(v => ValueOf(type, v)))})",
            },
            Test.Contains or Test.StartsWith or Test.EndsWith => field.Kept switch
            {
                Kept.Joined => Part(field.Expression, comparison.Test, values[0].Text!),
                Kept.Shared =>
                    $"{field.Expression} IN (SELECT no FROM text WHERE {Search("value", comparison.Test, values[0].Text!)})",
                _ => Search(field.Value, comparison.Test, values[0].Text!),
            },
            Test.Like or Test.ContainsAnyCase => Function(field, comparison.Test, Add(values[0].Text!)),
            var test => $"{field.Expression} {SignOf(test)} {Add(ValueOf(type, values[0]))}",
        };
    }

    static string Function(FieldSql field, Test test, string value)
    {
        var (ofText, ofList) =
            test == Test.Like
                ? (TextFunctions.Like, TextFunctions.ListLike)
                : (TextFunctions.Has, TextFunctions.ListHas);
        return field.Kept switch
        {
            Kept.Joined => $"{ofList}({field.Expression}, {value})",
            Kept.Shared => $"{field.Expression} IN (SELECT no FROM text WHERE {ofText}(value, {value}))",
            _ => $"{ofText}({field.Value}, {value})",
        };
    }

    /// <summary>Byte by byte, as lengths in characters end at a U+0000.</summary>
    string Search(string text, Test test, string part)
    {
        var bytes = Encoding.UTF8.GetBytes(part);
        return bytes.Length == 0 ? $"{text} IS NOT NULL"
            : test == Test.Contains ? $"instr(CAST({text} AS BLOB), {Add(bytes)}) > 0"
            : test == Test.StartsWith ? $"substr(CAST({text} AS BLOB), 1, {bytes.Length}) = {Add(bytes)}"
            : $"substr(CAST({text} AS BLOB), -{bytes.Length}) = {Add(bytes)}";
    }

    string Part(string list, Test test, string part) =>
        part.Contains(Separator, StringComparison.Ordinal)
            ? "0"
            : AnyPart(
                list,
                [
                    test == Test.Contains ? part
                    : test == Test.StartsWith ? Separator + part
                    : part + Separator,
                ]
            );

    string AnyPart(string list, IEnumerable<string> wrapped) =>
        Joined(" OR ", [.. wrapped.Select(w => $"instr(char(31) || {list} || char(31), {Add(w)}) > 0")]);

    /// <summary>SQLite takes a chain for a tree as deep as it is long, and no tree deeper than a thousand.</summary>
    static string Joined(string word, string[] parts) =>
        parts.Length <= LongestChain
            ? $"({string.Join(word, parts)})"
            : Joined(word, [.. parts.Chunk(LongestChain).Select(chunk => Joined(word, chunk))]);

    string Among(FieldSql field, IEnumerable<object?> ids) => $"{field.Expression} IN ({List(ids.OfType<object>())})";

    string List(IEnumerable<object> values) => string.Join(", ", values.Select(Add));

    static object ValueOf(FieldType type, in Operand value) =>
        type switch
        {
            FieldType.Text => value.Text!,
            FieldType.Number => value.Real,
            _ => value.Integer,
        };

    /// <summary>Null for what is no id.</summary>
    static object? IdOf(string text)
    {
        var bytes = new byte[16];
        return !TraceId.TryParse(text, out var id) ? null
            : id.TryWriteBytes(bytes) ? bytes
            : text;
    }

    static object? SpanIdOf(string text) =>
        !SpanId.TryParse(text, out var id) ? null
        : id.IsBinary ? id.Number
        : text;

    static string SignOf(Test test) =>
        test switch
        {
            Test.Less => "<",
            Test.LessOrEqual => "<=",
            Test.Greater => ">",
            _ => ">=",
        };
}
