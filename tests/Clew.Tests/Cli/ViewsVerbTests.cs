namespace Clew.Tests.Cli;

public sealed class ViewsVerbTests : ClientFixture
{
    const string Views = """
        {"views":[{"id":"v1","name":"Dear","subject":"trace","q":"cost>1","order":"-cost","range":"24h","from":null,"to":null},
                  {"id":"v2","name":"Steps","subject":"span","q":"","order":null,"range":null,"from":null,"to":null}]}
        """;

    [Fact]
    public async Task Views_are_a_table()
    {
        Api.On("GET /api/v1/views", Views);
        var (code, output, _) = await RunAsync("views");
        Assert.Equal(0, code);
        Assert.Contains("cost>1", output, StringComparison.Ordinal);
        Assert.EndsWith("Total views: 2\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_as_a_view_has_it_and_other_flags_narrow_it()
    {
        Api.On("GET /api/v1/views", Views);
        Api.On("GET /traces", """{"data":[],"meta":{"page":1,"totalItems":0,"totalPages":0}}""");
        var (code, _, _) = await RunAsync("traces", "list", "--view", "Dear", "-q", "refund", "--since", "2026-11-01");
        Assert.Equal(0, code);
        var path = Api.Requests[^1].Path;
        Assert.Contains("q=%28cost%3E1%29%20%28refund%29", path, StringComparison.Ordinal);
        Assert.Contains("orderBy=cost.desc", path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Steps", "lists spans")]
    [InlineData("Nobody's", "There is no view")]
    public async Task A_view_that_lists_no_traces_is_refused(string view, string said)
    {
        Api.On("GET /api/v1/views", Views);
        var (code, _, error) = await RunAsync("traces", "list", "--view", view);
        Assert.Equal(1, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saving_replaces_a_view_of_the_same_name_and_deleting_finds_it_by_name()
    {
        Api.On("GET /api/v1/views", Views);
        Api.On("PUT /api/v1/views/v1", """{"id":"v1"}""");
        Api.On("POST /api/v1/views", """{"id":"v3"}""");
        Api.On("DELETE /api/v1/views/v1", "{}");
        Assert.Equal(0, (await RunAsync("views", "save", "Dear", "-q", "cost>2")).Item1);
        Assert.EndsWith("/api/v1/views/v1", Api.Requests[^1].Path, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("views", "save", "New", "-q", "cost>2")).Item1);
        Assert.EndsWith("/api/v1/views", Api.Requests[^1].Path, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("views", "delete", "Dear", "--yes")).Item1);
        Assert.EndsWith("/api/v1/views/v1", Api.Requests[^1].Path, StringComparison.Ordinal);
    }
}
