using System.Net;
using System.Net.Sockets;
using Clew.Host.Options;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Clew.Host;

/// <summary>The two ports. Without TLS a port cannot speak both HTTP/1.1 and HTTP/2, so each speaks one.</summary>
sealed class Listener(ServerOptions options)
{
    /// <summary>Ids may have 800 characters, each up to twelve bytes when percent-encoded; two of them fit in a path.</summary>
    const int LongestRequestLine = 32 << 10;

    /// <summary>Far more than senders have, and few enough that idle ones cannot take the memory.</summary>
    const int MostConnections = 4096;

    ListenOptions? http;
    ListenOptions? grpc;

    /// <summary>The port that was chosen, once listening.</summary>
    public int HttpPort => http?.IPEndPoint?.Port ?? 0;

    /// <summary>Null when gRPC is off.</summary>
    public int? GrpcPort => grpc?.IPEndPoint?.Port;

    public void Configure(IWebHostBuilder host)
    {
        host.UseKestrelCore();
        host.ConfigureServices(services => services.Configure<SocketTransportOptions>(Configure));
        host.ConfigureKestrel(Configure);
    }

    void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxRequestBytes;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
        kestrel.Listen(
            options.Http.EndPoint,
            listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                http = listen;
            }
        );
        if (options.Grpc is { } address)
        {
            kestrel.Listen(
                address.EndPoint,
                listen =>
                {
                    listen.Protocols = HttpProtocols.Http2;
                    grpc = listen;
                }
            );
        }
    }

    void Configure(SocketTransportOptions transport) => transport.CreateBoundListenSocket = Bind;

    /// <summary>Binds as usual, but here we know which port failed.</summary>
    Socket Bind(EndPoint endPoint)
    {
        try
        {
            return SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        }
        catch (SocketException e)
        {
            var setting = endPoint.Equals(options.Http.EndPoint) ? Setting.Http : Setting.Grpc;
            var reason = e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "the port is in use",
                SocketError.AddressNotAvailable => "this machine does not have the address",
                SocketError.AccessDenied => "this user may not use the port",
                _ => e.Message,
            };
            throw new Refusal($"Cannot listen on {endPoint}: {reason}. Choose another with {setting}.", e);
        }
    }
}
