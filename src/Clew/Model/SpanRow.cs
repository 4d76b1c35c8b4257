namespace Clew.Model;

/// <summary>Facts of an input that is a chat; null where it is none.</summary>
readonly record struct ChatFacts(
    int Messages,
    int User,
    int Assistant,
    int System,
    int Tool,
    int ToolCalls,
    string? FirstRole,
    string? LastRole
);

/// <summary>
/// A span as lists, trees and totals need it: the folded state of everything its records say, without content.
/// </summary>
sealed record SpanRow
{
    public required SpanId SpanId { get; init; }

    /// <summary>Characters of an error's message that rows keep.</summary>
    public const int LongestError = 500;

    /// <summary>Empty for a root.</summary>
    public SpanId ParentId { get; init; }
    public string? Name { get; init; }
    public SpanType Type { get; init; }
    public SpanStatus Status { get; init; }
    public SpanLevel Level { get; init; }

    /// <summary>Unix nanoseconds.</summary>
    public required long StartNano { get; init; }

    /// <summary>Unix nanoseconds, never before the start; null while the span runs.</summary>
    public long? EndNano { get; init; }
    public string? RequestModel { get; init; }
    public string? ResponseModel { get; init; }
    public string? Provider { get; init; }
    public string? ToolName { get; init; }
    public string? Service { get; init; }
    public Usage Usage { get; init; }

    /// <summary>
    /// In 10⁻¹² US dollars, so that sums do not depend on their order; null if nobody knows. What the sender reported,
    /// else what the usage costs by the price table.
    /// </summary>
    public long? CostPicoUsd { get; init; }

    /// <summary>The parts of the cost; null where they are not known.</summary>
    public long? InputCostPicoUsd { get; init; }
    public long? OutputCostPicoUsd { get; init; }

    /// <summary>The row of the price table that gave the cost; null for a cost that was sent, or none.</summary>
    public string? PricedBy { get; init; }

    /// <summary>From the start to the first token; null if nobody said.</summary>
    public long? TimeToFirstTokenNano { get; init; }

    /// <summary>The first <see cref="LongestError"/> characters of what the span said of its failure.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>For example <c>TimeoutError</c> or <c>429</c>.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The prompt of a prompt library that was used.</summary>
    public string? PromptName { get; init; }
    public string? PromptVersion { get; init; }
    public ChatFacts? Chat { get; init; }
    public bool HasInstructions { get; init; }
    public bool DeriveError { get; init; }

    public bool HasInput { get; init; }
    public bool HasOutput { get; init; }

    /// <summary>At most 160 characters of the input; kept on the trace only, so null when read back.</summary>
    public string? InputPreview
    {
        get => LateText.Of(InputLine);
        init => InputLine = value;
    }

    public string? OutputPreview
    {
        get => LateText.Of(OutputLine);
        init => OutputLine = value;
    }

    /// <summary>The preview, which may not be made yet.</summary>
    internal object? InputLine { get; init; }

    internal object? OutputLine { get; init; }

    public string? Model => RequestModel ?? ResponseModel;

    /// <summary>The row of a span whose facts are folded.</summary>
    /// <param name="arrivalNano">Stands in for a start that nobody sent.</param>
    public static SpanRow From(SpanId id, Fold fold, long arrivalNano)
    {
        var end = fold.Number(Field.EndNano);
        var start = fold.Number(Field.StartNano) ?? end ?? arrivalNano;
        var level = (SpanLevel)(fold.Number(Field.Level) ?? 0);
        return new()
        {
            SpanId = id,
            ParentId = ParentOf(fold) is var parent && parent == id ? default : parent,
            Name = fold.Text(Field.Name),
            Type = (SpanType)(fold.Number(Field.Type) ?? 0),
            Status = StatusOf(fold, level, end),
            Level = level,
            StartNano = start,
            EndNano = end is { } e ? Math.Max(e, start) : null,
            RequestModel = fold.Text(Field.RequestModel),
            ResponseModel = fold.Text(Field.ResponseModel),
            Provider = fold.Text(Field.Provider),
            ToolName = fold.Text(Field.ToolName),
            Service = fold.Text(Field.Service),
            Usage = new(
                fold.Number(Field.InputTokens),
                fold.Number(Field.OutputTokens),
                fold.Number(Field.CacheReadTokens),
                fold.Number(Field.CacheWriteTokens),
                fold.Number(Field.ReasoningTokens),
                fold.Number(Field.TotalTokens)
            ),
            CostPicoUsd = fold.Number(Field.CostPicoUsd),
            InputCostPicoUsd = fold.Number(Field.InputCostPicoUsd),
            OutputCostPicoUsd = fold.Number(Field.OutputCostPicoUsd),
            TimeToFirstTokenNano =
                fold.Number(Field.TimeToFirstTokenNano)
                ?? (fold.Number(Field.FirstTokenNano) - start is >= 0 and var after ? after : null),
            ErrorMessage = fold.Text(Field.ErrorMessage) is { } error ? Shortened(error) : null,
            ErrorType = fold.Text(Field.ErrorType),
            PromptName = fold.Text(Field.PromptName),
            PromptVersion = fold.Text(Field.PromptVersion),
            Chat = ChatOf(fold),
            HasInstructions = fold.Number(Field.HasInstructions) == 1,
            DeriveError = fold.Number(Field.DeriveError) == 1,
            HasInput = fold.Has(Field.InputPreview),
            HasOutput = fold.Has(Field.OutputPreview),
            InputLine = fold.Line(Field.InputPreview),
            OutputLine = fold.Line(Field.OutputPreview),
        };
    }

    /// <summary>The message of an error as rows keep it.</summary>
    public static string Shortened(string error) =>
        error.Length <= LongestError
            ? error
            // Not half a character.
            : error[..(char.IsHighSurrogate(error[LongestError - 1]) ? LongestError - 1 : LongestError)];

    static SpanId ParentOf(Fold fold) =>
        fold.Text(Field.ParentId) is { } text ? (SpanId.TryParse(text, out var parsed) ? parsed : default)
        : fold.Number(Field.ParentId) is { } number ? SpanId.FromNumber(number)
        : default;

    static SpanStatus StatusOf(Fold fold, SpanLevel level, long? end)
    {
        if (fold.Number(Field.Status) is { } stated)
        {
            return (SpanStatus)stated;
        }

        return fold.Number(Field.Failed) == 1 || level == SpanLevel.Error ? SpanStatus.Failed
            : end is null ? SpanStatus.Running
            : SpanStatus.Completed;
    }

    static ChatFacts? ChatOf(Fold fold)
    {
        var roles = fold.Items.Count == 0 ? [] : fold.ItemsOf(Field.InputMessageRole).ToArray();
        var best = roles.Length == 0 ? 0 : roles.Max(r => r.Precedence.Rank);
        if (fold.Number(Field.MessageCount) is { } messages && fold.PrecedenceOf(Field.MessageCount).Rank >= best)
        {
            return new(
                (int)messages,
                Count(Field.UserMessageCount),
                Count(Field.AssistantMessageCount),
                Count(Field.SystemMessageCount),
                Count(Field.ToolMessageCount),
                Count(Field.ToolCallCount),
                fold.Text(Field.FirstRole),
                fold.Text(Field.LastRole)
            );
        }

        return roles.Length == 0
            ? null
            : new(
                roles.Length,
                roles.Count(r => r.Object is "user"),
                roles.Count(r => r.Object is "assistant"),
                roles.Count(r => r.Object is "system"),
                roles.Count(r => r.Object is "tool"),
                (int)roles.Sum(r => r.Number),
                roles[0].Object as string,
                roles[^1].Object as string
            );

        int Count(Field field) => (int)(fold.Number(field) ?? 0);
    }
}
