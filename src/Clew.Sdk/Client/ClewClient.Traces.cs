using System.Runtime.CompilerServices;

namespace Clew;

public sealed partial class ClewClient
{
    /// <summary>One page of traces, newest first unless asked otherwise.</summary>
    /// <exception cref="ClewQueryException">The query is not one of the filter language.</exception>
    public async Task<ApiPage<ClewTrace>> ListTracesAsync(TraceQuery query, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await RequireLanguageAsync(query.Query, ct).ConfigureAwait(false);
        return await PageAsync(Path(query), json => new ClewTrace(json), ct).ConfigureAwait(false);
    }

    /// <summary>One trace with its observations and scores.</summary>
    /// <exception cref="ClewException">There is none (<see cref="ClewErrorKind.NotFound"/>).</exception>
    public Task<ClewTrace> GetTraceAsync(string traceId, CancellationToken ct = default) =>
        GetAsync("/traces/" + Segment(traceId, "trace id"), json => new ClewTrace(json), ct);

    /// <summary>
    /// What a trace was given as its input and output, the latest first:
    /// <c>{"current":…,"entries":[{"field","mode","value","time","isCurrent"}]}</c>. Only Clew keeps it.
    /// </summary>
    /// <exception cref="ClewException">There is no trace, or the host is not Clew.</exception>
    public async Task<ApiObject> GetTraceHistoryAsync(string traceId, CancellationToken ct = default)
    {
        var segment = Segment(traceId, "trace id");
        if (!await IsClewAsync(ct).ConfigureAwait(false))
        {
            throw new ClewException(ClewErrorKind.NotSupported, $"{transport.Host} is not Clew and keeps no history.");
        }

        var request = new ApiRequest(HttpMethod.Get, $"/api/v1/traces/{segment}/history", null, IsRepeatable: true);
        return new ApiObject(await transport.AskAsync(request, ct).ConfigureAwait(false));
    }

    /// <summary>Deletes a trace with all that belongs to it, for good. A Langfuse server does it some time later.</summary>
    public Task<ApiObject> DeleteTraceAsync(string traceId, CancellationToken ct = default) =>
        DeleteAsync("/traces/" + Segment(traceId, "trace id"), ct);

    /// <summary>Deletes up to 1000 traces, for good.</summary>
    public async Task<ApiObject> DeleteTracesAsync(IReadOnlyList<string> traceIds, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(traceIds);
        foreach (var id in traceIds)
        {
            Events.CheckId(id, "trace id");
        }

        using var body = new BodyWriter();
        var request = ApiRequest.Delete("/traces", body.Add("traceIds", traceIds).Done());
        return new ApiObject(await transport.AskAsync(request, ct).ConfigureAwait(false));
    }

    /// <summary>One page of observations.</summary>
    /// <exception cref="ClewQueryException">The query is not one of the filter language.</exception>
    public async Task<ApiPage<ClewObservation>> ListObservationsAsync(
        ObservationQuery query,
        CancellationToken ct = default
    )
    {
        ArgumentNullException.ThrowIfNull(query);
        await RequireLanguageAsync(query.Query, ct).ConfigureAwait(false);
        var path = new QueryText("/observations")
            .Add("page", query.Page)
            .Add("limit", query.Limit)
            .Add("traceId", query.TraceId)
            .Add("name", query.Name)
            .Add("userId", query.UserId)
            .Add("type", query.Type)
            .Add("level", query.Level)
            .Add("parentObservationId", query.ParentObservationId)
            .Add("fromStartTime", query.From)
            .Add("toStartTime", query.To)
            .Add("q", query.Query)
            .Add("tz", query.TimeZone);
        return await PageAsync(path, json => new ClewObservation(json), ct).ConfigureAwait(false);
    }

    /// <summary>One observation.</summary>
    /// <exception cref="ClewException">There is none (<see cref="ClewErrorKind.NotFound"/>).</exception>
    public Task<ClewObservation> GetObservationAsync(string observationId, CancellationToken ct = default) =>
        GetAsync("/observations/" + Segment(observationId, "observation id"), json => new ClewObservation(json), ct);

    /// <summary>One page of sessions, newest first.</summary>
    public Task<ApiPage<ClewSession>> ListSessionsAsync(
        int page = 1,
        int limit = 50,
        DateTimeOffset? from = null,
        DateTimeOffset? to = null,
        CancellationToken ct = default
    ) =>
        PageAsync(
            new QueryText("/sessions")
                .Add("page", page)
                .Add("limit", limit)
                .Add("fromTimestamp", from)
                .Add("toTimestamp", to),
            json => new ClewSession(json),
            ct
        );

    /// <summary>One session with its traces.</summary>
    /// <exception cref="ClewException">There is none (<see cref="ClewErrorKind.NotFound"/>).</exception>
    public Task<ClewSession> GetSessionAsync(string sessionId, CancellationToken ct = default) =>
        GetAsync("/sessions/" + Segment(sessionId, "session id"), json => new ClewSession(json), ct);

    /// <summary>
    /// Everything of a list, page by page. What arrives meanwhile may move the pages, so that an item can come twice.
    /// </summary>
    /// <param name="page">Asks for one page: <c>(n, ct) => client.ListTracesAsync(query with { Page = n }, ct)</c>.</param>
    /// <param name="ct">Ends it.</param>
    public static async IAsyncEnumerable<T> AllAsync<T>(
        Func<int, CancellationToken, Task<ApiPage<T>>> page,
        [EnumeratorCancellation] CancellationToken ct = default
    )
        where T : ApiObject
    {
        ArgumentNullException.ThrowIfNull(page);
        for (var number = 1; ; number++)
        {
            var part = await page(number, ct).ConfigureAwait(false);
            foreach (var item in part.Items)
            {
                yield return item;
            }

            if (part.Items.Count == 0 || !part.HasMore)
            {
                yield break;
            }
        }
    }

    static QueryText Path(TraceQuery query) =>
        new QueryText("/traces")
            .Add("page", query.Page)
            .Add("limit", query.Limit)
            .Add("name", query.Name)
            .Add("userId", query.UserId)
            .Add("sessionId", query.SessionId)
            .Add("tags", query.Tags)
            .Add("environment", query.Environments)
            .Add("release", query.Release)
            .Add("version", query.Version)
            .Add("fromTimestamp", query.From)
            .Add("toTimestamp", query.To)
            .Add("orderBy", query.OrderBy)
            .Add("fields", query.Fields)
            .Add("filter", query.Filter)
            .Add("q", query.Query)
            .Add("tz", query.TimeZone);

    /// <summary>Another server would pass over the query, and answer with everything.</summary>
    async Task RequireLanguageAsync(string? query, CancellationToken ct)
    {
        if (query is not null && !await IsClewAsync(ct).ConfigureAwait(false))
        {
            throw new ClewException(
                ClewErrorKind.NotSupported,
                $"{transport.Host} is not Clew and does not know the filter language; use its own filters."
            );
        }
    }

    static string Segment(string id, string what)
    {
        Events.CheckId(id, what);
        return ApiRequest.Segment(id);
    }
}
