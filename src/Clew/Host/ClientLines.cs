namespace Clew.Host;

/// <summary>The lines that point a client at this server, ready to be pasted into a shell.</summary>
static class ClientLines
{
    /// <param name="secret">Null where no key is needed.</param>
    public static string OpenTelemetry(string address, string? secret)
    {
        var lines = $"""
            export OTEL_EXPORTER_OTLP_ENDPOINT={address}
            export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
            """;
        // This header, because its value needs no percent-encoding, which SDKs treat differently.
        return secret is null ? lines : lines + $"\nexport OTEL_EXPORTER_OTLP_HEADERS=x-api-key={secret}";
    }

    /// <summary>Langfuse renamed the variable of the address; both are read by some version.</summary>
    public static string Langfuse(string address, string publicKey, string secretKey) =>
        $"""
            export LANGFUSE_HOST={address}
            export LANGFUSE_BASE_URL={address}
            export LANGFUSE_PUBLIC_KEY={publicKey}
            export LANGFUSE_SECRET_KEY={secretKey}
            """;
}
