using System.Net.Http.Headers;

namespace Clew;

/// <summary>When sending again may help, and after what pause.</summary>
static class Retry
{
    /// <summary>
    /// 429 and 503 mean that nothing was done. After 502 and 504 nobody knows, so only what may be done twice is sent
    /// again.
    /// </summary>
    public static bool MayHelp(int status, bool isRepeatable) =>
        status is 429 or 503 || (isRepeatable && status is 502 or 504);

    /// <summary>A wrong name or certificate is wrong the next time too.</summary>
    public static bool MayHelp(ClewException failure, bool isRepeatable) =>
        failure.Kind switch
        {
            ClewErrorKind.Unreachable => Of(failure) switch
            {
                HttpRequestError.NameResolutionError => false,
                HttpRequestError.ConnectionError => true,
                _ => isRepeatable,
            },
            ClewErrorKind.TimedOut => isRepeatable,
            _ => false,
        };

    /// <summary>Twice as long each time, less up to a half, so that many clients do not come back at once.</summary>
    public static TimeSpan Pause(ClewClientOptions options, int attempt)
    {
        var whole = options.FirstPause * Math.Pow(2, attempt - 1);
        var capped = whole < options.LongestPause ? whole : options.LongestPause;
        return capped * (1 - (options.Random.NextDouble() / 2));
    }

    public static TimeSpan? After(RetryConditionHeaderValue? header, TimeProvider time) =>
        header switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
            _ => null,
        };

    static HttpRequestError Of(ClewException failure) =>
        (failure.InnerException as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
}
