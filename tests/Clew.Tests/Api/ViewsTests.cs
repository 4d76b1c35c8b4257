using System.Text;
using System.Text.Json;
using Clew.Api.Views;
using Clew.Model;
using Clew.Store;
using Clew.Store.Memory;
using Clew.Tests.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Clew.Tests.Api;

public sealed class ViewsTests : IAsyncLifetime, IEndpointRouteBuilder
{
    const string All = "/api/v1/views";
    const string One = "/api/v1/views/{viewId}";

    ServiceProvider services = null!;

    public IServiceProvider ServiceProvider => services;
    public ICollection<EndpointDataSource> DataSources { get; } = [];

    public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);

    public async Task InitializeAsync()
    {
        var store = new MemoryStore(TimeProvider.System, new SayingDeriver());
        await store.CreateProjectAsync(new("other", "Other", 1), default);
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddRoutingCore();
        collection.AddSingleton<IDocumentStore>(store.Documents);
        collection.AddSingleton(TimeProvider.System);
        services = collection.BuildServiceProvider();
        this.MapViews();
    }

    public async Task DisposeAsync() => await services.DisposeAsync();

    [Fact]
    public async Task A_view_is_kept_with_all_that_makes_it()
    {
        const string View =
            """{"name":" Dear failures ","subject":"span","q":"status:failed cost>0.05","columns":["name","cost"],"order":"-cost","range":"24h","note":"Ann"}""";
        var (status, made) = await AskAsync("POST", All, View);
        Assert.Equal(201, status);
        Assert.Equal("Dear failures", made.GetProperty("name").GetString());
        var (_, found) = await AskAsync("GET", One, id: IdOf(made));
        Assert.Equal(made.GetRawText(), found.GetRawText());
        Assert.Contains(
            """ "subject":"span","q":"status:failed cost>0.05","columns":["name","cost"],"order":"-cost","range":"24h","from":null,"to":null,"note":"Ann",""".Trim(),
            found.GetRawText(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_view_whose_query_means_nothing_is_told_where()
    {
        var (status, answer) = await AskAsync("POST", All, """{"name":"a","subject":"trace","q":"user:1 tokns>1"}""");
        Assert.Equal((400, "bad_query"), (status, answer.GetProperty("code").GetString()));
        Assert.Equal(7, answer.GetProperty("position").GetInt32());
    }

    [Fact]
    public async Task Views_are_listed_by_name_and_only_those_of_the_project()
    {
        foreach (var name in new[] { "b", "a" })
        {
            await AskAsync("POST", All, $$"""{"name":"{{name}}"}""");
        }

        await AskAsync("POST", All, """{"name":"theirs"}""", project: "other");
        var (_, list) = await AskAsync("GET", All);
        Assert.Equal(
            ["a", "b"],
            list.GetProperty("views").EnumerateArray().Select(v => v.GetProperty("name").GetString())
        );
    }

    [Fact]
    public async Task A_view_is_replaced_whole_and_keeps_its_id_and_its_name_is_its_own()
    {
        var (_, first) = await AskAsync("POST", All, """{"name":"first","q":"tokens>5","note":"mine"}""");
        await AskAsync("POST", All, """{"name":"second"}""");
        Assert.Equal(409, (await AskAsync("POST", All, """{"name":"first"}""")).Status);
        Assert.Equal(409, (await AskAsync("PUT", One, """{"name":"second"}""", IdOf(first))).Status);
        var (status, renamed) = await AskAsync("PUT", One, """{"name":"third","q":"tokens>5"}""", IdOf(first));
        Assert.Equal((200, IdOf(first)), (status, IdOf(renamed)));
        Assert.Equal(JsonValueKind.Null, renamed.GetProperty("note").ValueKind);
        Assert.Equal(first.GetProperty("createdAt").GetString(), renamed.GetProperty("createdAt").GetString());
        Assert.Equal(201, (await AskAsync("POST", All, """{"name":"first"}""")).Status);
    }

    [Fact]
    public async Task A_deleted_view_is_gone()
    {
        var (_, made) = await AskAsync("POST", All, """{"name":"a"}""");
        Assert.Equal(404, (await AskAsync("DELETE", One, id: IdOf(made), project: "other")).Status);
        Assert.Equal(204, (await AskAsync("DELETE", One, id: IdOf(made))).Status);
        Assert.Equal(404, (await AskAsync("DELETE", One, id: IdOf(made))).Status);
        Assert.Equal(404, (await AskAsync("GET", One, id: IdOf(made))).Status);
        Assert.Equal(404, (await AskAsync("PUT", One, """{"name":"a"}""", IdOf(made))).Status);
        Assert.Equal(404, (await AskAsync("POST", All, """{"name":"a"}""", project: "nowhere")).Status);
    }

    [Theory]
    [InlineData("{", "not a view")]
    [InlineData("null", "must be a view")]
    [InlineData("""{"q":"a"}""", "name has 0 characters")]
    [InlineData("""{"name":"a","nmae":"b"}""", "nmae")]
    [InlineData("""{"name":"a","subject":"score"}""", "subject is 'score'")]
    [InlineData("""{"name":"a","columns":["x","x"]}""", "twice")]
    [InlineData("""{"name":"a","columns":[]}""", "columns has 0")]
    [InlineData("""{"name":"a","range":"yesterday"}""", "range is 'yesterday'")]
    [InlineData("""{"name":"a","range":"1h","from":"5"}""", "exclude each other")]
    [InlineData("""{"name":"a","to":"noon"}""", "to is 'noon'")]
    public async Task What_is_no_view_is_refused_and_says_why(string body, string why)
    {
        var (status, problem) = await AskAsync("POST", All, body);
        Assert.Equal(400, status);
        Assert.Contains(why, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty((await AskAsync("GET", All)).Answer.GetProperty("views").EnumerateArray());
    }

    async Task<(int Status, JsonElement Answer)> AskAsync(
        string method,
        string pattern,
        string body = "",
        string? id = null,
        string project = "default"
    )
    {
        var endpoint = DataSources
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Single(e =>
                e.RoutePattern.RawText!.TrimEnd('/') == pattern
                && e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains(method)
            );
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.RouteValues["viewId"] = id;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        context.Features.Set(new Caller(project, null));
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        await endpoint.RequestDelegate!(context);
        var json = answer.Length == 0 ? default : JsonDocument.Parse(answer.ToArray()).RootElement;
        return (context.Response.StatusCode, json);
    }

    static string IdOf(JsonElement view) => view.GetProperty("id").GetString()!;
}
