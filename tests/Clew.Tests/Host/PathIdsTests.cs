using Clew.Host.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Clew.Tests.Host;

public sealed class PathIdsTests
{
    [Theory]
    [InlineData("/traces/a%2Fb/spans/s", "a%2Fb", "a/b")]
    [InlineData("/traces/..%2f%C3%BC/spans/s/?q=%2F", "..%2fü", "../ü")]
    [InlineData("/traces/a%252Fb/spans/s", "a%2Fb", "a%2Fb")]
    [InlineData("/traces/plain/spans/s", "plain", "plain")]
    [InlineData("/x/../traces/a%2Fb/spans/s", "a%2Fb", "a%2Fb")]
    [InlineData("http://host/traces/a%2Fb/spans/s", "a%2Fb", "a%2Fb")]
    public async Task A_slash_in_an_id_is_a_slash(string target, string bound, string id)
    {
        var context = new DefaultHttpContext();
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        context.Request.RouteValues = new() { ["traceId"] = bound, ["spanId"] = "s" };
        var pattern = RoutePatternFactory.Parse("/traces/{traceId}/spans/{spanId}");
        context.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, pattern, 0, null, null));
        await new PathIds(_ => Task.CompletedTask).InvokeAsync(context);
        Assert.Equal((id, "s"), (context.Request.RouteValues["traceId"], context.Request.RouteValues["spanId"]));
    }
}
