using System.Text.Json;

namespace Clew.Api.Langfuse.Prompts;

/// <summary>One version of a prompt.</summary>
sealed record LangfusePrompt
{
    public required string Id { get; init; }
    public required string ProjectId { get; init; }
    public required string CreatedAt { get; init; }
    public required string UpdatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public required string Name { get; init; }

    /// <summary>From 1; never given twice while the prompt exists.</summary>
    public required int Version { get; init; }

    /// <summary>text or chat.</summary>
    public required string Type { get; init; }

    /// <summary>A text; or a list of messages, and of placeholders for messages.</summary>
    public required JsonElement Prompt { get; init; }
    public required JsonElement Config { get; init; }
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The same for all versions.</summary>
    public required IReadOnlyList<string> Tags { get; init; }
    public required string? CommitMessage { get; init; }

    /// <summary>True if it has the label production.</summary>
    public required bool IsActive { get; init; }

    /// <summary>Which prompts were put into it; null if there are none, or the prompt was asked for as it is kept.</summary>
    public required LangfuseResolutionGraph? ResolutionGraph { get; init; }
}

/// <param name="Dependencies">By the id of a version, the versions that were put into it.</param>
sealed record LangfuseResolutionGraph(
    LangfusePromptNode Root,
    IReadOnlyDictionary<string, List<LangfusePromptNode>> Dependencies
);

sealed record LangfusePromptNode(string Id, string Name, int Version);

/// <summary>A prompt in a list: all of its versions that the filters let through.</summary>
/// <param name="LastConfig">The config of the newest of them.</param>
sealed record LangfusePromptMeta(
    string Name,
    string Type,
    IReadOnlyList<int> Versions,
    IReadOnlyList<string> Labels,
    IReadOnlyList<string> Tags,
    string LastUpdatedAt,
    JsonElement LastConfig
);

/// <summary>A new version of a prompt.</summary>
/// <param name="Type">text (unless said otherwise) or chat; the same for all versions.</param>
/// <param name="Prompt">
/// A text; or a list of messages with <c>role</c> and <c>content</c>, and of <c>{"type":"placeholder","name":…}</c>.
/// </param>
/// <param name="Labels">Taken away from the other versions; <c>latest</c> comes by itself.</param>
/// <param name="Tags">For all versions; left out, they stay as they are.</param>
/// <param name="CommitMessage">Up to 500 characters.</param>
sealed record LangfuseNewPrompt(
    string Name,
    string? Type,
    JsonElement Prompt,
    JsonElement? Config,
    IReadOnlyList<string>? Labels,
    IReadOnlyList<string>? Tags,
    string? CommitMessage
);

/// <summary>Labels that a version gets besides those that it has; <c>latest</c> is reserved.</summary>
sealed record LangfuseNewLabels(IReadOnlyList<string> NewLabels);
