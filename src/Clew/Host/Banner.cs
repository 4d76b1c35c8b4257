using Clew.Host.Access;
using Clew.Host.Options;

namespace Clew.Host;

/// <summary>What a person sees when the server listens. Lines to copy stand alone and are never wrapped.</summary>
static class Banner
{
    public static string Text(ServerState state)
    {
        var options = state.Options;
        var grpc = state.Grpc ?? "off";
        var mode = options.IsLocal
            ? $"local: this machine only, no key needed, project {LocalPair.Project}"
            : "keys: every request needs one; 'clew keys create' makes more";
        return $"""
            Clew {Surroundings.Version}

              Page        {state.Http}
              OTLP/HTTP   {state.Http}
              OTLP/gRPC   {grpc}
              Data        {Kept(options)}
              Mode        {mode}

            To send traces with an OpenTelemetry SDK:

            {OpenTelemetry(state)}

            With a Langfuse SDK:

            {Langfuse(state)}

            Ctrl-C stops it.

            """;
    }

    static string Kept(ServerOptions options) =>
        options.Store switch
        {
            StoreKind.Memory => $"in memory, gone at the end ({options.DataDirectory} is not written to)",
            StoreKind.Discard => "discarded",
            _ => options.DataDirectory,
        };

    static string OpenTelemetry(ServerState state) =>
        ClientLines.OpenTelemetry(state.Http, state.Options.IsLocal ? null : "sk-clew-…");

    static string Langfuse(ServerState state) =>
        state.Options.IsLocal
            ? ClientLines.Langfuse(state.Http, LocalPair.PublicKey, LocalPair.SecretKey)
            : ClientLines.Langfuse(state.Http, "pk-clew-…", "sk-clew-…");
}
