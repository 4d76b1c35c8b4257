namespace Clew;

/// <summary>Where a <see cref="ClewClient"/> sends, and how patient it is.</summary>
public sealed record ClewClientOptions
{
    /// <summary>The server on this machine: what is used when nobody names another.</summary>
    public static readonly Uri LocalHost = new("http://127.0.0.1:4318");

    /// <summary>Variables that may name the host, the first that is set wins.</summary>
    public static IReadOnlyList<string> HostVariables { get; } =
    ["CLEW_HOST", "LANGFUSE_HOST", "LANGFUSE_BASE_URL", "LANGFUSE_BASEURL"];

    /// <summary>Variables that may hold the public and the secret key; a pair is never mixed from two rows.</summary>
    public static IReadOnlyList<(string PublicKey, string SecretKey)> KeyVariables { get; } =
    [("CLEW_PUBLIC_KEY", "CLEW_SECRET_KEY"), ("LANGFUSE_PUBLIC_KEY", "LANGFUSE_SECRET_KEY")];

    /// <summary>Address without <c>/api/public</c>; a path in front of it is kept.</summary>
    public Uri Host { get; init; } = LocalHost;

    /// <summary>Null towards a local Clew, which needs none.</summary>
    public string? PublicKey { get; init; }

    /// <summary>Null towards a local Clew, which needs none.</summary>
    public string? SecretKey { get; init; }

    /// <summary>How long one attempt may take, from the first byte sent to the last received.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a request is sent before it has failed, the first time included.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>The pause before the second attempt; each further one is twice as long, less up to a half by chance.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The longest pause. A server that asks for a longer one is not waited for.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Told what a person should know although it is no error, in one sentence.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>The clock for times of events and for pauses.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Chance for event ids and pauses.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>What sends the requests, for tests and special proxies; it stays the caller's. Null is the usual one.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>
    /// Reads host and keys from variables: <c>CLEW_*</c> first, then <c>LANGFUSE_*</c>, else the local server without
    /// keys.
    /// </summary>
    /// <param name="variables">Null takes those of this process.</param>
    /// <exception cref="ClewException">The host is not an address (<see cref="ClewErrorKind.Usage"/>).</exception>
    public static ClewClientOptions FromEnvironment(IReadOnlyDictionary<string, string>? variables = null)
    {
        var host = HostVariables.Select(Find).FirstOrDefault(value => value is not null);
        var (publicKey, secretKey) = KeyVariables
            .Select(pair => (Public: Find(pair.PublicKey), Secret: Find(pair.SecretKey)))
            .FirstOrDefault(pair => (pair.Public ?? pair.Secret) is not null);
        return new ClewClientOptions
        {
            Host = host is null ? LocalHost : ParseHost(host),
            PublicKey = publicKey,
            SecretKey = secretKey,
        };

        string? Find(string name)
        {
            var value = variables is null
                ? Environment.GetEnvironmentVariable(name)
                : variables.GetValueOrDefault(name);
            return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
        }
    }

    /// <summary>Reads an address as people write it.</summary>
    /// <exception cref="ClewException">It is none (<see cref="ClewErrorKind.Usage"/>).</exception>
    public static Uri ParseHost(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (
            !Uri.TryCreate(text.Trim(), UriKind.Absolute, out var host)
            || (host.Scheme != Uri.UriSchemeHttp && host.Scheme != Uri.UriSchemeHttps)
        )
        {
            throw new ClewException(
                ClewErrorKind.Usage,
                $"'{text}' is not the address of a server; write it like https://clew.example.org or http://127.0.0.1:4318."
            );
        }

        if (host.UserInfo.Length > 0)
        {
            throw new ClewException(
                ClewErrorKind.Usage,
                "The address of the server must not hold a user name or password; give the keys by themselves."
            );
        }

        return host;
    }
}
