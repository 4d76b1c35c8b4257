using Microsoft.Extensions.Logging;

namespace Clew.Host.Options;

/// <summary>How traces are kept.</summary>
enum StoreKind
{
    Sqlite,

    /// <summary>Keeps everything in memory and forgets it at the end.</summary>
    Memory,

    /// <summary>Decodes and forgets; for measuring.</summary>
    Discard,
}

/// <summary>Everything about a server that can be chosen, already checked. Defaults live here and nowhere else.</summary>
sealed record ServerOptions
{
    public required string DataDirectory { get; init; }
    public ListenAddress Http { get; init; } = new(System.Net.IPAddress.Loopback, 4318);

    /// <summary>Null when OTLP/gRPC is off.</summary>
    public ListenAddress? Grpc { get; init; } = new(System.Net.IPAddress.Loopback, 4317);

    public StoreKind Store { get; init; } = StoreKind.Sqlite;

    /// <summary>Largest request, both as it arrives and decompressed; the limit that OTLP recommends.</summary>
    public long MaxRequestBytes { get; init; } = 64L << 20;

    /// <summary>
    /// Request bytes that may be in memory at once. Two of the largest requests fit, or more than a hundred of the
    /// usual ones of a megabyte.
    /// </summary>
    public long MaxInflightBytes { get; init; } = 128L << 20;

    /// <summary>Origins, lower case, that may send from a web page besides this server's own.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>The owner's prices, which come before the built-in ones; null if there are none.</summary>
    public OwnPriceFile? Prices { get; init; }

    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>Only this machine can reach the server, so that no key is needed.</summary>
    public bool IsLocal => Http.IsLoopback && (Grpc is null || Grpc.Value.IsLoopback);
}
