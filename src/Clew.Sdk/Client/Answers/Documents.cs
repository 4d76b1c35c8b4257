using System.Text.Json;

namespace Clew;

/// <summary>Traces that belong together.</summary>
public sealed class ClewSession(JsonElement json) : ApiObject(json)
{
    /// <summary>Chosen by who sent it.</summary>
    public string Id => Text("id") ?? "";

    /// <summary>When it was first seen.</summary>
    public DateTimeOffset? CreatedAt => Time("createdAt");

    /// <summary>For example <c>production</c>.</summary>
    public string? Environment => Text("environment");

    /// <summary>Its traces, where one session was asked for.</summary>
    public IReadOnlyList<ClewTrace> Traces => [.. Items("traces").Select(item => new ClewTrace(item))];
}

/// <summary>A name with its versions, as lists have it.</summary>
public sealed class ClewPromptInfo(JsonElement json) : ApiObject(json)
{
    /// <summary>Slashes make folders of it.</summary>
    public string Name => Text("name") ?? "";

    /// <summary><c>text</c> or <c>chat</c>.</summary>
    public string? Type => Text("type");

    /// <summary>The numbers that there are.</summary>
    public IReadOnlyList<int> Versions =>
        [.. Items("versions").Where(item => item.ValueKind == JsonValueKind.Number).Select(item => item.GetInt32())];

    /// <summary>Of all versions.</summary>
    public IReadOnlyList<string> Labels => Texts("labels");

    /// <summary>Of the prompt.</summary>
    public IReadOnlyList<string> Tags => Texts("tags");

    /// <summary>When a version was last made or changed.</summary>
    public DateTimeOffset? LastUpdatedAt => Time("lastUpdatedAt");
}

/// <summary>One version of a prompt.</summary>
public sealed class ClewPrompt(JsonElement json) : ApiObject(json)
{
    /// <summary>Slashes make folders of it.</summary>
    public string Name => Text("name") ?? "";

    /// <summary>From 1.</summary>
    public int Version => (int?)Number("version") ?? 0;

    /// <summary><c>text</c> or <c>chat</c>.</summary>
    public string Type => Text("type") ?? "text";

    /// <summary>A string, or an array of messages.</summary>
    public JsonElement? Prompt => Value("prompt");

    /// <summary>For example <c>production</c>.</summary>
    public IReadOnlyList<string> Labels => Texts("labels");

    /// <summary>Of the prompt.</summary>
    public IReadOnlyList<string> Tags => Texts("tags");

    /// <summary>Why this version was made.</summary>
    public string? CommitMessage => Text("commitMessage");

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt => Time("createdAt");

    /// <summary>The text; of a chat, the contents of its messages, one after the other.</summary>
    public string Content =>
        Prompt is { ValueKind: JsonValueKind.Array } messages
            ? string.Join(
                '\n',
                messages.EnumerateArray().Select(message => new ApiObject(message).Text("content") ?? "")
            )
            : Text("prompt") ?? "";
}

/// <summary>Examples to try a program on.</summary>
public sealed class ClewDataset(JsonElement json) : ApiObject(json)
{
    /// <summary>Opaque.</summary>
    public string Id => Text("id") ?? "";

    /// <summary>Unique in the project.</summary>
    public string Name => Text("name") ?? "";

    /// <summary>What it is for.</summary>
    public string? Description => Text("description");

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt => Time("createdAt");
}

/// <summary>One example.</summary>
public sealed class ClewDatasetItem(JsonElement json) : ApiObject(json)
{
    /// <summary>Opaque.</summary>
    public string Id => Text("id") ?? "";

    /// <summary>Where it belongs.</summary>
    public string? DatasetName => Text("datasetName");

    /// <summary>What goes in.</summary>
    public JsonElement? Input => Value("input");

    /// <summary>What should come out.</summary>
    public JsonElement? ExpectedOutput => Value("expectedOutput");

    /// <summary><c>ACTIVE</c> or <c>ARCHIVED</c>.</summary>
    public string? Status => Text("status");
}

/// <summary>One pass of a program over a dataset.</summary>
public sealed class ClewDatasetRun(JsonElement json) : ApiObject(json)
{
    /// <summary>Opaque.</summary>
    public string Id => Text("id") ?? "";

    /// <summary>Unique in the dataset.</summary>
    public string Name => Text("name") ?? "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt => Time("createdAt");
}

/// <summary>A remark of a person.</summary>
public sealed class ClewComment(JsonElement json) : ApiObject(json)
{
    /// <summary>Opaque.</summary>
    public string Id => Text("id") ?? "";

    /// <summary><c>TRACE</c>, <c>OBSERVATION</c>, <c>SESSION</c> or <c>PROMPT</c>.</summary>
    public string? ObjectType => Text("objectType");

    /// <summary>What it is about.</summary>
    public string? ObjectId => Text("objectId");

    /// <summary>The remark.</summary>
    public string? Content => Text("content");

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt => Time("createdAt");
}

/// <summary>A picture, a sound or a file beside a trace.</summary>
public sealed class ClewMedia(JsonElement json) : ApiObject(json)
{
    /// <summary>Opaque.</summary>
    public string Id => Text("mediaId") ?? "";

    /// <summary>For example <c>image/png</c>.</summary>
    public string? ContentType => Text("contentType");

    /// <summary>Bytes.</summary>
    public long? ContentLength => (long?)Number("contentLength");

    /// <summary>Where it can be fetched, for a while.</summary>
    public string? Url => Text("url");
}

/// <summary>What the keys open.</summary>
public sealed class ClewProject(JsonElement json) : ApiObject(json)
{
    /// <summary>Opaque.</summary>
    public string Id => Text("id") ?? "";

    /// <summary>For people.</summary>
    public string Name => Text("name") ?? "";
}

/// <summary>Whether the server is well.</summary>
public sealed class ClewHealth(JsonElement json) : ApiObject(json)
{
    /// <summary><c>OK</c>.</summary>
    public string Status => Text("status") ?? "";

    /// <summary>Of the server.</summary>
    public string? Version => Text("version");
}
