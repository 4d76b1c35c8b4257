using System.Text.Json;

namespace Clew;

/// <summary>What went wrong, for programs that decide by it.</summary>
public enum ClewErrorKind
{
    /// <summary>The caller asked for something that cannot be sent: a bad id, a bad address, values that contradict.</summary>
    Usage,

    /// <summary>Nobody answers at the host: wrong name or port, not running, no network.</summary>
    Unreachable,

    /// <summary>The connection could not be made safe: an unknown or expired certificate, or no TLS on that port.</summary>
    Tls,

    /// <summary>No answer came in time.</summary>
    TimedOut,

    /// <summary>The keys are missing, unknown or revoked (401).</summary>
    Unauthorized,

    /// <summary>The keys are known and may not do this (403).</summary>
    Forbidden,

    /// <summary>There is no such thing (404).</summary>
    NotFound,

    /// <summary>Larger than this host takes (413), or than it is known to take.</summary>
    TooLarge,

    /// <summary>Too many requests (429), also after waiting.</summary>
    RateLimited,

    /// <summary>The server does not accept the request as it is (400, 409, 422 …).</summary>
    Invalid,

    /// <summary>The request was taken and some of its events were not. See <see cref="IngestionException"/>.</summary>
    Rejected,

    /// <summary>This host cannot do it, because it is not Clew, or is too old, or has switched it off.</summary>
    NotSupported,

    /// <summary>Something answers that does not speak this API: a web page, a redirect, not JSON.</summary>
    NotThisApi,

    /// <summary>The server failed (5xx), also after trying again.</summary>
    ServerFailed,
}

/// <summary>A call that did not do what it was asked. The message is one sentence for a person, with the way out.</summary>
public class ClewException : Exception
{
    /// <summary>Makes one.</summary>
    public ClewException(ClewErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>What went wrong.</summary>
    public ClewErrorKind Kind { get; }

    /// <summary>The HTTP status that told it; null if none came.</summary>
    public int? StatusCode { get; init; }

    /// <summary>What the server answered, at most 64 KiB of it; null if nothing came.</summary>
    public string? Answer { get; init; }
}

/// <summary>A query that means nothing to the server, with the place of the mistake.</summary>
public sealed class ClewQueryException : ClewException
{
    /// <summary>Makes one.</summary>
    public ClewQueryException(string message, int position, int length, string? suggestion, Exception? inner = null)
        : base(ClewErrorKind.Invalid, message, inner) =>
        (Position, Length, Suggestion) = (position, length, suggestion);

    /// <summary>In the text of the query, in UTF-16 units from 0.</summary>
    public int Position { get; }

    /// <summary>0 if something is missing there.</summary>
    public int Length { get; }

    /// <summary>What was probably meant; null if nothing is near.</summary>
    public string? Suggestion { get; }
}

/// <summary>Some events, or all, are not with the server. Those of <see cref="Result"/>'s successes are.</summary>
public sealed class IngestionException : ClewException
{
    /// <summary>Makes one.</summary>
    public IngestionException(ClewErrorKind kind, string message, IngestionResult result, Exception? inner = null)
        : base(kind, message, inner) => Result = result;

    /// <summary>What the server said of each event.</summary>
    public IngestionResult Result { get; }
}

/// <summary>What the server said of one event.</summary>
/// <param name="Id">Of the event, not of what it speaks of.</param>
/// <param name="Status">As in HTTP: 201, 400, 401 …</param>
/// <param name="Message">In a few words; null for a success.</param>
/// <param name="Detail">What exactly, as the server tells it: text, or a list of complaints.</param>
public sealed record EventOutcome(string Id, int Status, string? Message = null, JsonElement? Detail = null);
