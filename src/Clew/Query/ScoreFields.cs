using Clew.Model;

namespace Clew.Query;

/// <summary>What can be asked about a score, beside what can be asked about the trace it judges.</summary>
static class ScoreFields
{
    public static readonly QueryField Id = Text("id");
    public static readonly QueryField Name = Text("name");
    public static readonly QueryField Value = new(Subject.Score, "value", FieldType.Number);

    /// <summary>The category or label.</summary>
    public static readonly QueryField Label = Text("text");
    public static readonly QueryField Comment = Text("comment");
    public static readonly QueryField Source = new(Subject.Score, "source", FieldType.Word) { Words = Words.Sources };
    public static readonly QueryField Time = new(Subject.Score, "time", FieldType.Time);

    /// <summary>The ids of what it judges, whether that has arrived or not.</summary>
    public static readonly QueryField Trace = Text("traceId");
    public static readonly QueryField Span = Text("span");
    public static readonly QueryField Session = Text("session");

    /// <summary>What it was said to be; see <see cref="Score.Type"/>.</summary>
    public static readonly QueryField Type = new(Subject.Score, "type", FieldType.Word) { Words = Words.ScoreTypes };
    public static readonly QueryField Config = Text("config");
    public static readonly QueryField Queue = Text("queue");
    public static readonly QueryField DatasetRun = Text("datasetRun");
    public static readonly QueryField Author = Text("author");

    /// <summary>Its own, which may be said or not.</summary>
    public static readonly QueryField Environment = Text("environment");

    public static IReadOnlyList<QueryField> All { get; } =
    [
        Id,
        Name,
        Value,
        Label,
        Comment,
        Source,
        Time,
        Trace,
        Span,
        Session,
        Type,
        Config,
        Queue,
        DatasetRun,
        Author,
        Environment,
    ];

    static QueryField Text(string name) => new(Subject.Score, name, FieldType.Text);
}
