using System.Text.Json.Serialization;

namespace Clew.Api.Views;

/// <summary>A list that somebody gave a name: what is in it, and how it is shown.</summary>
/// <param name="Subject"><c>trace</c> or <c>span</c>: what it lists.</param>
/// <param name="Query">In the filter language; empty for everything.</param>
/// <param name="Columns">Those that are shown, in their order; null for the usual ones.</param>
/// <param name="Order">A field, with a minus in front for the greatest first; null for the newest first.</param>
/// <param name="Range">How far it looks back: <c>15m</c>, <c>24h</c>, <c>7d</c>; null for all time.</param>
/// <param name="From">In place of a range, a fixed start, as lists take it.</param>
/// <param name="To">And a fixed end.</param>
/// <param name="Note">Who keeps it, and what for.</param>
/// <param name="CreatedAt">RFC 3339.</param>
sealed record SavedView(
    string Id,
    string Name,
    string Subject,
    [property: JsonPropertyName("q")] string Query,
    IReadOnlyList<string>? Columns,
    string? Order,
    string? Range,
    string? From,
    string? To,
    string? Note,
    string CreatedAt,
    string UpdatedAt
);

/// <summary>All views of a project, by name.</summary>
sealed record SavedViews(IReadOnlyList<SavedView> Views);

/// <summary>A view as it is sent; what is left out is as in a list that nobody changed.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
sealed record NewView
{
    /// <summary>1 to 100 characters; no other view of the project has it.</summary>
    public string? Name { get; init; }

    /// <summary><c>trace</c> (as if it were left out) or <c>span</c>.</summary>
    public string? Subject { get; init; }

    [JsonPropertyName("q")]
    public string? Query { get; init; }
    public IReadOnlyList<string?>? Columns { get; init; }
    public string? Order { get; init; }
    public string? Range { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
    public string? Note { get; init; }
}
