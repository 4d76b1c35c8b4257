namespace Clew.Model;

/// <summary>What a span is, in the one vocabulary all dialects are mapped to. The numbers are stored.</summary>
enum SpanType : byte
{
    Span = 0,
    Generation = 1,
    Embedding = 2,
    Agent = 3,
    Tool = 4,
    Chain = 5,
    Retriever = 6,
    Reranker = 7,
    Guardrail = 8,
    Evaluator = 9,
    Event = 10,
}

/// <summary>How a span stands. Separate from its level. The numbers are stored.</summary>
enum SpanStatus : byte
{
    Completed = 0,
    Running = 1,
    Failed = 2,
    Pending = 3,
    Cancelled = 4,
}

/// <summary>How loud a span is. The numbers are stored.</summary>
enum SpanLevel : byte
{
    Default = 0,
    Debug = 1,
    Warning = 2,
    Error = 3,
}

/// <summary>The words of the API for the stored numbers.</summary>
static class Words
{
    public static IReadOnlyList<string> Types { get; } =
    [.. Enum.GetNames<SpanType>().Select(n => n.ToLowerInvariant())];

    public static IReadOnlyList<string> Statuses { get; } =
    [.. Enum.GetNames<SpanStatus>().Select(n => n.ToLowerInvariant())];

    public static IReadOnlyList<string> Levels { get; } =
    [.. Enum.GetNames<SpanLevel>().Select(n => n.ToUpperInvariant())];

    public static IReadOnlyList<string> Sources { get; } =
    [.. Enum.GetNames<ScoreSource>().Select(n => n.ToLowerInvariant())];

    /// <summary>By their numbers, of which there is no 0.</summary>
    public static IReadOnlyList<string> ScoreTypes { get; } =
    ["", .. Enum.GetNames<ScoreType>().Select(n => n.ToLowerInvariant())];

    public static string Of(SpanType type) => Types[(int)type];

    public static string Of(SpanStatus status) => Statuses[(int)status];

    public static string Of(SpanLevel level) => Levels[(int)level];

    public static string Of(ScoreSource source) => Sources[(int)source];
}
