using Clew.Model;

namespace Clew.Api;

/// <summary>Where each field of an answer comes from.</summary>
static class Sources
{
    static readonly (string Name, Field Field)[] OfSpan =
    [
        ("name", Field.Name),
        ("parentSpanId", Field.ParentId),
        ("startUnixNano", Field.StartNano),
        ("endUnixNano", Field.EndNano),
        ("type", Field.Type),
        ("level", Field.Level),
        ("operation", Field.Operation),
        ("errorMessage", Field.ErrorMessage),
        ("errorType", Field.ErrorType),
        ("model", Field.RequestModel),
        ("responseModel", Field.ResponseModel),
        ("provider", Field.Provider),
        ("service", Field.Service),
        ("finishReasons", Field.FinishReason),
        ("timeToFirstTokenNano", Field.TimeToFirstTokenNano),
        ("cost", Field.CostPicoUsd),
        ("systemInstructions", Field.Instructions),
        ("toolDefinitions", Field.ToolDefinitions),
        ("toolName", Field.ToolName),
        ("toolCallId", Field.ToolCallId),
        ("toolArguments", Field.ToolArguments),
        ("toolResult", Field.ToolResult),
        ("documents", Field.Document),
        ("embeddingCount", Field.EmbeddingCount),
        ("embeddingDimensions", Field.EmbeddingDimensions),
        ("promptName", Field.PromptName),
        ("promptVersion", Field.PromptVersion),
    ];

    static readonly (string Name, Field Field)[] OfUsage =
    [
        ("usage.inputTokens", Field.InputTokens),
        ("usage.outputTokens", Field.OutputTokens),
        ("usage.cacheReadTokens", Field.CacheReadTokens),
        ("usage.cacheWriteTokens", Field.CacheWriteTokens),
        ("usage.reasoningTokens", Field.ReasoningTokens),
        ("usage.totalTokens", Field.TotalTokens),
    ];

    static readonly (string Name, Field Field)[] OfTrace =
    [
        ("sessionId", Field.SessionId),
        ("userId", Field.UserId),
        ("environment", Field.Environment),
        ("release", Field.Release),
        ("version", Field.Version),
    ];

    /// <summary>Nobody said how many in all.</summary>
    static readonly Provenance Sum = new("clew", 1, "usage.inputTokens + usage.outputTokens");

    public static Dictionary<string, ProvenanceShape> Of(SpanStory story, SpanRow? kept)
    {
        var (facts, said, row) = (story.Facts, story.TraceFacts, story.Row);
        var rivals = new Rivals(story);
        var sources = new Dictionary<string, ProvenanceShape>();
        foreach (var (name, field) in OfSpan.Concat(OfUsage))
        {
            Add(name, field, facts.SourceOf(field));
        }

        foreach (var (name, field) in OfTrace)
        {
            Add(name, field, said.SourceOf(field), Subject.Trace);
        }

        Add("status", StatusField(facts, row), facts.SourceOf(StatusField(facts, row)));
        if (row.RequestModel is null)
        {
            Add("model", Field.ResponseModel, facts.SourceOf(Field.ResponseModel));
        }

        if (row.Usage.TotalTokens is not null && !facts.Has(Field.TotalTokens))
        {
            Add("usage.totalTokens", Field.TotalTokens, Sum);
        }

        if (kept?.PricedBy is { } pricedBy)
        {
            Add("cost", Field.CostPicoUsd, new("prices", 1, pricedBy));
        }

        Add("input", Field.Input, story.Input?.Source);
        Add("output", Field.Output, story.Output?.Source);
        if (row.Chat is not null)
        {
            Add("llm", Field.MessageCount, facts.SourceOf(Field.MessageCount) ?? story.Input?.Source);
        }

        AddItems("parameters", Field.Parameter);
        AddItems("metadata", Field.Metadata);
        foreach (var tag in said.ItemsOf(Field.Tag))
        {
            Add($"tags.{tag.Object}", Field.Tag, tag.Source, Subject.Trace);
        }

        return sources;

        void AddItems(string name, Field field)
        {
            foreach (var item in facts.ItemsOf(field))
            {
                Add($"{name}.{item.Path}", field, item.Source, Subject.Span, item.Path);
            }
        }

        void Add(string name, Field field, Provenance? source, Subject subject = Subject.Span, string? path = null)
        {
            if (source is not null)
            {
                // Tags stand beside each other: none loses.
                var others = field == Field.Tag ? null : rivals.Of(subject, field, path, source);
                sources[name] = new(source.Dialect, source.Version, source.Key, others);
            }
        }
    }

    /// <summary>What the status follows from; see <see cref="SpanRow"/>.</summary>
    static Field StatusField(Fold facts, SpanRow row) =>
        facts.Has(Field.Status) ? Field.Status
        : row.Status != SpanStatus.Failed ? Field.EndNano
        : facts.Has(Field.Failed) ? Field.Failed
        : Field.Level;
}
