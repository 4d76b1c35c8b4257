namespace Clew.Tests.Cli;

public sealed class PatchOutputTests : ClientFixture
{
    Task<(int Code, string Output, string Error)> PatchAsync(params string[] args) =>
        RunAsync(["traces", "patch-output", "trace-123", .. args]);

    string Sent() => Bodies()[^1].GetProperty("output").GetRawText();

    [Theory]
    [InlineData("""{"result": "success", "value": 42}""", """{"result": "success", "value": 42}""")]
    [InlineData("Operation completed successfully", "\"Operation completed successfully\"")]
    [InlineData("""[{"id": 1}, {"id": 2}]""", """[{"id": 1}, {"id": 2}]""")]
    [InlineData("{invalid json}", "\"{invalid json}\"")]
    [InlineData("42", "\"42\"")]
    [InlineData("true", "\"true\"")]
    [InlineData("null", "\"null\"")]
    [InlineData("42", "42", "--json")]
    [InlineData("3.14", "3.14", "--json")]
    [InlineData("true", "true", "--json")]
    [InlineData("null", "null", "--json")]
    [InlineData("\"\"", "\"\"", "--json")]
    [InlineData("""{"n": 12345678901234567890, "x": 1e-7}""", """{"n": 12345678901234567890, "x": 1e-7}""")]
    [InlineData("-5", "\"-5\"")]
    [InlineData("@file is text", "\"@file is text\"")]
    public async Task Data_on_the_line_is_JSON_if_it_looks_like_it(string data, string sent, params string[] flags)
    {
        var (code, output, error) = await PatchAsync([data, .. flags]);
        Assert.True(code == 0, error);
        Assert.Equal(sent, Sent());
        Assert.Equal(["id", "timestamp", "output"], Bodies()[^1].EnumerateObject().Select(member => member.Name));
        Assert.StartsWith("{\n  \"successes\": [\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains($"Sending to {Api.Address} (CLEW_HOST)", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_read_and_trimmed_and_wins_over_the_line_and_the_pipe()
    {
        var path = Around.Path("output.json");
        await File.WriteAllTextAsync(path, "\uFEFF\n {\"from\": \"file\"}\n\n");
        Around.Pipe("piped");
        Assert.Equal(0, (await PatchAsync("line", "--file", path)).Code);
        Assert.Equal("""{"from": "file"}""", Sent());
        Assert.Equal(0, (await PatchAsync("-f", path)).Code);
    }

    [Fact]
    public async Task What_is_piped_in_is_read_if_the_line_has_nothing()
    {
        Around.Pipe(" [1, 2]\n");
        Assert.Equal(0, (await PatchAsync()).Code);
        Assert.Equal("[1, 2]", Sent());
        Around.Pipe("piped");
        Assert.Equal(0, (await PatchAsync("line")).Code);
        Assert.Equal("\"line\"", Sent());
    }

    [Theory]
    [InlineData(1, "Error: Failed to parse output as JSON: {invalid json}", "{invalid json}", "--json")]
    [InlineData(1, "Error: File 'missing.json' does not exist.", "--file", "missing.json")]
    [InlineData(2, "Error: No output data provided. Provide as argument, --file, or via stdin.")]
    [InlineData(2, "Error: No output data provided.", "")]
    public async Task A_mistake_has_the_documented_words_and_sends_nothing(
        int expected,
        string told,
        params string[] args
    )
    {
        var (code, output, error) = await PatchAsync(args);
        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(told, error, StringComparison.Ordinal);
        Assert.Empty(Api.Requests);
    }

    [Theory]
    [InlineData("trace-123/../<script", 0)]
    [InlineData("", 2)]
    [InlineData("a\tb", 2)]
    public async Task Ids_are_opaque(string id, int expected)
    {
        var (code, _, _) = await RunAsync("traces", "patch-output", id, "x");
        Assert.Equal(expected, code);
    }

    [Fact]
    public async Task An_event_that_is_refused_is_a_failure_and_the_answer_is_printed()
    {
        Api.On(
            "POST /ingestion",
            """{"successes":[],"errors":[{"id":"unknown","status":400,"message":"Invalid"}]}""",
            207
        );
        var (code, output, error) = await PatchAsync("x");
        Assert.Equal(1, code);
        Assert.Contains("\"errors\": [", output, StringComparison.Ordinal);
        Assert.Contains("400 Invalid", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_are_refused_are_told_with_their_origin()
    {
        Api.On("POST /ingestion", """{"message":"Invalid credentials."}""", 401);
        var (code, output, error) = await PatchAsync("x");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("Invalid credentials.", error, StringComparison.Ordinal);
        Assert.Contains("No keys were given.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told()
    {
        var (code, output, error) = await PatchAsync("x", "--host", "http://127.0.0.1:1");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("Error: Cannot reach http://127.0.0.1:1", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merging_is_asked_of_Clew_and_refused_elsewhere()
    {
        Assert.Equal(0, (await PatchAsync("{}", "--merge")).Code);
        Assert.Equal("merge", Bodies()[^1].GetProperty("outputMode").GetString());
        Api.IsClew = false;
        var (code, _, error) = await PatchAsync("{}", "--merge");
        Assert.Equal(1, code);
        Assert.Contains("is not Clew", error, StringComparison.Ordinal);
        Assert.Single(Bodies());
    }

    [Fact]
    public async Task The_alias_tree_does_the_same()
    {
        Assert.Equal(0, (await RunAsync("fuse", "traces", "patch-output", "t", "x")).Code);
        Assert.Equal("\"x\"", Sent());
    }
}
