using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Clew.Host.Options;

/// <summary>Makes <see cref="ServerOptions"/> of flags and environment, and finds everything that is wrong at once.</summary>
sealed class OptionsReader(IReadOnlyDictionary<string, string> flags, Surroundings around)
{
    /// <summary>A request's length is an <c>int</c> in many places below us; nobody needs more.</summary>
    const long LargestRequest = 1L << 30;

    const long SmallestRequest = 1L << 10;

    readonly List<string> errors = [];

    /// <param name="flags">Values given on the command line, by flag (<c>--http</c>).</param>
    /// <returns>The options, or null with at least one error.</returns>
    public static (ServerOptions? Options, IReadOnlyList<string> Errors) Read(
        IReadOnlyDictionary<string, string> flags,
        Surroundings around
    )
    {
        var reader = new OptionsReader(flags, around);
        var options = reader.Read();
        return (reader.errors.Count == 0 ? options : null, reader.errors);
    }

    /// <summary>The data directory alone, for verbs that need nothing else.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static string DataDirectory(IReadOnlyDictionary<string, string> flags, Surroundings around)
    {
        var reader = new OptionsReader(flags, around);
        var path = reader.ReadDataDirectory();
        return reader.errors is [var error, ..] ? throw new Refusal(error) : path;
    }

    /// <summary>The owner's prices alone, for verbs that need them.</summary>
    /// <exception cref="Refusal">There is something wrong with them.</exception>
    public static OwnPriceFile? Prices(IReadOnlyDictionary<string, string> flags, Surroundings around)
    {
        var reader = new OptionsReader(flags, around);
        var prices = reader.ReadPrices();
        return reader.errors is [var error, ..] ? throw new Refusal(error) : prices;
    }

    ServerOptions Read()
    {
        var options = new ServerOptions { DataDirectory = ReadDataDirectory() };
        options = options with
        {
            Http = ReadAddress(Setting.Http) ?? options.Http,
            Grpc = Given(Setting.Grpc) switch
            {
                null => options.Grpc,
                { } text when text.Equals("off", StringComparison.OrdinalIgnoreCase) => null,
                _ => ReadAddress(Setting.Grpc),
            },
            Store = ReadStore(options.Store),
            MaxRequestBytes =
                ReadSize(Setting.MaxRequestBytes, SmallestRequest, LargestRequest) ?? options.MaxRequestBytes,
            MaxInflightBytes =
                ReadSize(Setting.MaxInflightBytes, SmallestRequest, long.MaxValue) ?? options.MaxInflightBytes,
            AllowedOrigins = ReadOrigins(),
            Prices = ReadPrices(),
            LogLevel = ReadLogLevel(options.LogLevel),
        };
        CheckTogether(options);
        return options;
    }

    void CheckTogether(ServerOptions options)
    {
        if (options.Grpc is { Port: not 0 } grpc && grpc == options.Http)
        {
            Complain(Setting.Grpc, $"is the same as {Setting.Http}; HTTP and gRPC need a port each, or --grpc off");
        }

        if (options.MaxInflightBytes < options.MaxRequestBytes)
        {
            Complain(
                Setting.MaxInflightBytes,
                $"must not be less than {Setting.MaxRequestBytes}, or the largest request could never come in"
            );
        }
    }

    string ReadDataDirectory()
    {
        var path = Given(Setting.Data) ?? around.UserDataDirectory();
        if (path is null)
        {
            Complain(Setting.Data, "is needed, because this user has no home directory");
            return "";
        }
        return Path.GetFullPath(path);
    }

    ListenAddress? ReadAddress(Setting setting)
    {
        if (Given(setting) is not { } text)
        {
            return null;
        }

        if (ListenAddress.Parse(text, out var address) is { } complaint)
        {
            Complain(setting, $"is '{text}' but {complaint}{(setting == Setting.Grpc ? ", or off" : "")}");
            return null;
        }
        return address;
    }

    StoreKind ReadStore(StoreKind otherwise)
    {
        switch (Given(Setting.Store)?.ToLowerInvariant())
        {
            case null:
                return otherwise;
            case "sqlite":
                return StoreKind.Sqlite;
            case "memory":
                return StoreKind.Memory;
            case "discard":
                return StoreKind.Discard;
            case var other:
                Complain(Setting.Store, $"is '{other}' but must be sqlite, memory or discard");
                return otherwise;
        }
    }

    long? ReadSize(Setting setting, long least, long most)
    {
        if (Given(setting) is not { } text)
        {
            return null;
        }

        if (!ByteSize.TryParse(text, out var bytes))
        {
            Complain(setting, $"is '{text}' but must be a number of bytes, such as 67108864 or 64MiB");
        }
        else if (bytes < least || bytes > most)
        {
            Complain(setting, string.Create(CultureInfo.InvariantCulture, $"must be from {least} to {most} bytes"));
        }
        else
        {
            return bytes;
        }

        return null;
    }

    List<string> ReadOrigins()
    {
        var origins = new List<string>();
        const StringSplitOptions Clean = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        foreach (var text in (Given(Setting.AllowedOrigins) ?? "").Split(',', Clean))
        {
            if (
                Uri.TryCreate(text, UriKind.Absolute, out var origin)
                && origin.Scheme is "http" or "https"
                && origin.PathAndQuery == "/"
                && origin.UserInfo.Length == 0
            )
            {
                origins.Add(origin.GetLeftPart(UriPartial.Authority).ToLowerInvariant());
            }
            else
            {
                Complain(
                    Setting.AllowedOrigins,
                    $"has '{text}' but each must be scheme and host, such as https://app.example.com"
                        + (text == "*" ? "; any page at all cannot be allowed" : "")
                );
            }
        }

        return origins;
    }

    OwnPriceFile? ReadPrices()
    {
        if (Given(Setting.Prices) is not { } path)
        {
            return null;
        }

        var (file, mistakes) = OwnPriceFile.Read(path);
        foreach (var mistake in mistakes)
        {
            Complain(Setting.Prices, $"'{path}': {mistake.TrimEnd('.')}");
        }

        return file;
    }

    LogLevel ReadLogLevel(LogLevel otherwise)
    {
        if (Given(Setting.LogLevel) is not { } text)
        {
            return otherwise;
        }

        foreach (var level in Enum.GetValues<LogLevel>())
        {
            if (text.Equals(level.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                return level;
            }
        }

        Complain(Setting.LogLevel, $"is '{text}' but must be trace, debug, information, warning, error or none");
        return otherwise;
    }

    string? Given(Setting setting) =>
        flags.GetValueOrDefault(setting.Flag) ?? around.Environment.GetValueOrDefault(setting.Variable);

    void Complain(Setting setting, string what) => errors.Add($"{setting} {what}.");
}
