using Clew.Cli.ScoreConfigs;
using Clew.Cli.Scores;
using Clew.Host;

namespace Clew.Tests.Cli;

public sealed class DocumentVerbTests : ClientFixture
{
    static readonly ClewScoreConfig Number = new(
        ClewJson.Parse("""{"id":"c","name":"n","dataType":"NUMERIC","minValue":0,"maxValue":10}""")
    );

    static readonly ClewScoreConfig Category = new(
        ClewJson.Parse(
            """{"name":"c","dataType":"CATEGORICAL","categories":[{"label":"Good","value":2},{"label":"Bad","value":1}]}"""
        )
    );

    static readonly ClewScoreConfig Truth = new(ClewJson.Parse("""{"name":"b","dataType":"BOOLEAN"}"""));

    [Theory]
    [InlineData("0.50", "0.50")]
    [InlineData("1e1", "1e1")]
    public void A_number_is_kept_as_written(string text, string sent) =>
        Assert.Equal(sent, ScoreValue.By(Number, text).GetRawText());

    [Theory]
    [InlineData("good", "\"Good\"")]
    [InlineData("1", "\"Bad\"")]
    public void A_category_is_found_by_label_or_number(string text, string sent) =>
        Assert.Equal(sent, ScoreValue.By(Category, text).GetRawText());

    [Theory]
    [InlineData("Yes", "1")]
    [InlineData("off", "0")]
    public void A_truth_has_many_words(string text, string sent) =>
        Assert.Equal(sent, ScoreValue.By(Truth, text).GetRawText());

    [Theory]
    [InlineData("11")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("x")]
    public void What_the_rules_do_not_allow_is_told(string text)
    {
        Assert.Throws<Refusal>(() => ScoreValue.By(Number, text));
        Assert.Throws<Refusal>(() => ScoreValue.By(Category, text));
        Assert.Throws<Refusal>(() => ScoreValue.By(Truth, text == "-1" ? "2" : text));
    }

    [Fact]
    public void There_are_22_presets_and_no_name_twice_or_too_long()
    {
        var all = Presets.All();
        Assert.Equal((22, 19), (all.Count, all.Count(preset => preset.Config.Categories.Count == 5)));
        Assert.Equal(22, all.Select(preset => preset.Config.Name).Distinct().Count());
        Assert.DoesNotContain(all, preset => preset.Config.Name.Length > 35);
    }

    [Fact]
    public async Task A_score_is_applied_by_the_name_of_its_rules()
    {
        Api.On(
                "GET /score-configs",
                """{"data":[{"id":"c1","name":"Quality","dataType":"NUMERIC","maxValue":10}],"meta":{}}"""
            )
            .On("POST /scores", """{"id":"s1"}""");
        var (code, output, error) = await RunAsync("scc", "apply", "quality", "--trace-id", "t", "-v", "7");
        Assert.True(code == 0, error);
        Assert.Contains("s1", output, StringComparison.Ordinal);
        var body = Api.Requests[^1].Json;
        Assert.Equal(("c1", 7), (body.GetProperty("configId").GetString(), body.GetProperty("value").GetInt32()));
        Assert.Equal(1, (await RunAsync("scc", "apply", "quality", "--trace-id", "t", "-v", "70")).Code);
    }

    [Fact]
    public async Task Presets_that_are_there_are_not_made_again()
    {
        Api.On("GET /score-configs", """{"data":[{"id":"c1","name":"Clarity","dataType":"CATEGORICAL"}],"meta":{}}""")
            .On("POST /score-configs", """{"id":"new"}""");
        var (code, output, _) = await RunAsync("scc", "presets", "install", "Clarity", "Tone");
        Assert.Equal(0, code);
        Assert.Contains("Clarity: there already", output, StringComparison.Ordinal);
        Assert.Contains("1 made.", output, StringComparison.Ordinal);
        Assert.Equal(5, Api.Requests[^1].Json.GetProperty("categories").GetArrayLength());
    }

    [Fact]
    public async Task Rules_go_out_to_a_file_and_come_in_again()
    {
        Api.On(
                "GET /score-configs",
                """{"data":[{"id":"c1","name":"A","dataType":"NUMERIC","minValue":0.5},{"id":"c2","name":"B","dataType":"BOOLEAN"}],"meta":{}}"""
            )
            .On("POST /score-configs", """{"id":"new"}""");
        var path = Around.Path("configs.json");
        Assert.Equal(0, (await RunAsync("scc", "export", "-o", path, "--no-metadata")).Code);
        var file = ClewJson.Parse(await File.ReadAllTextAsync(path));
        Assert.Equal(
            ("1.0", 2),
            (file.GetProperty("version").GetString(), file.GetProperty("totalConfigs").GetInt32())
        );
        Api.On("GET /score-configs", """{"data":[],"meta":{}}""");
        Assert.Equal(0, (await RunAsync("scc", "import", path, "--select", "A")).Code);
        Assert.Equal("""{"name":"A","dataType":"NUMERIC","minValue":0.5}""", Api.Requests[^1].Body);
    }

    [Fact]
    public async Task A_chat_prompt_must_be_JSON_and_its_contents_are_its_text()
    {
        Api.On("POST /v2/prompts", "{}")
            .On(
                "GET /v2/prompts/p",
                """{"name":"p","version":1,"type":"chat","prompt":[{"role":"system","content":"Be \"kind\""},{"role":"user","content":"Hi"}]}"""
            );
        var (code, _, error) = await RunAsync("prompts", "create", "p", "no json", "--type", "chat");
        Assert.Equal(1, code);
        Assert.Contains("Error: Chat prompt content must be valid JSON format.", error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("prompts", "create", "p", "[]", "--type", "chat", "--labels", "a", "b")).Code);
        Assert.Equal(2, Api.Requests[^1].Json.GetProperty("labels").GetArrayLength());
        Assert.Equal(
            "Be \"kind\"\nHi\n",
            (await RunAsync("prompts", "get", "p", "-c")).Output.ReplaceLineEndings("\n")
        );
        Assert.EndsWith("?label=latest", Api.Requests[^1].Path, StringComparison.Ordinal);
        Assert.Equal("Be \\\"kind\\\"\\nHi", (await RunAsync("prompts", "get", "p", "-e")).Output.Trim());
    }

    [Fact]
    public async Task Examples_for_fine_tuning_leave_out_items_without_an_answer()
    {
        Api.On("GET /v2/datasets/d", """{"name":"d"}""")
            .On(
                "GET /dataset-items",
                """{"data":[{"id":"1","input":"2+2?","expectedOutput":{"n":4}},{"id":"2","input":"x"}],"meta":{}}"""
            );
        var (_, openAi, note) = await RunAsync("datasets", "get", "d", "-oft");
        Assert.Equal(
            """{"messages":[{"role":"system","content":"You are a helpful assistant"},{"role":"user","content":"2+2?"},{"role":"assistant","content":"{\"n\":4}"}]}""",
            openAi.Trim()
        );
        Assert.Contains("Left out 1 of 2", note, StringComparison.Ordinal);
        var (_, gemini, _) = await RunAsync("datasets", "get", "d", "-gft", "--system-instruction", "S");
        Assert.Contains("""{"role":"model","parts":[{"text":"{\"n\":4}"}]}""", gemini, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_names_the_project()
    {
        Api.On("GET /projects", """{"data":[{"id":"p1"}]}""").On("POST /comments", """{"id":"c1"}""");
        var (code, output, _) = await RunAsync(
            "comments",
            "post",
            "Look here",
            "--object-type",
            "trace",
            "--object-id",
            "t"
        );
        Assert.Equal(0, code);
        Assert.Contains("c1", output, StringComparison.Ordinal);
        Assert.Equal(
            """{"projectId":"p1","objectType":"TRACE","objectId":"t","content":"Look here"}""",
            Api.Requests[^1].Body
        );
    }

    [Fact]
    public async Task A_file_is_uploaded_once_and_mentioned_beside_what_is_there()
    {
        var path = Around.Path("a.png");
        await File.WriteAllBytesAsync(path, [1, 2, 3]);
        Api.On("POST /media", """{"mediaId":"m1","uploadUrl":"/api/public/media/m1/bytes"}""")
            .On("PUT /media/m1/bytes", "")
            .On("PATCH /media/m1", "")
            .On("GET /traces/t", """{"id":"t","input":"see"}""");
        var (code, output, error) = await RunAsync("media", "upload", path, "t");
        Assert.True(code == 0, error);
        Assert.Contains("@@@langfuseMedia:type=image/png|id=m1|source=file@@@", output, StringComparison.Ordinal);
        Assert.Equal(
            "see\n@@@langfuseMedia:type=image/png|id=m1|source=file@@@",
            Bodies()[0].GetProperty("input").GetString()
        );
        Assert.Contains(
            Api.Requests,
            asked =>
                asked.Method == "PATCH" && asked.Body.Contains("\"uploadHttpStatus\":200", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_session_has_a_file_that_grows()
    {
        var path = Around.Path("session.yml");
        Assert.Equal(0, (await RunAsync("sessions", "create", "s", "u", "-f", path)).Code);
        Assert.Equal(0, (await RunAsync("sessions", "addnode", "s", "t", "u", "-n", "a: \"b\"", "-f", path)).Code);
        Assert.Equal(
            "session_id: \"s\"\nnodes:\n- trace_id: \"s\"\n  name: \"New Session\"\n- trace_id: \"t\"\n  name: \"a: \\\"b\\\"\"\n",
            (await RunAsync("sessions", "view", "-f", path)).Output
        );
    }
}
