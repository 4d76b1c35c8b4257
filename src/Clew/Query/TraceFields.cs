using Clew.Model;

namespace Clew.Query;

/// <summary>What can be asked about a trace.</summary>
static class TraceFields
{
    public static readonly QueryField Id = Text("id");
    public static readonly QueryField Name = Text("name");
    public static readonly QueryField Start = new(Subject.Trace, "start", FieldType.Time);
    public static readonly QueryField End = new(Subject.Trace, "end", FieldType.Time);

    /// <summary>When its first and its last record arrived.</summary>
    public static readonly QueryField Created = new(Subject.Trace, "created", FieldType.Time);
    public static readonly QueryField Updated = new(Subject.Trace, "updated", FieldType.Time);

    /// <summary>None while no span has ended.</summary>
    public static readonly QueryField Latency = new(Subject.Trace, "latency", FieldType.Duration);
    public static readonly QueryField User = Text("user");
    public static readonly QueryField Session = Text("session");
    public static readonly QueryField Environment = Text("environment");
    public static readonly QueryField Release = Text("release");
    public static readonly QueryField Version = Text("version");
    public static readonly QueryField Tags = List("tags");
    public static readonly QueryField Public = new(Subject.Trace, "public", FieldType.Flag);
    public static readonly QueryField Status = new(Subject.Trace, "status", FieldType.Word) { Words = Words.Statuses };
    public static readonly QueryField InputTokens = Count("inputTokens");
    public static readonly QueryField OutputTokens = Count("outputTokens");
    public static readonly QueryField TotalTokens = Count("totalTokens");
    public static readonly QueryField CacheReadTokens = Count("cacheReadTokens");
    public static readonly QueryField CacheWriteTokens = Count("cacheWriteTokens");
    public static readonly QueryField ReasoningTokens = Count("reasoningTokens");
    public static readonly QueryField Cost = new(Subject.Trace, "cost", FieldType.Money);
    public static readonly QueryField Spans = Count("spans");

    /// <summary>Spans that failed.</summary>
    public static readonly QueryField Errors = Count("errors");

    /// <summary>Spans that did not fail, by their level.</summary>
    public static readonly QueryField Warnings = Count("warnings");
    public static readonly QueryField Debugs = Count("debugs");
    public static readonly QueryField Defaults = Count("defaults");

    /// <summary>The first few; see <see cref="TraceRow.MaxNames"/>.</summary>
    public static readonly QueryField Models = List("models");
    public static readonly QueryField Services = List("services");

    public static readonly QueryField MetadataNumber = new(Subject.Trace, "metadata", FieldType.Number)
    {
        TakesPath = true,
    };

    /// <summary>What was said of the trace itself, by path.</summary>
    public static readonly QueryField Metadata = new(Subject.Trace, "metadata", FieldType.Text)
    {
        TakesPath = true,
        AsNumber = MetadataNumber,
    };

    /// <summary>The names of its scores, those of its spans among them.</summary>
    public static readonly QueryField ScoreNames = List("scores");

    public static readonly QueryField ScoreValue = new(Subject.Trace, "score", FieldType.Number)
    {
        IsList = true,
        TakesPath = true,
    };

    /// <summary>The text of its scores of a name.</summary>
    public static readonly QueryField Score = new(Subject.Trace, "score", FieldType.Text)
    {
        IsList = true,
        TakesPath = true,
        AsNumber = ScoreValue,
    };

    public static IReadOnlyList<QueryField> All { get; } =
    [
        Id,
        Name,
        Start,
        End,
        Created,
        Updated,
        Latency,
        User,
        Session,
        Environment,
        Release,
        Version,
        Tags,
        Public,
        Status,
        InputTokens,
        OutputTokens,
        TotalTokens,
        CacheReadTokens,
        CacheWriteTokens,
        ReasoningTokens,
        Cost,
        Spans,
        Errors,
        Warnings,
        Debugs,
        Defaults,
        Models,
        Services,
        Metadata,
        ScoreNames,
        Score,
    ];

    static QueryField Text(string name) => new(Subject.Trace, name, FieldType.Text);

    static QueryField List(string name) => new(Subject.Trace, name, FieldType.Text) { IsList = true };

    static QueryField Count(string name) => new(Subject.Trace, name, FieldType.Count);
}
