using System.Text.Json;

namespace Clew.Tests.Cli;

public sealed class TracesVerbTests : ClientFixture
{
    const string Trace = """
        {"id":"t1","name":"weather","timestamp":"2026-11-21T08:00:00Z","userId":"john","sessionId":"s1","metadata":{},
         "input":{"q":"rain?\u001b[31m"},"output":"no","latency":1.5,"tags":["a"],
         "observations":[
           {"id":"o2","type":"GENERATION","name":"ask","parentObservationId":"o1","startTime":"2026-11-21T08:00:01Z","model":"gpt","input":"deep"},
           {"id":"o1","type":"SPAN","name":"root","startTime":"2026-11-21T08:00:00Z","endTime":"2026-11-21T08:00:02Z","level":"ERROR","statusMessage":"boom"},
           {"id":"x","type":"SPAN","name":"own parent","parentObservationId":"y","startTime":"2026-11-21T08:00:00Z"},
           {"id":"y","type":"SPAN","name":"cycle","parentObservationId":"x","startTime":"2026-11-21T08:00:00Z"}],
         "scores":[{"id":"s","name":"quality","value":0.5,"comment":"fine"}]}
        """;

    [Theory]
    [InlineData("traces")]
    [InlineData("traces", "list")]
    public async Task A_list_shows_the_traces_own_input_and_output(params string[] verb)
    {
        Api.On(
            "GET /traces",
            """{"data":[{"id":"t1","name":"weather","timestamp":"2026-11-21T08:00:00Z","input":{"q":"rain?"},"output":"no","observations":["a","b"]}],"meta":{"page":1,"limit":50,"totalItems":7,"totalPages":1}}"""
        );
        var (code, output, error) = await RunAsync(verb);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("""{"q":"rain?"}""", output, StringComparison.Ordinal);
        Assert.Contains("Total traces: 7", output, StringComparison.Ordinal);
        Assert.Equal(
            "t1",
            JsonOf((await RunAsync([.. verb, "--json"])).Output).GetProperty("data")[0].GetProperty("id").GetString()
        );
    }

    [Fact]
    public async Task The_flags_of_a_list_are_asked_of_the_server()
    {
        Api.On("GET /traces", """{"data":[],"meta":{}}""");
        await RunAsync("traces", "list", "--user", "j", "--tag", "a", "--tag", "b", "--since", "1h", "--limit", "3");
        Assert.Equal(
            "/api/public/traces?page=1&limit=3&userId=j&tags=a&tags=b&fromTimestamp=2026-11-21T07%3A30%3A00.123456Z",
            Api.Requests[0].Path
        );
    }

    [Fact]
    public async Task All_pages_are_one_answer()
    {
        Api.On("GET /traces", """{"data":[{"id":"t"}],"meta":{"page":1,"totalPages":1}}""");
        await RunAsync("traces", "--all");
        Assert.Contains("limit=100", Api.Requests[0].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_view_is_a_tree_with_everything_in_it_and_nothing_that_a_terminal_obeys()
    {
        Api.On("GET /traces/t1", Trace);
        var (code, output, _) = await RunAsync("traces", "tv", "t1");
        Assert.Equal(0, code);
        var lines = output.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("weather", lines[0]);
        Assert.Contains(
            lines,
            line =>
                line.StartsWith("  Output", StringComparison.Ordinal) && line.EndsWith("no", StringComparison.Ordinal)
        );
        Assert.Contains(
            lines,
            line =>
                line.StartsWith("  Input", StringComparison.Ordinal) && line.Contains("rain?", StringComparison.Ordinal)
        );
        Assert.Contains(
            lines,
            line =>
                line.StartsWith("└─ ▪ root", StringComparison.Ordinal)
                && line.Contains("ERROR boom", StringComparison.Ordinal)
        );
        Assert.Contains(
            lines,
            line =>
                line.StartsWith("   └─ ◆ ask", StringComparison.Ordinal)
                && line.Contains("running", StringComparison.Ordinal)
        );
        Assert.Contains(lines, line => line.Contains("own parent", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("cycle", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("quality  0.5", StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', output);
        Assert.DoesNotContain('\u001b', (await RunAsync("traces", "view", "t1", "--full")).Output);
    }

    [Fact]
    public async Task JSON_is_the_servers_with_numbers_as_they_came()
    {
        Api.On("GET /traces/t1", """{"id":"t1","output":12345678901234567890.10,"odd":"\ud800"}""");
        var (_, output, _) = await RunAsync("traces", "view", "t1", "--json");
        Assert.Equal(
            "{\n  \"id\": \"t1\",\n  \"output\": 12345678901234567890.10,\n  \"odd\": \"\\ud800\"\n}\n",
            output.ReplaceLineEndings("\n")
        );
    }

    [Fact]
    public async Task What_is_not_there_is_told()
    {
        var (code, output, error) = await RunAsync("traces", "view", "none");
        Assert.Equal((1, "", "Error: No /traces/none here."), (code, output, error.Trim()));
    }

    [Fact]
    public async Task Create_sends_what_was_given_and_can_speak_to_the_shell()
    {
        var (code, output, _) = await RunAsync(
            "traces",
            "create",
            "it's",
            "-u",
            "john",
            "-n",
            "Data",
            "-o",
            "0",
            "-m",
            """{"a":1}""",
            "--export-env"
        );
        Assert.Equal(
            (0, "export CLEW_TRACE_ID='it'\\''s'\nexport CLEW_USER_ID='john'\n"),
            (code, output.ReplaceLineEndings("\n"))
        );
        Assert.Equal(
            ["id", "timestamp", "name", "userId", "output", "metadata"],
            Bodies()[0].EnumerateObject().Select(member => member.Name)
        );
        Assert.Equal(1, (await RunAsync("traces", "create", "t", "-m", "no json")).Code);
    }

    [Fact]
    public async Task A_step_is_added_with_times_as_people_write_them()
    {
        var (code, _, error) = await RunAsync(
            "traces",
            "add-observation",
            "t",
            "o",
            "-tg",
            "--start-time",
            "261121083000",
            "--end-time",
            "2026-11-21T09:00:00+01:00"
        );
        Assert.True(code == 0, error);
        var body = Bodies()[0];
        Assert.Equal("2026-11-21T08:30:00.000000Z", body.GetProperty("startTime").GetString());
        Assert.Equal("2026-11-21T08:00:00.000000Z", body.GetProperty("endTime").GetString());
        Assert.Contains("generation-create", Api.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_steps_come_from_a_pipe_with_ids_and_an_order_of_their_own()
    {
        Around.Pipe("""[{"name":"a"},{"name":"b","type":"SPAN","parent_id":"t-obs-1"}]""");
        var (code, _, error) = await RunAsync("traces", "add-obs-batch", "t");
        Assert.True(code == 0, error);
        Assert.Equal(["t-obs-1", "t-obs-2"], Bodies().Select(body => body.GetProperty("id").GetString()));
        Assert.Equal("t-obs-1", Bodies()[1].GetProperty("parentObservationId").GetString());
        Assert.Single(Api.Requests);
    }

    [Theory]
    [InlineData("""[{"nmae":"a"}]""", "Observation 1 has 'nmae'")]
    [InlineData("""["a"]""", "Observation 1 is not an object")]
    [InlineData("[]", "no observations")]
    [InlineData("[{", "not valid JSON")]
    public async Task A_file_of_steps_that_is_wrong_is_told_and_nothing_is_sent(string text, string told)
    {
        Around.Pipe(text);
        var (code, _, error) = await RunAsync("traces", "add-observations", "t");
        Assert.Equal(1, code);
        Assert.Contains(told, error, StringComparison.Ordinal);
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public async Task A_dry_run_sends_nothing()
    {
        Around.Pipe("""{"observations":[{"name":"a"}]}""");
        var (code, output, _) = await RunAsync("traces", "add-observations", "t", "--dry-run");
        Assert.Equal((0, "a"), (code, JsonOf(output)[0].GetProperty("name").GetString()));
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public async Task Deleting_says_how_much_and_asks()
    {
        Api.On("GET /traces/t1", Trace).On("DELETE /traces/t1", """{"message":"Trace deleted successfully"}""");
        var (code, _, error) = await RunAsync("traces", "delete", "t1");
        Assert.Equal(2, code);
        Assert.Contains("1 trace with 4 observations", error, StringComparison.Ordinal);
        Around.Person("n");
        Assert.Equal(1, (await RunAsync("traces", "delete", "t1")).Code);
        Assert.DoesNotContain(Api.Requests, asked => asked.Method == "DELETE");
        Around.Person("y");
        Assert.Equal(0, (await RunAsync("traces", "delete", "t1")).Code);
        Assert.Single(Api.Requests, asked => asked.Method == "DELETE");
    }

    [Fact]
    public async Task A_tail_tells_each_trace_once()
    {
        Api.On("GET /traces", """{"data":[{"id":"t1","name":"a","timestamp":"2026-11-21T08:30:00.5Z"}],"meta":{}}""");
        var (code, output, _) = await RunAsync("traces", "tail", "--looks", "3");
        Assert.Equal(0, code);
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(
            3,
            Api.Requests.Count(asked => asked.Path.StartsWith("/api/public/traces", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_tail_looks_when_the_server_tells_of_something()
    {
        Api.On("GET /traces", """{"data":[],"meta":{}}""")
            .On("GET /api/v1/live", "event: ping\nid: 1\ndata: {}\n\nevent: trace\nid: 2\ndata: {}\n\n");
        // On this clock an hour never ends.
        var (code, _, _) = await RunAsync("traces", "tail", "--looks", "3", "--interval", "3600");
        Assert.Equal(0, code);
        Assert.Contains(Api.Requests, asked => asked.Path.StartsWith("/api/v1/live?from=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_export_has_one_trace_a_line()
    {
        Api.On("GET /traces", """{"data":[{"id":"t1"},{"id":"t2"}],"meta":{}}""")
            .On("GET /traces/t1", "{\n\"id\":\"t1\"}")
            .On("GET /traces/t2", """{"id":"t2"}""");
        var (code, output, _) = await RunAsync("traces", "export");
        Assert.Equal(0, code);
        Assert.Equal(
            ["t1", "t2"],
            output
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => JsonOf(l).GetProperty("id").GetString())
        );
    }

    [Fact]
    public async Task History_is_for_Clew()
    {
        Api.On(
            "GET /api/v1/traces/t1/history",
            """{"traceId":"t1","current":[1],"entries":[{"field":"output","mode":"replace","value":"first","time":"2026-11-21T08:00:00Z","isCurrent":false}]}"""
        );
        Assert.Contains("first", (await RunAsync("traces", "history", "t1")).Output, StringComparison.Ordinal);
        Api.IsClew = false;
        Assert.Equal(1, (await RunAsync("traces", "history", "t1")).Code);
    }

    static JsonElement JsonOf(string text) => ClewJson.Parse(text);
}
