namespace Clew;

public sealed partial class ClewClient
{
    const string Views = "/api/v1/views";
    const string NoViews = "keeps no views";

    /// <summary>All views of the project, by name: <c>views</c>. Only Clew keeps any.</summary>
    public Task<ApiObject> ListViewsAsync(CancellationToken ct = default) =>
        AskClewAsync(new QueryText(Views), NoViews, ct);

    /// <summary>Keeps a view, in place of the one with this id if there is one. Only Clew keeps any.</summary>
    /// <param name="id">Null for a new view.</param>
    /// <exception cref="ClewQueryException">The query is not one of the filter language.</exception>
    public Task<ApiObject> SaveViewAsync(ClewView view, string? id = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(view);
        var body = new BodyWriter()
            .Add("name", view.Name)
            .Add("subject", view.Subject)
            .Add("q", view.Query)
            .Add("order", view.Order)
            .Add("range", view.Range)
            .Add("note", view.Note)
            .Done();
        return AskClewAsync(
            id is null
                ? new ApiRequest(HttpMethod.Post, Views, body, IsRepeatable: false)
                : new ApiRequest(HttpMethod.Put, $"{Views}/{Segment(id, "view id")}", body, IsRepeatable: true),
            NoViews,
            ct
        );
    }

    /// <summary>Deletes a view; what it lists stays.</summary>
    public Task<ApiObject> DeleteViewAsync(string id, CancellationToken ct = default) =>
        AskClewAsync(
            new ApiRequest(HttpMethod.Delete, $"{Views}/{Segment(id, "view id")}", null, IsRepeatable: true),
            NoViews,
            ct
        );
}

/// <summary>A list with a name. What is null is as in a list that nobody changed.</summary>
/// <param name="Name">1 to 100 characters; no other view of the project has it.</param>
public sealed record ClewView(string Name)
{
    /// <summary><c>trace</c> or <c>span</c>: what it lists.</summary>
    public string? Subject { get; init; }

    /// <summary>In Clew's filter language.</summary>
    public string? Query { get; init; }

    /// <summary>A field, with a minus in front for the greatest first.</summary>
    public string? Order { get; init; }

    /// <summary>How far it looks back: <c>15m</c>, <c>24h</c>, <c>7d</c>.</summary>
    public string? Range { get; init; }

    /// <summary>What it is for.</summary>
    public string? Note { get; init; }
}
