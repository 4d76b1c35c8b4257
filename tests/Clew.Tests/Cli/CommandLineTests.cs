using System.Text.Json;
using Clew.Cli;
using Clew.Tests.Host;

namespace Clew.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    readonly Around around = new(("HOME", "/nowhere"));

    public void Dispose() => around.Dispose();

    async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        around.Output.GetStringBuilder().Clear();
        around.Error.GetStringBuilder().Clear();
        var code = await CommandLine.RunAsync(args, around.Surroundings, CancellationToken.None);
        return (code, around.Output.ToString(), around.Error.ToString());
    }

    Task<(int Code, string Output, string Error)> AdminAsync(params string[] args) =>
        RunAsync([.. args, "--data", around.Path("data")]);

    [Theory]
    [InlineData("See 'clew --help'.")]
    [InlineData("See 'clew --help'.", "nonsense")]
    [InlineData("See 'clew keys --help'.", "keys")]
    [InlineData("See 'clew keys revoke --help'.", "keys", "revoke")]
    [InlineData("See 'clew projects create --help'.", "projects", "create", "a", "b")]
    [InlineData("See 'clew serve --help'.", "serve", "--nonsense")]
    [InlineData("See 'clew serve --help'.", "serve", "--http", "nonsense")]
    public async Task Wrong_usage_is_2_and_points_to_the_help(string hint, params string[] args)
    {
        var (code, output, error) = await RunAsync(args);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.StartsWith("Error: ", error, StringComparison.Ordinal);
        Assert.EndsWith(hint + Environment.NewLine, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_in_flags_and_values_are_told_together()
    {
        var (code, _, error) = await RunAsync("serve", "--http", "x", "--store", "y", "--nonsense");
        Assert.Equal(2, code);
        Assert.Contains("--nonsense", error, StringComparison.Ordinal);
        Assert.Contains("--http (CLEW_HTTP)", error, StringComparison.Ordinal);
        Assert.Contains("--store (CLEW_STORE)", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_flag_with_its_variable()
    {
        var (code, output, _) = await RunAsync("serve", "--help");
        Assert.Equal(0, code);
        foreach (var setting in Clew.Host.Options.Setting.All)
        {
            Assert.Contains(setting.Flag, output, StringComparison.Ordinal);
            Assert.Contains($"[{setting.Variable}]", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Version_is_one_line()
    {
        var (code, output, _) = await RunAsync("version");
        Assert.Equal(0, code);
        Assert.Matches(@"^clew \d+\.\d+\.\d+\s*$", output);
    }

    [Fact]
    public async Task Projects_are_created_once_and_listed()
    {
        Assert.Equal(0, (await AdminAsync("projects", "create", "shop", "--name", "The [shop]")).Code);
        var (code, _, error) = await AdminAsync("projects", "create", "shop");
        Assert.Equal((1, "Error: There is a project 'shop' already."), (code, error.Trim()));
        Assert.Equal(1, (await AdminAsync("projects", "create", "No good")).Code);
        Assert.Contains("The [shop]", (await AdminAsync("projects", "list")).Output, StringComparison.Ordinal);
        using var list = JsonDocument.Parse((await AdminAsync("projects", "list", "--json")).Output);
        Assert.Equal(
            ["default", "shop"],
            list.RootElement.EnumerateArray().Select(p => p.GetProperty("id").GetString())
        );
    }

    [Fact]
    public async Task A_key_lives_from_create_to_revoke_and_its_secret_is_seen_once()
    {
        var (code, output, _) = await AdminAsync("keys", "create", "--note", "for Ada");
        Assert.Equal(0, code);
        var publicKey = Word(output, "pk-clew-");
        var secret = Word(output, "sk-clew-");
        Assert.Contains($"export OTEL_EXPORTER_OTLP_HEADERS=x-api-key={secret}", output, StringComparison.Ordinal);
        Assert.Contains($"export LANGFUSE_PUBLIC_KEY={publicKey}", output, StringComparison.Ordinal);
        Assert.Contains($"export LANGFUSE_SECRET_KEY={secret}", output, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(around.Path("data")))
        {
            Assert.DoesNotContain(
                secret,
                await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1),
                StringComparison.Ordinal
            );
        }

        var list = (await AdminAsync("keys", "list")).Output;
        Assert.Matches($"{publicKey} +default .* good +for Ada", list);
        Assert.DoesNotContain(secret, list, StringComparison.Ordinal);

        Assert.Equal(0, (await AdminAsync("keys", "revoke", publicKey)).Code);
        Assert.Contains(
            "revoked",
            (await AdminAsync("keys", "list", "--json", "--project", "default")).Output,
            StringComparison.Ordinal
        );
        var (again, _, error) = await AdminAsync("keys", "revoke", publicKey);
        Assert.Equal((1, $"Error: The key '{publicKey}' is revoked already."), (again, error.Trim()));
    }

    [Theory]
    [InlineData(
        "There is no project 'nowhere'; create it with 'clew projects create nowhere'.",
        "keys",
        "create",
        "--project",
        "nowhere"
    )]
    [InlineData(
        "There is no project 'nowhere'; create it with 'clew projects create nowhere'.",
        "keys",
        "list",
        "--project",
        "nowhere"
    )]
    [InlineData("There is no key 'pk-clew-0'.", "keys", "revoke", "pk-clew-0")]
    public async Task What_is_not_there_is_told(string told, params string[] args)
    {
        var (code, output, error) = await AdminAsync(args);
        Assert.Equal((1, "", "Error: " + told), (code, output, error.Trim()));
    }

    static string Word(string text, string prefix) =>
        text.Split([' ', '\n', '=']).First(word => word.StartsWith(prefix, StringComparison.Ordinal));
}
