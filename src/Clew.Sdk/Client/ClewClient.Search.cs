namespace Clew;

public sealed partial class ClewClient
{
    /// <summary>
    /// Finds text in all traces, or in one: names, inputs, outputs, attributes, errors, logs. Only Clew can.
    /// </summary>
    /// <param name="text">Words that must all be there, a phrase in quotes, <c>pre*</c>, <c>*part*</c>.</param>
    /// <exception cref="ClewException">The server is not Clew, or has no such trace.</exception>
    public async Task<ApiObject> SearchAsync(string text, SearchOptions? options = null, CancellationToken ct = default)
    {
        if (!await IsClewAsync(ct).ConfigureAwait(false))
        {
            throw new ClewException(
                ClewErrorKind.NotSupported,
                $"{transport.Host} is not Clew and cannot search text."
            );
        }

        options ??= new();
        var path = options.TraceId is { } id ? $"/api/v1/traces/{Segment(id, "trace id")}/search" : "/api/v1/search";
        var query = new QueryText(path)
            .Add("q", text)
            .Add("from", options.From)
            .Add("to", options.To)
            .Add("limit", options.Limit)
            .Add("cursor", options.Cursor)
            .ToString();
        var request = new ApiRequest(HttpMethod.Get, query, null, IsRepeatable: true);
        return new ApiObject(await transport.AskAsync(request, ct).ConfigureAwait(false));
    }
}

/// <summary>Where to search. What is null does not matter.</summary>
public sealed record SearchOptions
{
    /// <summary>Only in this trace, in the order of its spans; all others but the limit are left out then.</summary>
    public string? TraceId { get; init; }

    /// <summary>Only spans that start then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only spans that start before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>1 to 500; 50 if not given.</summary>
    public int? Limit { get; init; }

    /// <summary>The <c>nextCursor</c> of the previous page.</summary>
    public string? Cursor { get; init; }
}
