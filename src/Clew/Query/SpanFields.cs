using Clew.Model;

namespace Clew.Query;

/// <summary>What can be asked about a span, beside what can be asked about its trace.</summary>
static class SpanFields
{
    public static readonly QueryField Id = Text("id");

    /// <summary>None for a root.</summary>
    public static readonly QueryField Parent = Text("parent");
    public static readonly QueryField IsRoot = new(Subject.Span, "root", FieldType.Flag);
    public static readonly QueryField Name = Text("name");
    public static readonly QueryField Type = new(Subject.Span, "type", FieldType.Word) { Words = Words.Types };
    public static readonly QueryField Status = new(Subject.Span, "status", FieldType.Word) { Words = Words.Statuses };
    public static readonly QueryField Level = new(Subject.Span, "level", FieldType.Word) { Words = Words.Levels };
    public static readonly QueryField Start = new(Subject.Span, "start", FieldType.Time);

    /// <summary>None while it runs; so has its latency.</summary>
    public static readonly QueryField End = new(Subject.Span, "end", FieldType.Time);
    public static readonly QueryField Latency = new(Subject.Span, "latency", FieldType.Duration);

    /// <summary>The model that was asked for, else the one that answered.</summary>
    public static readonly QueryField Model = Text("model");
    public static readonly QueryField RequestModel = Text("requestModel");
    public static readonly QueryField ResponseModel = Text("responseModel");
    public static readonly QueryField Provider = Text("provider");
    public static readonly QueryField Tool = Text("tool");
    public static readonly QueryField Service = Text("service");
    public static readonly QueryField InputTokens = Count("inputTokens");
    public static readonly QueryField OutputTokens = Count("outputTokens");
    public static readonly QueryField TotalTokens = Count("totalTokens");
    public static readonly QueryField CacheReadTokens = Count("cacheReadTokens");
    public static readonly QueryField CacheWriteTokens = Count("cacheWriteTokens");
    public static readonly QueryField ReasoningTokens = Count("reasoningTokens");
    public static readonly QueryField Cost = new(Subject.Span, "cost", FieldType.Money);

    /// <summary>The parts of the cost that are known.</summary>
    public static readonly QueryField InputCost = new(Subject.Span, "inputCost", FieldType.Money);
    public static readonly QueryField OutputCost = new(Subject.Span, "outputCost", FieldType.Money);
    public static readonly QueryField TimeToFirstToken = new(Subject.Span, "timeToFirstToken", FieldType.Duration);

    /// <summary>The first <see cref="SpanRow.LongestError"/> characters of its message.</summary>
    public static readonly QueryField Error = Text("error");
    public static readonly QueryField ErrorType = Text("errorType");
    public static readonly QueryField Prompt = Text("prompt");
    public static readonly QueryField PromptVersion = Text("promptVersion");

    /// <summary>Of the input, if it is a chat.</summary>
    public static readonly QueryField Messages = Count("messages");
    public static readonly QueryField UserMessages = Count("userMessages");
    public static readonly QueryField AssistantMessages = Count("assistantMessages");
    public static readonly QueryField SystemMessages = Count("systemMessages");
    public static readonly QueryField ToolMessages = Count("toolMessages");
    public static readonly QueryField ToolCalls = Count("toolCalls");
    public static readonly QueryField FirstRole = Text("firstRole");
    public static readonly QueryField LastRole = Text("lastRole");

    /// <summary>The names of the scores of this span alone.</summary>
    public static readonly QueryField ScoreNames = new(Subject.Span, "scores", FieldType.Text) { IsList = true };
    public static readonly QueryField ScoreValue = new(Subject.Span, "score", FieldType.Number)
    {
        IsList = true,
        TakesPath = true,
    };
    public static readonly QueryField Score = new(Subject.Span, "score", FieldType.Text)
    {
        IsList = true,
        TakesPath = true,
        AsNumber = ScoreValue,
    };

    public static IReadOnlyList<QueryField> All { get; } =
    [
        Id,
        Parent,
        IsRoot,
        Name,
        Type,
        Status,
        Level,
        Start,
        End,
        Latency,
        Model,
        RequestModel,
        ResponseModel,
        Provider,
        Tool,
        Service,
        InputTokens,
        OutputTokens,
        TotalTokens,
        CacheReadTokens,
        CacheWriteTokens,
        ReasoningTokens,
        Cost,
        InputCost,
        OutputCost,
        TimeToFirstToken,
        Error,
        ErrorType,
        Prompt,
        PromptVersion,
        Messages,
        UserMessages,
        AssistantMessages,
        SystemMessages,
        ToolMessages,
        ToolCalls,
        FirstRole,
        LastRole,
        ScoreNames,
        Score,
    ];

    static QueryField Text(string name) => new(Subject.Span, name, FieldType.Text);

    static QueryField Count(string name) => new(Subject.Span, name, FieldType.Count);
}
