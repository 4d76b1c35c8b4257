using System.Net;
using System.Text.Json;
using Clew.Mcp;
using Clew.Mcp.Answers;
using Clew.Mcp.Prompts;
using Clew.Mcp.Resources;

namespace Clew.Tests.Mcp;

public sealed class FuseToolsTests
{
    const string Configs =
        """{"data":[{"id":"c1","name":"quality","dataType":"NUMERIC","minValue":0,"maxValue":10},{"id":"c2","name":"mood","dataType":"CATEGORICAL","categories":[{"label":"Good","value":1},{"label":"Bad","value":0}]},{"id":"c3","name":"useful","dataType":"BOOLEAN"}],"meta":{"page":1,"limit":100,"totalItems":3,"totalPages":1}}""";

    static FakeApi Api() =>
        new FakeApi().Answer("/api/public/score-configs", Configs).Answer("/api/public/scores", """{"id":"s1"}""");

    static JsonElement Sent(FakeApi api, string path) =>
        JsonDocument.Parse(Assert.Single(api.Asked, asked => asked.Line == $"POST {path}").Body).RootElement;

    [Theory]
    [InlineData("quality", "7.5", "7.5")]
    [InlineData("quality", "\"7.5\"", "7.5")]
    [InlineData("mood", "\"gOOd\"", "\"Good\"")]
    [InlineData("mood", "0", "\"Bad\"")]
    [InlineData("useful", "true", "1")]
    [InlineData("useful", "\"off\"", "0")]
    public async Task A_score_goes_out_by_the_rules_of_its_configuration(string config, string value, string sent)
    {
        var api = Api();
        await api.JsonAsync(
            "coaia_fuse_score_apply",
            $$"""{"config_name_or_id":"{{config}}","target_type":"trace","target_id":"t","observation_id":"o","value":{{value}},"comment":"why"}"""
        );
        var score = Sent(api, "/api/public/scores");
        Assert.Equal(sent, score.GetProperty("value").GetRawText());
        Assert.Equal(config, score.GetProperty("name").GetString());
        Assert.Equal("t", score.GetProperty("traceId").GetString());
        Assert.Equal("o", score.GetProperty("observationId").GetString());
        Assert.Equal("why", score.GetProperty("comment").GetString());
    }

    [Theory]
    [InlineData("quality", "11", "'value' is 11; this score goes from 0 to 10.")]
    [InlineData("quality", "\"NaN\"", "'value' is \"NaN\" but this score is a number.")]
    [InlineData("mood", "\"so so\"", "'value' is \"so so\"; this score is one of Good, Bad.")]
    [InlineData("useful", "2", "'value' is 2 but this score is true or false.")]
    [InlineData("none", "2", "There is no score configuration 'none'. There are quality, mood, useful.")]
    public async Task A_score_that_does_not_fit_is_refused(string config, string value, string reason)
    {
        var api = Api();
        Assert.Equal(
            reason,
            await api.FailureAsync(
                "coaia_fuse_score_apply",
                $$"""{"config_name_or_id":"{{config}}","target_type":"session","target_id":"t","value":{{value}}}"""
            )
        );
        Assert.DoesNotContain(api.Asked, asked => asked.Line.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_trace_and_a_step_go_out_with_what_was_given_and_nothing_else()
    {
        var api = new FakeApi();
        await api.JsonAsync(
            "coaia_fuse_trace_create",
            """{"trace_id":"t","name":"n","user_id":null,"input_data":0,"metadata":{"a":1}}"""
        );
        await api.JsonAsync(
            "coaia_fuse_add_observation",
            """{"observation_id":"o","trace_id":"t","name":"step","start_time":"2611201200","end_time":"2026-11-20T12:00:05Z","output_data":false}"""
        );
        var bodies = api
            .Asked.Select(asked => JsonDocument.Parse(asked.Body).RootElement.GetProperty("batch")[0])
            .Select(item => item.GetProperty("body"))
            .ToArray();
        Assert.Equal("0", bodies[0].GetProperty("input").GetRawText());
        Assert.False(bodies[0].TryGetProperty("userId", out _));
        Assert.False(bodies[0].TryGetProperty("output", out _));
        Assert.Equal("""{"a":1}""", bodies[0].GetProperty("metadata").GetRawText());
        Assert.Equal("false", bodies[1].GetProperty("output").GetRawText());
        Assert.StartsWith(
            "2026-11-20T12:00:00",
            bodies[1].GetProperty("startTime").GetString(),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "2026-11-20T12:00:05",
            bodies[1].GetProperty("endTime").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Documents_are_read_and_commented()
    {
        var api = new FakeApi()
            .Answer("/api/public/v2/prompts/my%2Fprompt", """{"name":"my/prompt","version":3,"prompt":"Hi {{x}}"}""")
            .Answer("/api/public/v2/datasets/d", """{"id":"1","name":"d"}""")
            .Answer(
                "/api/public/dataset-items",
                """{"data":[{"id":"i"}],"meta":{"page":1,"totalItems":1,"totalPages":1}}"""
            )
            .Answer("/api/public/projects", """{"data":[{"id":"p","name":"P"}]}""")
            .Answer("/api/public/comments", """{"id":"c"}""");
        var prompt = await api.JsonAsync("coaia_fuse_prompts_get", """{"name":"my/prompt"}""");
        Assert.Equal("Hi {{x}}", prompt.GetProperty("prompt").GetProperty("prompt").GetString());
        var dataset = await api.JsonAsync("coaia_fuse_datasets_get", """{"name":"d"}""");
        Assert.Equal("i", dataset.GetProperty("items")[0].GetProperty("id").GetString());
        var comment = await api.JsonAsync(
            "coaia_fuse_comments_create",
            """{"text":"well done","object_type":"Trace","object_id":"t"}"""
        );
        Assert.Equal("c", comment.GetProperty("comment_id").GetString());
        Assert.Equal("TRACE", Sent(api, "/api/public/comments").GetProperty("objectType").GetString());
        Assert.Contains(api.Asked, asked => asked.Line.EndsWith("/my%2Fprompt?label=latest", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_refused()
    {
        var api = new FakeApi().Answer("/api/public/media", "{}", HttpStatusCode.OK);
        Assert.Equal(
            "There is no file '/nowhere/a.png'.",
            await api.FailureAsync("coaia_fuse_media_upload", """{"file_path":"/nowhere/a.png","trace_id":"t"}""")
        );
        Assert.Empty(api.Asked);
    }

    [Theory]
    [InlineData("2026-11-20T12:00:00Z", "2026-11-20T12:00:00Z")]
    [InlineData("2026-11-20T14:00:00+02:00", "2026-11-20T12:00:00Z")]
    [InlineData("2026-11-20", "2026-11-20T00:00:00Z")]
    [InlineData("261120120001", "2026-11-20T12:00:01Z")]
    [InlineData("9911201200", "2099-11-20T12:00:00Z")]
    public void A_time_is_read_in_each_form(string text, string time) =>
        Assert.Equal(
            DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture),
            Times.Read(text, "at")
        );

    [Theory]
    [InlineData("now")]
    [InlineData("1763640000")]
    [InlineData("261320120001")]
    public void What_is_no_time_is_refused(string text) => Assert.Throws<ToolRefusal>(() => Times.Read(text, "at"));

    [Fact]
    public void Templates_use_what_they_declare()
    {
        var templates = TraceTemplates.Load().All;
        Assert.True(templates.Count >= 5);
        foreach (var template in templates)
        {
            var text = template.GetRawText();
            foreach (var variable in template.List("variables"))
            {
                Assert.Contains("{{" + variable.Text("name") + "}}", text, StringComparison.Ordinal);
            }

            var steps = template.List("steps").Select(step => step.Text("name")).ToList();
            var parents = template.List("steps").Select(step => step.Text("parent")).OfType<string>();
            Assert.All(parents, parent => Assert.Contains(parent, steps));
        }
    }

    [Theory]
    [InlineData("coaia://templates/", "\"templates\"")]
    [InlineData("coaia://templates", "\"templates\"")]
    [InlineData("coaia://templates/llm-chain", "\"steps\"")]
    [InlineData("coaia://templates/llm-chain/variables", "\"temperature\"")]
    public void Templates_are_resources(string uri, string part)
    {
        var content = new TemplateResources(TraceTemplates.Load()).Read(uri)!.Contents[0];
        var text = Assert.IsType<ModelContextProtocol.Protocol.TextResourceContents>(content).Text;
        Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_template_is_none() =>
        Assert.Null(new TemplateResources(TraceTemplates.Load()).Read("coaia://templates/none"));

    [Fact]
    public void Prompts_are_filled()
    {
        foreach (var prompt in PromptTexts.All())
        {
            var arguments = prompt.Definition.Arguments!.ToDictionary(a => a.Name, a => ClewJson.OfText($"<{a.Name}>"));
            var filled = prompt.Fill(arguments).Messages[0].Content;
            var text = Assert.IsType<ModelContextProtocol.Protocol.TextContentBlock>(filled).Text;
            Assert.All(arguments.Keys, name => Assert.Contains($"<{name}>", text, StringComparison.Ordinal));
        }
    }
}
