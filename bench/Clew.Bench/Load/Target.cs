using System.Net;
using System.Net.Sockets;

namespace Clew.Bench.Load;

/// <summary>Where to send: a plain-text HTTP address.</summary>
sealed record Target(string Host, int Port)
{
    public string Authority => $"{Host}:{Port}";

    public Uri Base => new($"http://{Authority}/");

    public static Target Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Scheme != "http")
            throw new UsageException($"--target needs http://host:port, not '{url}'");
        return new Target(uri.Host, uri.Port);
    }

    public async Task<Socket> ConnectAsync(CancellationToken stop)
    {
        IPAddress address = (await Dns.GetHostAddressesAsync(Host, stop))[0];
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, Port), stop);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
