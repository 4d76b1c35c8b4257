namespace Clew.Host.Options;

/// <summary>One thing about the server that can be set, by flag or by variable. The flag wins.</summary>
/// <param name="Shape">What a value looks like, for the help text.</param>
sealed record Setting(string Flag, string Variable, string Shape, string Meaning)
{
    public static Setting Data { get; } =
        new("--data", "CLEW_DATA", "DIR", "Where everything is kept (default: the user's data directory)");

    public static Setting Http { get; } =
        new("--http", "CLEW_HTTP", "ADDR:PORT", "Page, API and OTLP/HTTP (default: 127.0.0.1:4318)");

    public static Setting Grpc { get; } =
        new("--grpc", "CLEW_GRPC", "ADDR:PORT", "OTLP/gRPC without TLS (default: 127.0.0.1:4317); off for none");

    public static Setting Store { get; } =
        new("--store", "CLEW_STORE", "sqlite|memory|discard", "How traces are kept (default: sqlite)");

    public static Setting MaxRequestBytes { get; } =
        new(
            "--max-request-bytes",
            "CLEW_MAX_REQUEST_BYTES",
            "BYTES",
            "Largest request, before and after decompression (default: 64MiB)"
        );

    public static Setting MaxInflightBytes { get; } =
        new(
            "--max-inflight-bytes",
            "CLEW_MAX_INFLIGHT_BYTES",
            "BYTES",
            "Request bytes in memory before senders are told to wait (default: 128MiB)"
        );

    public static Setting AllowedOrigins { get; } =
        new(
            "--allowed-origins",
            "CLEW_ALLOWED_ORIGINS",
            "ORIGIN,…",
            "Web pages that may send traces, such as https://app.example.com"
        );

    public static Setting Prices { get; } =
        new("--prices", "CLEW_PRICES", "FILE", "Your own prices of models, as JSON; see docs/prices.md");

    public static Setting LogLevel { get; } =
        new("--log-level", "CLEW_LOG_LEVEL", "LEVEL", "trace, debug, information, warning (default), error or none");

    public static IReadOnlyList<Setting> All { get; } =
    [Data, Http, Grpc, Store, MaxRequestBytes, MaxInflightBytes, AllowedOrigins, Prices, LogLevel];

    /// <summary>How an error names it.</summary>
    public override string ToString() => $"{Flag} ({Variable})";
}
