using System.Text.Json;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

/// <summary>The program as a person or a script starts it: pipes, exit codes, signals.</summary>
public sealed class CliTests
{
    static readonly string[] Nobody = ["--host", "http://127.0.0.1:1"];

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("pwsh")]
    public async Task A_script_for_completion_asks_the_program(string shell)
    {
        var (code, output, _) = await Executable.RunAsync("completion", shell);
        Assert.Equal(0, code);
        Assert.Contains("[suggest:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_are_suggested()
    {
        var (code, output, _) = await Executable.RunAsync("[suggest:14]", "clew traces pa");
        Assert.Equal(0, code);
        Assert.Contains("patch-output", output.Split('\n'));
    }

    [Fact]
    public async Task What_is_piped_in_is_read_and_what_goes_wrong_is_on_standard_error()
    {
        using var process = Executable.Start(["traces", "patch-output", "t", "--json", .. Nobody]);
        await process.StandardInput.WriteAsync("{invalid json}");
        process.StandardInput.Close();
        var (code, output, error) = await Executable.EndAsync(process);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("Error: Failed to parse output as JSON: {invalid json}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_exit_code_1()
    {
        var (code, output, error) = await Executable.RunAsync(["traces", "list", .. Nobody]);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("Cannot reach", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_is_asked_and_says_what_is_not_there()
    {
        await using var server = await Server.StartAsync();
        var host = server.Http.GetLeftPart(UriPartial.Authority);
        var (code, _, error) = await Executable.RunAsync("traces", "view", "none", "--host", host);
        Assert.Equal((1, "Error: Trace none not found within authorized project."), (code, error.Trim()));
        // Its own answer shows what it is, so that it may be asked to merge.
        (_, _, error) = await Executable.RunAsync("traces", "history", "none", "--host", host);
        Assert.DoesNotContain("is not Clew", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trace_is_made_its_output_set_and_both_are_shown()
    {
        await using var server = await Server.StartAsync();
        string[] there = ["--host", server.Http.GetLeftPart(UriPartial.Authority)];
        var made = await Executable.RunAsync([
            "fuse",
            "traces",
            "create",
            "trace-123",
            "-u",
            "john",
            "-n",
            "Data Processing",
            "-i",
            "[1]",
            .. there,
        ]);
        Assert.True(made.Code == 0, made.Error);

        const string Output = """{"big": 12345678901234567890, "small": 1e-7, "emoji": "😀", "none": null}""";
        using var process = Executable.Start(["traces", "patch-output", "trace-123", .. there]);
        await process.StandardInput.WriteAsync(Output);
        process.StandardInput.Close();
        var patched = await Executable.EndAsync(process);
        Assert.True(patched.Code == 0, patched.Error);
        Assert.Matches("\"id\": \"trace-123-patch-[0-9a-f]{8}\"", patched.Output);

        var (_, tree, _) = await Executable.RunAsync(["fuse", "traces", "trace-view", "trace-123", .. there]);
        Assert.Contains("Data Processing", tree, StringComparison.Ordinal);
        Assert.Contains("[1]", tree, StringComparison.Ordinal);
        var (_, json, _) = await Executable.RunAsync(["traces", "view", "trace-123", "--json", .. there]);
        Assert.Contains("\"big\": 12345678901234567890", json, StringComparison.Ordinal);
        Assert.Contains("\"small\": 1e-7", json, StringComparison.Ordinal);
        Assert.Contains("\"none\": null", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_output_has_the_answer_and_nothing_else_and_both_spellings_list()
    {
        await using var server = await Server.StartAsync();
        string[] there = ["--host", server.Http.GetLeftPart(UriPartial.Authority)];
        var (code, output, error) = await Executable.RunAsync([
            "traces",
            "patch-output",
            "trace-123",
            "{bad",
            .. there,
        ]);
        Assert.Equal(0, code);
        using var answer = JsonDocument.Parse(output);
        Assert.Equal(201, answer.RootElement.GetProperty("successes")[0].GetProperty("status").GetInt32());
        Assert.Contains("Sending to http://127.0.0.1:", error, StringComparison.Ordinal);
        Assert.Contains("Warning: this is not valid JSON, so it is sent as text", error, StringComparison.Ordinal);
        foreach (var verb in new string[][] { ["traces"], ["traces", "list"], ["fuse", "traces"] })
        {
            var listed = await Executable.RunAsync([.. verb, .. there]);
            Assert.Contains("{bad", listed.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Ctrl_C_ends_a_tail_with_130()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;
        using var tail = Executable.Start(["traces", "tail", "--host", $"http://127.0.0.1:{port}"]);
        // It has asked: from here on it waits for an answer that does not come.
        using var connection = await silent.AcceptTcpClientAsync();
        Assert.True(await connection.GetStream().ReadAsync(new byte[1]) > 0);
        Executable.Interrupt(tail.Id);
        var (code, _, error) = await Executable.EndAsync(tail);
        Assert.Equal((130, "Interrupted."), (code, error.Trim()));
    }
}
