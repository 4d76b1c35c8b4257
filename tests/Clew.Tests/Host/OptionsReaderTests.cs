using Clew.Host.Options;
using Microsoft.Extensions.Logging;

namespace Clew.Tests.Host;

public sealed class OptionsReaderTests
{
    static (ServerOptions? Options, IReadOnlyList<string> Errors) Read(
        Dictionary<string, string> flags,
        params (string Name, string Value)[] variables
    )
    {
        using var around = new Around([("HOME", "/home/ada"), .. variables]);
        return OptionsReader.Read(flags, around.Surroundings);
    }

    [Fact]
    public void Nothing_given_means_this_machine_only()
    {
        var (options, errors) = Read([]);
        Assert.Empty(errors);
        Assert.NotNull(options);
        Assert.Equal("127.0.0.1:4318", options.Http.ToString());
        Assert.Equal("127.0.0.1:4317", options.Grpc.ToString());
        Assert.Equal(StoreKind.Sqlite, options.Store);
        Assert.Equal(64L << 20, options.MaxRequestBytes);
        Assert.Equal(128L << 20, options.MaxInflightBytes);
        Assert.Empty(options.AllowedOrigins);
        Assert.Equal(LogLevel.Warning, options.LogLevel);
        Assert.True(options.IsLocal);
    }

    [Fact]
    public void A_flag_wins_over_its_variable()
    {
        var (options, _) = Read(
            new() { ["--http"] = "127.0.0.1:1" },
            ("CLEW_HTTP", "127.0.0.1:2"),
            ("CLEW_STORE", "memory")
        );
        Assert.Equal(1, options!.Http.Port);
        Assert.Equal(StoreKind.Memory, options.Store);
    }

    [Fact]
    public void Every_mistake_is_told_at_once_with_flag_and_variable()
    {
        var (options, errors) = Read(
            new()
            {
                ["--http"] = "nonsense",
                ["--store"] = "postgres",
                ["--max-request-bytes"] = "much",
                ["--prices"] = "/nowhere/prices.json",
            },
            ("CLEW_GRPC", "127.0.0.1:99999"),
            ("CLEW_ALLOWED_ORIGINS", "https://good.example, *"),
            ("CLEW_LOG_LEVEL", "loud"),
            ("CLEW_MAX_INFLIGHT_BYTES", "1")
        );
        Assert.Null(options);
        Assert.Equal(7, errors.Count);
        foreach (var setting in Setting.All.Where(setting => setting != Setting.Data))
        {
            var told = Assert.Single(errors, error => error.StartsWith(setting.Flag + " ", StringComparison.Ordinal));
            Assert.Contains($"({setting.Variable})", told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void One_port_cannot_do_both()
    {
        var (_, errors) = Read(new() { ["--http"] = "127.0.0.1:4317" });
        Assert.StartsWith("--grpc (CLEW_GRPC) is the same as --http", Assert.Single(errors), StringComparison.Ordinal);
        Assert.Empty(Read(new() { ["--http"] = "127.0.0.1:0", ["--grpc"] = "127.0.0.1:0" }).Errors);
    }

    [Fact]
    public void The_largest_request_must_fit()
    {
        var (_, errors) = Read(new() { ["--max-request-bytes"] = "256MiB" });
        Assert.StartsWith("--max-inflight-bytes", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Grpc_can_be_off()
    {
        var (options, _) = Read(new() { ["--grpc"] = "OFF", ["--http"] = "127.0.0.1:4317" });
        Assert.Null(options!.Grpc);
    }

    [Theory]
    [InlineData("127.0.0.1:4318", "127.0.0.1:4317", true)]
    [InlineData("[::1]:4318", "off", true)]
    [InlineData("127.7.7.7:4318", "localhost:4317", true)]
    [InlineData("0.0.0.0:4318", "off", false)]
    [InlineData("127.0.0.1:4318", "[::]:4317", false)]
    [InlineData("10.0.0.1:4318", "127.0.0.1:4317", false)]
    public void Local_means_that_every_port_is_on_loopback(string http, string grpc, bool isLocal) =>
        Assert.Equal(isLocal, Read(new() { ["--http"] = http, ["--grpc"] = grpc }).Options!.IsLocal);

    [Fact]
    public void Origins_are_kept_as_browsers_send_them()
    {
        var (options, _) = Read(
            [],
            ("CLEW_ALLOWED_ORIGINS", "https://App.Example.com/ , http://localhost:3000,https://a.example:443")
        );
        Assert.Equal(
            ["https://app.example.com", "http://localhost:3000", "https://a.example"],
            options!.AllowedOrigins
        );
    }

    [Fact]
    public void A_user_without_a_home_must_say_where()
    {
        using var around = new Around();
        var (_, errors) = OptionsReader.Read(new Dictionary<string, string>(), around.Surroundings);
        Assert.StartsWith("--data (CLEW_DATA) is needed", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void The_data_directory_follows_the_desktop_rules()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }
        Assert.Equal("/home/ada/.local/share/clew", Read([]).Options!.DataDirectory);
        Assert.Equal("/data/clew", Read([], ("XDG_DATA_HOME", "/data")).Options!.DataDirectory);
        Assert.Equal("/home/ada/.local/share/clew", Read([], ("XDG_DATA_HOME", "relative")).Options!.DataDirectory);
    }
}
