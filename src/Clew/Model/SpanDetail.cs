namespace Clew.Model;

/// <summary>One message of a conversation in the normal form, whatever dialect it came in.</summary>
/// <param name="Role"><c>system</c>, <c>user</c>, <c>assistant</c>, <c>tool</c>, or what the sender wrote.</param>
sealed record Message(string Role, string? Name, string? FinishReason, IReadOnlyList<MessagePart> Parts);

/// <summary>One part of a message.</summary>
/// <param name="Type">
/// <c>text</c>, <c>reasoning</c>, <c>tool_call</c>, <c>tool_result</c>, <c>image</c>, <c>audio</c>, <c>video</c>,
/// <c>file</c>, <c>other</c>.
/// </param>
sealed record MessagePart(string Type)
{
    /// <summary>Of text and reasoning.</summary>
    public string? Text { get; init; }

    /// <summary>Of a tool call or result: links the two.</summary>
    public string? Id { get; init; }
    public string? Name { get; init; }

    /// <summary>Of a tool call: JSON, or whatever text was sent.</summary>
    public string? Arguments { get; init; }
    public string? Result { get; init; }

    /// <summary>Of an image, audio, video or file: a URL or a data URI.</summary>
    public string? Uri { get; init; }
    public string? MimeType { get; init; }
    public string? FileId { get; init; }

    /// <summary>Of a part that is none of the known kinds: its JSON as sent.</summary>
    public string? Json { get; init; }
}
