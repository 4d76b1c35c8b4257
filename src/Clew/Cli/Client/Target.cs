using System.CommandLine;
using Clew.Host;

namespace Clew.Cli.Client;

/// <summary>
/// The server and the keys of a call, each with where it was named: a flag, a file or profile given on the line, a
/// variable, or nothing, which is the server on this machine.
/// </summary>
/// <param name="HostFrom">Null for the server that nobody named.</param>
/// <param name="KeysFrom">Null without keys.</param>
sealed record Target(Uri Host, string? HostFrom, string? PublicKey, string? SecretKey, string? KeysFrom)
{
    /// <summary>For the line that says where something is sent.</summary>
    public string Text => $"{Host.GetLeftPart(UriPartial.Path).TrimEnd('/')} ({HostFrom ?? "this machine"})";

    /// <exception cref="Refusal">A file or profile is not there.</exception>
    /// <exception cref="ClewException">The host is not an address.</exception>
    public static Target Of(ParseResult parsed, Surroundings around)
    {
        var layers = Layers(parsed, around).ToArray();
        var flagHost = parsed.GetValue<string?>(ClientFlags.Host);
        var (host, hostFrom) = flagHost is not null ? (flagHost, ClientFlags.Host) : Find(layers);
        var publicKey = parsed.GetValue<string?>(ClientFlags.PublicKey);
        var secretKey = parsed.GetValue<string?>(ClientFlags.SecretKey);
        var keysFrom = publicKey is null && secretKey is null ? null : "flags";
        if (keysFrom is null)
        {
            (publicKey, secretKey, keysFrom) = FindKeys(layers);
        }

        return new Target(
            host is null ? ClewClientOptions.LocalHost : ClewClientOptions.ParseHost(host),
            hostFrom,
            publicKey,
            secretKey,
            keysFrom
        );
    }

    /// <summary>Every variable that holds for this call, those of files first.</summary>
    public static IReadOnlyDictionary<string, string> Variables(ParseResult parsed, Surroundings around)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Layers(parsed, around).SelectMany(layer => layer.Variables))
        {
            all.TryAdd(name, value);
        }

        return all;
    }

    static IEnumerable<(string? Name, IReadOnlyDictionary<string, string> Variables)> Layers(
        ParseResult parsed,
        Surroundings around
    )
    {
        foreach (var file in Files(parsed))
        {
            yield return (file, EnvFile.Read(file));
        }

        if (parsed.GetValue<string?>(ClientFlags.Profile) is { } profile)
        {
            var path = Profiles.Path(profile, around);
            yield return ($"profile {profile}", File.Exists(path) ? EnvFile.Read(path) : throw Profiles.Missing(path));
        }

        yield return (null, around.Environment);
    }

    /// <summary>The flag may stand before the group and after it; both count, the last first.</summary>
    static IEnumerable<string> Files(ParseResult parsed)
    {
        var files = new List<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as System.CommandLine.Parsing.CommandResult)
        {
            foreach (var option in at.Command.Options.Where(option => option.Name == ClientFlags.Env))
            {
                files.AddRange((at.GetValue((Option<string[]>)option) ?? []).Reverse());
            }
        }

        return files.Distinct();
    }

    static (string? Host, string? From) Find(
        IEnumerable<(string? Name, IReadOnlyDictionary<string, string> Variables)> layers
    )
    {
        foreach (var (layer, variables) in layers)
        {
            foreach (var name in ClewClientOptions.HostVariables)
            {
                if (variables.GetValueOrDefault(name) is { Length: > 0 } value)
                {
                    return (value, layer is null ? name : $"{name} in {layer}");
                }
            }
        }

        return default;
    }

    static (string? PublicKey, string? SecretKey, string? From) FindKeys(
        IEnumerable<(string? Name, IReadOnlyDictionary<string, string> Variables)> layers
    )
    {
        foreach (var (layer, variables) in layers)
        {
            foreach (var (publicName, secretName) in ClewClientOptions.KeyVariables)
            {
                var publicKey = variables.GetValueOrDefault(publicName);
                var secretKey = variables.GetValueOrDefault(secretName);
                if (publicKey is { Length: > 0 } || secretKey is { Length: > 0 })
                {
                    return (publicKey, secretKey, layer is null ? secretName : $"{secretName} in {layer}");
                }
            }
        }

        return default;
    }
}
