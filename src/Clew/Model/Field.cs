namespace Clew.Model;

/// <summary>
/// Everything that can be known of a span or a trace. The numbers are stored in merge states: append, never renumber.
/// <see cref="Fields"/> says how each one merges.
/// </summary>
enum Field : byte
{
    // Of a span, kept in its row.
    Name = 0,

    /// <summary>The number of a binary id, or the text of another.</summary>
    ParentId = 1,
    StartNano = 2,
    EndNano = 3,
    Type = 4,
    Status = 5,
    Failed = 6,
    Level = 7,
    RequestModel = 8,
    ResponseModel = 9,
    Provider = 10,
    ToolName = 11,
    Service = 12,
    InputTokens = 13,
    OutputTokens = 14,
    CacheReadTokens = 15,
    CacheWriteTokens = 16,
    ReasoningTokens = 17,
    TotalTokens = 18,
    CostPicoUsd = 19,
    MessageCount = 20,
    UserMessageCount = 21,
    AssistantMessageCount = 22,
    SystemMessageCount = 23,
    ToolMessageCount = 24,
    ToolCallCount = 25,
    FirstRole = 26,
    LastRole = 27,
    HasInstructions = 28,
    InputPreview = 29,
    OutputPreview = 30,

    /// <summary>One message of the input that came alone, in a log record: its role; the number of its tool calls.</summary>
    InputMessageRole = 31,

    /// <summary>True if deriving the facts failed; what could not be understood is still in the record.</summary>
    DeriveError = 32,

    // Of a trace, kept in its row.
    TraceName = 33,
    SessionId = 34,
    UserId = 35,
    Environment = 36,
    Release = 37,
    Version = 38,
    Tag = 39,
    Public = 40,

    /// <summary>Metadata that was said of the trace itself, by whichever span: JSON text by path.</summary>
    TraceMetadata = 41,

    /// <summary>
    /// Lines of the input and output that the trace has of its own, said by the span of that number, or by no span (0).
    /// </summary>
    TraceInputPreview = 42,
    TraceOutputPreview = 43,

    /// <summary>When the trace says that it started, Unix nanoseconds. A trace that has this exists without spans.</summary>
    TraceStartNano = 44,

    /// <summary>The id that the trace has in another system.</summary>
    ExternalId = 45,

    // Of a span, kept in its row.
    ErrorMessage = 46,
    ErrorType = 47,
    TimeToFirstTokenNano = 48,

    /// <summary>When the first token came, Unix nanoseconds: said by an event that does not know the start.</summary>
    FirstTokenNano = 49,

    /// <summary>The prompt of a prompt library that was used.</summary>
    PromptName = 50,
    PromptVersion = 51,

    /// <summary>The parts of the cost.</summary>
    InputCostPicoUsd = 52,
    OutputCostPicoUsd = 53,

    // Of a span, derived again when it is looked at.
    Input = 64,
    Output = 65,
    Instructions = 66,
    InputMessage = 67,
    OutputMessage = 68,
    Operation = 69,
    Parameter = 70,
    FinishReason = 71,
    ToolCallId = 72,
    ToolArguments = 73,
    ToolResult = 74,
    ToolDefinitions = 75,
    Document = 76,
    Metadata = 80,

    /// <summary>How many vectors an embedding made, and of how many dimensions; the vectors are only in the record.</summary>
    EmbeddingCount = 81,
    EmbeddingDimensions = 82,

    // Of neither.

    /// <summary>A judgement; its value is a <see cref="Score"/>.</summary>
    Score = 85,

    // Of a trace, derived again when it is looked at.
    TraceInput = 86,
    TraceOutput = 87,

    /// <summary>What is to be merged into the output rather than replace it, in the order of their stamps.</summary>
    TraceOutputPatch = 88,

    /// <summary>The same for the output of a span.</summary>
    OutputPatch = 89,

    /// <summary>Tokens and dollars by kind as the sender named them: JSON objects of numbers.</summary>
    UsageDetails = 91,
    CostDetails = 92,
}

/// <summary>How the values of a field are merged.</summary>
enum MergeRule : byte
{
    /// <summary>The highest (rank, stamp) wins.</summary>
    LastWins,

    /// <summary>The highest rank, and of those the earliest stamp: a start never moves.</summary>
    FirstWins,

    /// <summary>Every value is kept, in the order of its stamps: messages that come one by one.</summary>
    List,

    /// <summary>Every distinct value is kept: tags.</summary>
    Union,

    /// <summary>Last wins for each path: metadata, parameters.</summary>
    PerPath,
}

/// <summary>The merge rule of each field.</summary>
static class Fields
{
    /// <summary>Fields below this number are part of rows; the others are derived when a span is looked at.</summary>
    public const int RowFieldCount = 64;

    public const int Count = 93;

    public static MergeRule RuleOf(Field field) =>
        field switch
        {
            Field.StartNano or Field.TraceStartNano => MergeRule.FirstWins,
            Field.InputMessageRole
            or Field.InputMessage
            or Field.OutputMessage
            or Field.OutputPatch
            or Field.TraceOutputPatch => MergeRule.List,
            Field.Tag => MergeRule.Union,
            Field.Parameter or Field.Metadata or Field.TraceMetadata => MergeRule.PerPath,
            _ => MergeRule.LastWins,
        };

    /// <summary>
    /// Fields that are replaced together: a usage report that no longer has cached tokens must not keep the old ones.
    /// The group is named by its first member; a field of no group is its own.
    /// </summary>
    public static Field GroupOf(Field field) =>
        field switch
        {
            >= Field.InputTokens and <= Field.TotalTokens => Field.InputTokens,
            >= Field.MessageCount and <= Field.LastRole => Field.MessageCount,
            Field.InputCostPicoUsd or Field.OutputCostPicoUsd => Field.CostPicoUsd,
            _ => field,
        };

    /// <summary>
    /// Whether an explicit null clears the field. For the others null means absent: real clients send
    /// <c>parentObservationId: null</c> in a creation that knows no better.
    /// </summary>
    public static bool NullClears(Field field) =>
        field
            is Field.Input
                or Field.Output
                or Field.InputPreview
                or Field.OutputPreview
                or Field.Name
                or Field.TraceName
                or Field.UserId
                or Field.SessionId
                or Field.Release
                or Field.Version
                or Field.ErrorMessage
                or Field.Metadata
                or Field.ExternalId;

    /// <summary>Whether the value is text or a payload rather than a number.</summary>
    public static bool IsObject(Field field) =>
        field
            is Field.Name
                or (>= Field.RequestModel and <= Field.Service)
                or Field.FirstRole
                or Field.LastRole
                or Field.InputPreview
                or Field.OutputPreview
                or (>= Field.TraceName and <= Field.Version)
                or Field.TraceInputPreview
                or Field.TraceOutputPreview
                or Field.ExternalId
                or Field.ErrorMessage
                or Field.ErrorType
                or Field.PromptName
                or Field.PromptVersion
                or (>= Field.Input and not (Field.EmbeddingCount or Field.EmbeddingDimensions));

    public static bool BelongsToTrace(Field field) =>
        field is (>= Field.TraceName and <= Field.ExternalId) or (>= Field.TraceInput and <= Field.TraceOutputPatch);
}
