using System.Text;
using System.Text.Json;
using Clew.Api;
using Clew.Api.Langfuse;
using Clew.Dialects;
using Clew.Host;
using Clew.Intake;
using Clew.Intake.Langfuse;
using Clew.Model;
using Clew.Pricing;
using Clew.Store;
using Clew.Store.Memory;
using Clew.Wire.Otlp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clew.Tests.Api;

/// <summary>The API over a store in memory, asked without a network; OTLP goes in through the real pipeline.</summary>
sealed class ApiFixture : IAsyncDisposable
{
    readonly ServiceProvider services;
    readonly Routes routes;
    readonly IntakePipeline pipeline;
    readonly LangfuseIntake langfuse;

    ApiFixture(DialectTable table)
    {
        var deriver = new RecordDeriver(table, new PriceBook());
        var store = new MemoryStore(TimeProvider.System, deriver);
        var clock = new ArrivalClock(TimeProvider.System);
        pipeline = new(store, table, clock, NullLogger<IntakePipeline>.Instance);
        langfuse = new(store, new(store.Documents), table, clock);
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddRoutingCore();
        collection.AddSingleton<ITraceStore>(store);
        collection.AddSingleton<IDeriver>(deriver);
        collection.AddSingleton<IProjectStore>(store);
        collection.AddSingleton(store.Documents);
        collection.AddSingleton(store.Media);
        collection.AddSingleton(TimeProvider.System);
        collection.AddSingleton<IProjectRules>(new ProjectRules(store, store.Documents, new(), new()));
        collection.AddSingleton<IKnownModels>(new KnownModels(null));
        collection.AddSingleton(table);
        services = collection.BuildServiceProvider();
        routes = new(services);
        routes.MapTraces();
        routes.MapSpans();
        routes.MapQuery();
        routes.MapSearch();
        routes.MapLangfuse();
        routes.MapHistory();
        routes.MapTotals();
        routes.MapGroups();
    }

    public static ApiFixture With(params Dialect[] dialects) => new(new DialectTable(dialects));

    public static ApiFixture WithAllDialects() => new(DialectTable.Default);

    public async Task SendAsync(OtlpSignal signal, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var result = await pipeline.AcceptAsync("default", signal, RecordEncoding.Json, body, body.Length, default);
        Assert.Equal(default, result);
    }

    public Task SendSpansAsync(params string[] spans) =>
        SendAsync(
            OtlpSignal.Traces,
            $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{string.Join(',', spans)}}]}]}]}"""
        );

    /// <summary>Events of Langfuse's ingestion API; all of them must be good.</summary>
    public async Task SendEventsAsync(params string[] events)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"batch":[{{string.Join(',', events)}}]}""");
        var result = await langfuse.AcceptAsync(new("default", false, default), body, default);
        Assert.Null(result.Fault);
        Assert.Empty(result.Errors);
    }

    /// <param name="pattern">The path as it is mapped, for example <c>/api/v1/traces/{traceId}</c>.</param>
    public async Task<JsonElement> GetAsync(string pattern, string traceId, string? spanId = null) =>
        (await AskAsync(pattern, "", ("traceId", traceId), ("spanId", spanId))).Answer;

    /// <param name="query">For example <c>?limit=3</c>.</param>
    public async Task<(int Status, JsonElement Answer)> AskAsync(
        string pattern,
        string query,
        params (string Name, string? Value)[] route
    )
    {
        var endpoint = routes
            .DataSources.SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Single(e =>
                e.RoutePattern.RawText!.TrimEnd('/') == pattern
                && e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET")
            );
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Method = "GET";
        context.Request.QueryString = new(query);
        foreach (var (name, value) in route)
        {
            context.Request.RouteValues[name] = value;
        }

        context.Features.Set(new Caller("default", null));
        using var body = new MemoryStream();
        context.Response.Body = body;
        await endpoint.RequestDelegate!(context);
        return (context.Response.StatusCode, JsonDocument.Parse(body.ToArray()).RootElement);
    }

    public async ValueTask DisposeAsync() => await services.DisposeAsync();

    sealed class Routes(IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => services;
        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);
    }
}
