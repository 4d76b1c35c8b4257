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
        ("status", Field.Failed),
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
        ("llm", Field.MessageCount),
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

    public static Dictionary<string, ProvenanceShape> Of(SpanStory story, SpanRow? kept)
    {
        var sources = new Dictionary<string, ProvenanceShape>();
        foreach (var (name, field) in OfSpan.Concat(OfUsage))
        {
            Add(name, story.Facts.SourceOf(field));
        }

        foreach (var (name, field) in OfTrace)
        {
            Add(name, story.TraceFacts.SourceOf(field));
        }

        if (kept?.PricedBy is { } pricedBy)
        {
            Add("cost", new("prices", 1, pricedBy));
        }

        Add("input", story.Input?.Source);
        Add("output", story.Output?.Source);
        foreach (var item in story.Facts.ItemsOf(Field.Parameter))
        {
            Add($"parameters.{item.Path}", item.Source);
        }

        foreach (var item in story.Facts.ItemsOf(Field.Metadata))
        {
            Add($"metadata.{item.Path}", item.Source);
        }

        return sources;

        void Add(string name, Provenance? source)
        {
            if (source is not null)
            {
                sources[name] = new(source.Dialect, source.Version, source.Key);
            }
        }
    }
}
