namespace Clew;

public sealed partial class ClewClient
{
    /// <summary>What traces, spans or scores add up to. Only Clew answers it; docs/api.md says what there is.</summary>
    /// <exception cref="ClewException">It cannot be asked so, or the host is not Clew.</exception>
    public Task<ApiObject> GetTotalsAsync(ClewTotalsQuery query, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var path = new QueryText("/api/v1/totals")
            .Add("subject", query.Subject)
            .Add("q", query.Query)
            .Add("from", query.From)
            .Add("to", query.To)
            .Add("tz", query.Zone)
            .Add("bucket", query.Bucket)
            .Add("group", query.Groups)
            .Add("measure", query.Measures)
            .Add("order", query.Order)
            .Add("limit", query.Limit)
            .Add("exact", query.IsExact ? "true" : null);
        return AskClewAsync(path, "adds nothing up", ct);
    }

    /// <summary>A page of sessions with what their traces add up to: <c>sessions</c>, <c>nextCursor</c>. Only Clew answers it.</summary>
    public Task<ApiObject> ListSessionTotalsAsync(ClewGroupQuery query, CancellationToken ct = default) =>
        AskClewAsync(PathOf("/api/v1/sessions", query), "has no totals of sessions", ct);

    /// <summary>A page of users with what their traces add up to: <c>users</c>, <c>nextCursor</c>. Only Clew answers it.</summary>
    public Task<ApiObject> ListUserTotalsAsync(ClewGroupQuery query, CancellationToken ct = default) =>
        AskClewAsync(PathOf("/api/v1/users", query), "has no totals of users", ct);

    static QueryText PathOf(string path, ClewGroupQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new QueryText(path)
            .Add("q", query.Query)
            .Add("tz", query.TimeZone)
            .Add("from", query.From)
            .Add("to", query.To)
            .Add("order", query.Order)
            .Add("limit", query.Limit)
            .Add("cursor", query.Cursor);
    }

    Task<ApiObject> AskClewAsync(QueryText path, string otherwise, CancellationToken ct) =>
        AskClewAsync(new ApiRequest(HttpMethod.Get, path.ToString(), null, IsRepeatable: true), otherwise, ct);

    async Task<ApiObject> AskClewAsync(ApiRequest request, string otherwise, CancellationToken ct)
    {
        if (!await IsClewAsync(ct).ConfigureAwait(false))
        {
            throw new ClewException(ClewErrorKind.NotSupported, $"{transport.Host} is not Clew and {otherwise}.");
        }

        return new ApiObject(await transport.AskAsync(request, ct).ConfigureAwait(false));
    }
}
