using Clew.Cli;
using Clew.Cli.Client;
using Clew.Host;
using Clew.Tests.Host;

namespace Clew.Tests.Cli;

public sealed class TargetTests : IDisposable
{
    readonly Around around = new(
        ("LANGFUSE_HOST", "https://cloud.example"),
        ("LANGFUSE_PUBLIC_KEY", "pk-cloud"),
        ("LANGFUSE_SECRET_KEY", "sk-cloud")
    );

    public void Dispose() => around.Dispose();

    Target Of(Surroundings surroundings, params string[] args) =>
        Target.Of(CommandLine.Create(surroundings).Parse(args), surroundings);

    string Envs(string name, string text)
    {
        var path = around.Path(name);
        File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public void Nothing_means_this_machine()
    {
        var target = Of(around.Surroundings with { Environment = new Dictionary<string, string>() }, "traces");
        Assert.Equal((ClewClientOptions.LocalHost, null, null), (target.Host, target.HostFrom, target.SecretKey));
        Assert.Equal("http://127.0.0.1:4318 (this machine)", target.Text);
    }

    [Fact]
    public void Variables_are_named()
    {
        var target = Of(around.Surroundings, "traces", "list");
        Assert.Equal("https://cloud.example (LANGFUSE_HOST)", target.Text);
        Assert.Equal(("pk-cloud", "sk-cloud"), (target.PublicKey, target.SecretKey));
    }

    [Fact]
    public void A_file_wins_over_the_shell_and_a_flag_over_both()
    {
        var file = Envs("a.env", "# mine\nexport CLEW_HOST=\"http://file.example\" \nCLEW_SECRET_KEY='sk-file'\n");
        var target = Of(around.Surroundings, "traces", "list", "--env", file);
        Assert.Equal(new Uri("http://file.example"), target.Host);
        Assert.Equal((null, "sk-file"), (target.PublicKey, target.SecretKey));
        Assert.Equal(new Uri("http://file.example"), Of(around.Surroundings, "--env", file, "fuse", "traces").Host);
        var flagged = Of(around.Surroundings, "traces", "--env", file, "--host", "http://flag.example");
        Assert.Equal(new Uri("http://flag.example"), flagged.Host);
    }

    [Fact]
    public void A_profile_is_a_file_in_the_configuration_directory()
    {
        var here = around.Surroundings with
        {
            Environment = new Dictionary<string, string> { ["XDG_CONFIG_HOME"] = around.Path("") },
        };
        Directory.CreateDirectory(Path.Combine(around.Path("clew"), "profiles"));
        File.WriteAllText(Path.Combine(around.Path("clew"), "profiles", "work.env"), "CLEW_HOST=http://work.example");
        Assert.Equal(new Uri("http://work.example"), Of(here, "scores", "--profile", "work").Host);
        Assert.Throws<Refusal>(() => Of(here, "scores", "--profile", "../work"));
        Assert.Throws<Refusal>(() => Of(here, "scores", "--profile", "home"));
    }

    [Fact]
    public void A_file_that_is_not_there_is_told() =>
        Assert.Contains(
            "Environment file not found: nowhere.env",
            Assert.Throws<Refusal>(() => Of(around.Surroundings, "traces", "--env", "nowhere.env")).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("it's")]
    [InlineData("a # b \"c\" $d")]
    public void A_line_is_read_back(string value) =>
        Assert.Equal(value, EnvFile.Read(Envs("b.env", EnvFile.Line("NAME", value)))["NAME"]);
}
