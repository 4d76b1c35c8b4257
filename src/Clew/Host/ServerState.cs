using Clew.Host.Options;

namespace Clew.Host;

/// <summary>What the running server knows of itself. The addresses are there once it listens.</summary>
sealed class ServerState(ServerOptions options, Surroundings around)
{
    public ServerOptions Options => options;

    /// <summary>Base address of the page, the API and OTLP/HTTP.</summary>
    public string Http { get; private set; } = "";

    /// <summary>Base address of OTLP/gRPC; null when it is off.</summary>
    public string? Grpc { get; private set; }

    public void ListensAt(int httpPort, int? grpcPort)
    {
        Http = Address(options.Http, httpPort);
        Grpc = options.Grpc is { } grpc && grpcPort is { } port ? Address(grpc, port) : null;
    }

    /// <summary>As <see cref="Http"/>, but good on this machine also when others use the machine's name.</summary>
    public string HttpFromHere(int port) =>
        options.Http.IsAny ? $"http://127.0.0.1:{port}" : Address(options.Http, port);

    string Address(ListenAddress configured, int port) =>
        configured.IsAny ? $"http://{around.MachineName}:{port}" : $"http://{configured with { Port = port }}";
}
