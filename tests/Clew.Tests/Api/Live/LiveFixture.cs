using System.IO.Pipelines;
using System.Text.Json;
using Clew.Api.Live;
using Clew.Model;
using Clew.Store;
using Clew.Store.Memory;
using Clew.Tests.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Clew.Tests.Api.Live;

/// <summary>The streams over a store in memory, read as a client reads them, at a time that the test moves on.</summary>
sealed class LiveFixture : IAsyncDisposable
{
    readonly CancellationTokenSource stopping = new();
    readonly ServiceProvider services;
    readonly Routes routes;

    LiveFixture(int most)
    {
        Store = new(Time, new SayingDeriver());
        Streams = new(Time, stopping.Token, most);
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddRoutingCore();
        collection.AddSingleton<ITraceStore>(Store);
        collection.AddSingleton(Streams);
        services = collection.BuildServiceProvider();
        routes = new(services);
        routes.MapLive();
    }

    public static LiveFixture Open(int most = LiveStreams.Most) => new(most);

    public SteppedTime Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(2_000_000_000));
    public MemoryStore Store { get; }
    public LiveStreams Streams { get; }

    public Task AppendAsync(params Saying[] sayings) => Store.AppendAsync(Say.Batch(sayings), default);

    public Task DeleteAsync(string trace) => Store.DeleteTracesAsync("default", [Say.Trace(trace)], default);

    public void Stop() => stopping.Cancel();

    public LiveClient Follow(string query = "", string? trace = null, string? lastEventId = null)
    {
        var pattern = trace is null ? "/api/v1/live" : "/api/v1/traces/{traceId}/live";
        var endpoint = routes
            .DataSources.SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Single(e => e.RoutePattern.RawText == pattern);
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.QueryString = new(query);
        if (trace is not null)
        {
            context.Request.RouteValues["traceId"] = trace;
        }

        if (lastEventId is not null)
        {
            context.Request.Headers["Last-Event-ID"] = lastEventId;
        }

        context.Features.Set(new Caller("default", null));
        return new(context, endpoint.RequestDelegate!, Time);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await services.DisposeAsync();
        stopping.Dispose();
    }

    sealed class Routes(IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => services;
        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);
    }
}

/// <summary>One request, and the events of its answer.</summary>
sealed class LiveClient : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly CancellationTokenSource leaving = new();
    readonly HttpContext context;
    readonly SteppedTime time;
    readonly StreamReader reader;
    Task<LiveEvent?>? reading;

    public LiveClient(HttpContext context, RequestDelegate endpoint, SteppedTime time)
    {
        (this.context, this.time) = (context, time);
        var pipe = new Pipe();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(pipe.Writer.AsStream()));
        context.RequestAborted = leaving.Token;
        reader = new(pipe.Reader.AsStream());
        Done = Task.Run(async () =>
        {
            await endpoint(context);
            await pipe.Writer.CompleteAsync();
        });
    }

    /// <summary>The server has ended it.</summary>
    public Task Done { get; }

    public int Status => context.Response.StatusCode;

    public IHeaderDictionary Headers => context.Response.Headers;

    public void Leave() => leaving.Cancel();

    public Task<string> TextAsync() => reader.ReadToEndAsync();

    /// <summary>The next event that is not a ping; time goes on until it is there.</summary>
    public async Task<LiveEvent> NextAsync()
    {
        for (var pings = 0; pings < 100; pings++)
        {
            var next = await AnyAsync();
            if (next.Name != "ping")
            {
                return next;
            }
        }

        throw new InvalidOperationException("The stream has nothing to tell.");
    }

    /// <summary>The next event; time goes on until it is there.</summary>
    public async Task<LiveEvent> AnyAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        reading ??= ReadAsync();
        while (!reading.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            time.Advance(LiveStreams.Gathering);
            await Task.WhenAny(reading, Task.Delay(1, CancellationToken.None));
        }

        var next = await reading;
        reading = null;
        return next ?? throw new InvalidOperationException("The stream has ended.");
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
        reader.Dispose();
    }

    async Task<LiveEvent?> ReadAsync()
    {
        var (name, id, data) = ("", (string?)null, "");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.Length == 0 && name.Length > 0)
            {
                return new(name, id, JsonDocument.Parse(data).RootElement);
            }

            name = line.StartsWith("event: ", StringComparison.Ordinal) ? line[7..] : name;
            id = line.StartsWith("id: ", StringComparison.Ordinal) ? line[4..] : id;
            data = line.StartsWith("data: ", StringComparison.Ordinal) ? line[6..] : data;
        }

        return null;
    }
}

sealed record LiveEvent(string Name, string? Id, JsonElement Data)
{
    /// <summary>Of the trace, or of all traces, that it tells of.</summary>
    public string Ids =>
        Name switch
        {
            "snapshot" => string.Join(' ', Data.GetProperty("traces").EnumerateArray().Select(IdOf)),
            "spans" => string.Join(' ', Data.GetProperty("spans").EnumerateArray().Select(IdOf)),
            "gone" => string.Join(' ', Data.GetProperty("ids").EnumerateArray().Select(i => i.GetString())),
            "trace" => IdOf(Data)!,
            _ => "",
        };

    static string? IdOf(JsonElement thing) => thing.GetProperty("id").GetString();
}
