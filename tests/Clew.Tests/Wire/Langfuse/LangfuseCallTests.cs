using System.Text;
using Clew.Wire.Langfuse;

namespace Clew.Tests.Wire.Langfuse;

public sealed class LangfuseCallTests
{
    const long Now = 1_795_169_223_226_000_012L;
    const string Time = "2026-11-20T10:07:03.226000012Z";

    static (string? Batch, string Id, string Error) Make(string method, string path, string body)
    {
        var ids = 0;
        var call = LangfuseCall.All.Single(one => (one.Method, one.Path) == (method, path));
        var batch = call.ToBatch(Encoding.UTF8.GetBytes(body), () => $"new-{++ids}", Now, out var id, out var error);
        return (batch is null ? null : Encoding.UTF8.GetString(batch), id, error);
    }

    [Theory]
    [InlineData("POST", "/traces", """{"id":"t"}""", "trace-create", """{"id":"t"}""")]
    [InlineData(
        "POST",
        "/traces",
        """ { "name" : "a\n" , "id":"t","tags": [ 1 ] } """,
        "trace-create",
        """{"name":"a\n","tags":[ 1 ],"id":"t"}"""
    )]
    [InlineData("PATCH", "/spans", """{"spanId":"o","output":null}""", "span-update", """{"output":null,"id":"o"}""")]
    [InlineData("PATCH", "/spans", """{"id":"o"}""", "span-update", """{"id":"o"}""")]
    [InlineData(
        "POST",
        "/generations",
        """{"id":"g","prompt":[1],"completion":"c"}""",
        "generation-create",
        """{"input":[1],"output":"c","id":"g"}"""
    )]
    // The event's own name counts, wherever it stands.
    [InlineData(
        "POST",
        "/generations",
        """{"input":2,"id":"g","prompt":1}""",
        "generation-create",
        """{"input":1,"input":2,"id":"g"}"""
    )]
    [InlineData(
        "PATCH",
        "/generations",
        """{"generationId":"g","completion":{}}""",
        "generation-update",
        """{"output":{},"id":"g"}"""
    )]
    [InlineData("POST", "/events", """{"id":"e","prompt":1}""", "event-create", """{"prompt":1,"id":"e"}""")]
    [InlineData("POST", "/scores", """{"id":5}""", "score-create", """{"id":5}""")]
    public void A_call_is_a_batch_of_one_event(string method, string path, string body, string type, string expected)
    {
        var (batch, id, _) = Make(method, path, body);
        Assert.Equal(
            $$"""{"batch":[{"id":"new-1","timestamp":"{{Time}}","type":"{{type}}","body":{{expected}}}]}""",
            batch
        );
        Assert.Equal(
            body.Contains("\"id\":5", StringComparison.Ordinal) ? "" : expected.Split("\"id\":\"")[1][..1],
            id
        );
    }

    [Theory]
    [InlineData("""{"name":"n"}""")]
    [InlineData("""{"name":"n","id":null}""")]
    public void What_has_no_id_gets_one(string body)
    {
        var (batch, id, _) = Make("POST", "/traces", body);
        Assert.Equal("new-1", id);
        Assert.Contains("""{"batch":[{"id":"new-2",""", batch, StringComparison.Ordinal);
        Assert.EndsWith("""{"name":"n","id":"new-1"}}]}""", batch, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/traces", "", "The body is not JSON: ")]
    [InlineData("POST", "/traces", "{\"id\":1}}", "The body is not JSON: ")]
    [InlineData("POST", "/traces", "\"x\"", "expected an object, got \"x\"")]
    [InlineData("PATCH", "/spans", "{}", "spanId: expected the id of what is to be changed, got nothing")]
    [InlineData(
        "PATCH",
        "/generations",
        """{"generationId":""}""",
        "generationId: expected the id of what is to be changed, got \"\""
    )]
    public void What_is_no_call_says_why(string method, string path, string body, string error)
    {
        var made = Make(method, path, body);
        Assert.Null(made.Batch);
        Assert.StartsWith(error, made.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_costs_nothing()
    {
        var deep = new string('[', 3000) + new string(']', 3000);
        Assert.NotNull(Make("POST", "/traces", $$"""{"id":"t","input":{{deep}}}""").Batch);
    }
}
