using System.Globalization;
using Clew.Host;

namespace Clew.Cli.Views;

/// <summary>A view that somebody names, and what it asks for.</summary>
static class NamedView
{
    /// <summary>By its name, else by its id; null if there is none.</summary>
    public static async Task<ApiObject?> FindAsync(ClewClient client, string nameOrId, CancellationToken ct)
    {
        var all = await client.ListViewsAsync(ct);
        var views = all.Items("views").Select(item => new ApiObject(item)).ToArray();
        return Array.Find(views, v => v.Text("name") == nameOrId.Trim())
            ?? Array.Find(views, v => v.Text("id") == nameOrId);
    }

    /// <exception cref="Refusal">There is no such view.</exception>
    public static async Task<ApiObject> RequireAsync(ClewClient client, string nameOrId, CancellationToken ct) =>
        await FindAsync(client, nameOrId, ct)
        ?? throw new Refusal($"There is no view '{nameOrId}'; 'clew views' shows all.");

    /// <summary>The traces of a view; what the query asks for already is asked for too, its times and order go first.</summary>
    /// <exception cref="Refusal">It lists something else.</exception>
    public static TraceQuery Apply(ApiObject view, TraceQuery query, TimeProvider time)
    {
        if (view.Text("subject") == "span")
        {
            throw new Refusal($"The view '{view.Text("name")}' lists spans, not traces.");
        }

        var own = view.Text("q") is { Length: > 0 } text ? text : null;
        return query with
        {
            Query =
                own is null ? query.Query
                : query.Query is null ? own
                : $"({own}) ({query.Query})",
            From = query.From ?? Back(view.Text("range"), time) ?? Moment(view.Text("from")),
            To = query.To ?? Moment(view.Text("to")),
            OrderBy = query.OrderBy ?? OrderOf(view.Text("order")),
        };
    }

    static string? OrderOf(string? order) =>
        string.IsNullOrEmpty(order) ? null
        : order[0] == '-' ? order[1..] + ".desc"
        : order + ".asc";

    static DateTimeOffset? Back(string? range, TimeProvider time)
    {
        if (range is not { Length: > 1 } || !long.TryParse(range.AsSpan(0, range.Length - 1), out var count))
        {
            return null;
        }

        var seconds = range[^1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86_400,
            _ => 604_800,
        };
        return time.GetUtcNow() - TimeSpan.FromSeconds(count * seconds);
    }

    static DateTimeOffset? Moment(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var nano)
            ? DateTimeOffset.UnixEpoch.AddTicks(nano / 100)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : null;
}
