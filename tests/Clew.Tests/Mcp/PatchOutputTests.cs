using System.Net;
using System.Text.Json;

namespace Clew.Tests.Mcp;

/// <summary>The documented patch of an output, for every type of JSON.</summary>
public sealed class PatchOutputTests
{
    [Theory]
    [InlineData("\"simple text\"")]
    [InlineData("\"{\\\"a\\\":1}\"")]
    [InlineData("42")]
    [InlineData("3.14")]
    [InlineData("0")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("{}")]
    [InlineData("{\"result\":\"success\",\"data\":{\"items\":[1,null,false]}}")]
    [InlineData("[1,2,3]")]
    [InlineData("[{\"id\":1},{\"id\":2}]")]
    [InlineData("12345678901234567890.123456789")]
    public async Task Any_json_is_sent_as_it_is(string output)
    {
        var api = new FakeApi();
        foreach (var tool in new[] { "coaia_fuse_trace_patch_output", "clew_trace_patch_output" })
        {
            var answer = await api.JsonAsync(tool, $$"""{"trace_id":"trace-123","output_data":{{output}}}""");
            Assert.Equal("trace-123", answer.GetProperty("trace_id").GetString());
            Assert.Equal("Successfully patched output for trace trace-123", answer.GetProperty("message").GetString());
            var echo = answer.GetProperty("details").GetProperty("output_data");
            Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(output).RootElement, echo), echo.GetRawText());
        }

        Assert.All(
            api.Asked,
            asked =>
            {
                Assert.Equal("POST /api/public/ingestion", asked.Line);
                var item = Assert.Single(
                    JsonDocument.Parse(asked.Body).RootElement.GetProperty("batch").EnumerateArray()
                );
                Assert.Equal("trace-create", item.GetProperty("type").GetString());
                Assert.Equal(output, item.GetProperty("body").GetProperty("output").GetRawText());
            }
        );
        Assert.Equal(2, api.Asked.Count);
    }

    [Fact]
    public async Task A_long_text_is_told_cut_and_sent_whole()
    {
        var api = new FakeApi();
        var text = new string('x', 200);
        var answer = await api.JsonAsync(
            "coaia_fuse_trace_patch_output",
            $$"""{"trace_id":"t","output_data":"{{text}}"}"""
        );
        Assert.Equal(
            new string('x', 100) + "...",
            answer.GetProperty("details").GetProperty("output_data").GetString()
        );
        Assert.Contains(text, Assert.Single(api.Asked).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_inside_a_207_is_no_success()
    {
        var api = new FakeApi().Answer(
            "/api/public/ingestion",
            """{"successes":[],"errors":[{"id":"e","status":400,"message":"Invalid request data","error":"output is odd"}]}""",
            HttpStatusCode.MultiStatus
        );
        await api.FailureAsync("coaia_fuse_trace_patch_output", """{"trace_id":"t","output_data":1}""");
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.OK)]
    public async Task A_server_that_did_not_take_it_is_no_success(HttpStatusCode status)
    {
        var api = new FakeApi().Answer("/api/public/ingestion", """{"message":"no"}""", status);
        await api.FailureAsync("coaia_fuse_trace_patch_output", """{"trace_id":"t","output_data":1}""");
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        var api = new FakeApi();
        Assert.StartsWith(
            "'output_data' is missing; add it",
            await api.FailureAsync("coaia_fuse_trace_patch_output", """{"trace_id":"t"}"""),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "There is no argument 'output'; this tool takes trace_id, output_data.",
            await api.FailureAsync("coaia_fuse_trace_patch_output", """{"trace_id":"t","output":1}""")
        );
        Assert.Empty(api.Asked);
    }
}
