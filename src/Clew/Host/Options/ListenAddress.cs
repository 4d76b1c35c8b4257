using System.Globalization;
using System.Net;

namespace Clew.Host.Options;

/// <summary>An address and a port to listen on. Port 0 lets the system choose.</summary>
readonly record struct ListenAddress(IPAddress Address, int Port)
{
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>Listens on every address of the machine.</summary>
    public bool IsAny => Address.Equals(IPAddress.Any) || Address.Equals(IPAddress.IPv6Any);

    public IPEndPoint EndPoint => new(Address, Port);

    /// <summary>Returns what is wrong with the text, or null if it is an address.</summary>
    public static string? Parse(string text, out ListenAddress address)
    {
        address = default;
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? text : text[..colon];
        if (colon < 0 || !TryPort(text.AsSpan(colon + 1), out var port))
        {
            return "needs a port from 0 to 65535 after a colon, such as 127.0.0.1:4318";
        }

        if (host.Length == 0)
        {
            return "needs an address before the colon: 127.0.0.1 for this machine only, 0.0.0.0 for everyone";
        }

        if (TryAddress(host, out var ip))
        {
            address = new ListenAddress(ip, port);
            return null;
        }
        return "needs an IP address (an IPv6 address in brackets, as in [::1]:4318) or localhost";
    }

    static bool TryPort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= IPEndPoint.MaxPort;

    static bool TryAddress(string host, out IPAddress address)
    {
        address = IPAddress.Loopback;
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (host is "*" or "0.0.0.0")
        {
            address = IPAddress.Any;
            return true;
        }
        var bracketed = host is ['[', .., ']'];
        var inner = bracketed ? host[1..^1] : host;
        // Without the brackets, "::1:4318" would be read as an address without a port.
        if (bracketed != inner.Contains(':') || !IPAddress.TryParse(inner, out var parsed))
        {
            return false;
        }

        address = parsed;
        return bracketed || inner.Split('.').Length == 4;
    }

    public override string ToString() => EndPoint.ToString();
}
