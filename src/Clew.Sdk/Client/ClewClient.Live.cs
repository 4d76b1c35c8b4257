using System.Runtime.CompilerServices;

namespace Clew;

/// <summary>Something that a server told while it was followed.</summary>
/// <param name="Name">For example <c>trace</c>, <c>gone</c> or <c>missed</c>; see docs/api.md.</param>
/// <param name="Id">Where to go on after it; null if the next event belongs to it.</param>
/// <param name="Data">What it says.</param>
public sealed record ClewEvent(string Name, string? Id, ApiObject Data);

public sealed partial class ClewClient
{
    /// <summary>
    /// Traces as they are new, change and go, until the caller stops. A connection that is lost is made again where it
    /// ended. Only Clew can be followed.
    /// </summary>
    /// <param name="from">Only traces that start then or later; null for all.</param>
    /// <param name="hasSnapshot">Whether it begins with the newest traces, as one event <c>snapshot</c>.</param>
    /// <param name="query">Only traces that fit a query of the filter language; null for all.</param>
    /// <param name="timeZone">The zone for days and times in the query; null is UTC.</param>
    /// <exception cref="ClewException">The server does not let itself be followed, or nobody answers any more.</exception>
    public async IAsyncEnumerable<ClewEvent> FollowTracesAsync(
        DateTimeOffset? from = null,
        bool hasSnapshot = false,
        string? query = null,
        string? timeZone = null,
        [EnumeratorCancellation] CancellationToken ct = default
    )
    {
        var path = new QueryText("/api/v1/live")
            .Add("q", query)
            .Add("tz", timeZone)
            .Add("from", from)
            .Add("snapshot", hasSnapshot ? null : "0")
            .ToString();
        var request = new ApiRequest(HttpMethod.Get, path, null, IsRepeatable: true);
        string? lastId = null;
        for (var failures = 0; ; failures++)
        {
            EventReader? events = null;
            try
            {
                events = await transport.FollowAsync(request, lastId, ct).ConfigureAwait(false);
            }
            catch (ClewException e) when (failures + 1 < Options.Attempts && Retry.MayHelp(e, isRepeatable: true))
            {
                // Tried again below.
            }

            if (events is not null)
            {
                using (events)
                {
                    while (await events.NextAsync(ct).ConfigureAwait(false) is { } told)
                    {
                        failures = 0;
                        lastId = told.Id ?? lastId;
                        yield return told;
                    }
                }
            }

            await transport.PauseAsync(transport.Pause(failures + 1), ct).ConfigureAwait(false);
        }
    }
}
