using System.Text.Json;

namespace Clew;

/// <summary>A part of a list.</summary>
public sealed class ApiPage<T>
    where T : ApiObject
{
    internal ApiPage(JsonElement json, Func<JsonElement, T> read)
    {
        Json = json;
        var whole = new ApiObject(json);
        Items = [.. whole.Items("data").Select(read)];
        var meta = new ApiObject(whole.Value("meta") ?? default);
        Page = (int?)meta.Number("page") ?? 1;
        TotalItems = (int?)meta.Number("totalItems");
        TotalPages = (int?)meta.Number("totalPages");
        Cursor = meta.Text("cursor");
        IsComplete = meta.Flag("complete") ?? true;
    }

    /// <summary>The whole answer: <c>{"data":[…],"meta":{…}}</c>.</summary>
    public JsonElement Json { get; }

    /// <summary>What is on this page.</summary>
    public IReadOnlyList<T> Items { get; }

    /// <summary>From 1.</summary>
    public int Page { get; }

    /// <summary>On all pages; null if the server does not count.</summary>
    public int? TotalItems { get; }

    /// <summary>Null if the server does not count.</summary>
    public int? TotalPages { get; }

    /// <summary>Of lists that go by cursor; null at the end.</summary>
    public string? Cursor { get; }

    /// <summary>False if the server ended a search through content that took too long: items may be missing.</summary>
    public bool IsComplete { get; }

    /// <summary>Whether there is a page after this one.</summary>
    public bool HasMore => Cursor is not null || (TotalPages is { } pages && Page < pages);
}
