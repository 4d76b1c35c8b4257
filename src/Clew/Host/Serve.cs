using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Clew.Api;
using Clew.Api.Langfuse;
using Clew.Api.Langfuse.Media;
using Clew.Api.Live;
using Clew.Api.Views;
using Clew.Dialects;
using Clew.Host.Access;
using Clew.Host.Admin;
using Clew.Host.Data;
using Clew.Host.Options;
using Clew.Host.Web;
using Clew.Intake;
using Clew.Intake.Langfuse;
using Clew.Mcp.Http;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Clew.Host;

/// <summary>The server, from the store at the back to the ports at the front; stopped the other way round.</summary>
static class Serve
{
    /// <summary>How long requests may take to finish after a signal. Exporters give up after ten seconds themselves.</summary>
    static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    /// <summary>Returns when a signal, or <paramref name="ct"/>, has stopped it.</summary>
    /// <exception cref="Refusal">It cannot start.</exception>
    public static async Task RunAsync(ServerOptions options, Surroundings around, CancellationToken ct)
    {
        using var signals = new Signals();
        using var logs = Logging.Create(options.LogLevel);
        foreach (var warning in UnknownVariables.Warnings(around.Environment))
        {
            logs.CreateLogger<Listener>().UnknownVariable(warning);
        }

        using var directory = await DataDirectory.OpenAsync(options.DataDirectory, around.Time, ct);
        await using var store = StoreFactory.Open(options.Store, directory, options.Prices, around, logs);
        await store.Rules.ReadAllAsync(ct);
        var keys = await KeyRing.OpenAsync(store.Projects, ct);
        RequireKeyBeyondThisMachine(options, keys);

        var state = new ServerState(options, around);
        var owner = new OwnerToken(Secret.NewToken());
        var listener = new Listener(options);
        await using var app = Build(options, around, logs, listener, store);

        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<Failures>();
        app.UseRouting();
        app.UseMiddleware<PathIds>();
        app.UseMiddleware<Gate>(options, keys, owner, new OriginPolicy(options));
        UseIntake(app, options, store, around, logs);
        app.UseMiddleware<WebFiles>(WebBundle.Load(typeof(Serve).Assembly));

        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapTraces();
        app.MapLive();
        app.MapViews();
        app.MapDeletes();
        app.MapSpans();
        app.MapSearch();
        app.MapQuery();
        app.MapExport();
        app.MapHistory();
        app.MapTotals();
        app.MapGroups();
        app.MapMediaContent();
        app.MapLangfuse();
        app.MapLangfuseDeletes();
        app.MapServer(state, store.Projects, app.Lifetime);
        var reindex = new ReindexJob(store.Traces, app.Lifetime.ApplicationStopping);
        using var mcp = new McpEndpoint(
            () => new Uri(state.HttpFromHere(listener.HttpPort)),
            Surroundings.Version,
            around.Time
        );
        mcp.Map(app);
        app.MapAdmin(new StoreAdmin(store.Projects, around.Time), keys, reindex);

        await app.StartAsync(ct);
        state.ListensAt(listener.HttpPort, listener.GrpcPort);
        var here = state.HttpFromHere(listener.HttpPort);
        new ServerFile(around.ProcessId, state.Http, state.Grpc, here, owner.Text).Write(directory.Path);
        try
        {
            await around.Output.WriteAsync(Banner.Text(state));
            await around.Output.FlushAsync(ct);
            await signals.WaitAsync(ct);
        }
        finally
        {
            ServerFile.Remove(directory.Path);
            await DrainAsync(app, logs.CreateLogger<Listener>(), around.Time);
        }
    }

    /// <summary>The transports, both into one pipeline and under one budget.</summary>
    static void UseIntake(
        WebApplication app,
        ServerOptions options,
        OpenStore store,
        Surroundings around,
        ILoggerFactory logs
    )
    {
        var limits = new IntakeLimits(options.MaxRequestBytes, options.MaxInflightBytes);
        var budget = new InflightBudget(limits.MaxInflightBytes, around.Time);
        var clock = new ArrivalClock(around.Time);
        var pipeline = new IntakePipeline(
            store.Traces,
            DialectTable.Default,
            clock,
            logs.CreateLogger<IntakePipeline>()
        );
        new OtlpGrpc(pipeline, limits, budget, logs.CreateLogger<OtlpGrpc>()).Use(app);
        new OtlpHttp(pipeline, limits, budget, logs.CreateLogger<OtlpHttp>()).Use(app);
        var langfuse = new LangfuseIntake(store.Traces, new(store.Documents), DialectTable.Default, clock);
        new LangfuseHttp(langfuse, limits, budget, () => Guid.NewGuid().ToString()).Map(app);
    }

    static WebApplication Build(
        ServerOptions options,
        Surroundings around,
        ILoggerFactory logs,
        Listener listener,
        OpenStore store
    )
    {
        // The empty builder reads no files and no variables: nothing but our options decides.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        listener.Configure(builder.WebHost);
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton(around.Time);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(store.Traces);
        builder.Services.AddSingleton(store.Deriver);
        builder.Services.AddSingleton(store.Projects);
        builder.Services.AddSingleton(store.Documents);
        builder.Services.AddSingleton(store.Media);
        builder.Services.AddSingleton(new MediaOfTraces(store.Documents, store.Media));
        builder.Services.AddSingleton(new MediaAddresses(RandomNumberGenerator.GetBytes(32), around.Time));
        builder.Services.AddSingleton<IProjectRules>(store.Rules);
        builder.Services.AddSingleton<IKnownModels>(new KnownModels(options.Prices?.Table));
        builder.Services.AddSingleton(DialectTable.Default);
        builder.Services.AddSingleton(services => new LiveStreams(
            around.Time,
            services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping
        ));
        builder.Services.AddRoutingCore();
        builder.Services.AddOpenApi("v1", OpenApiDescription.Configure);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            // Otherwise the description would say that every number may be a string.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolverChain.Add(HostJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Add(ApiJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Add(LangfuseJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Add(LangfuseReadJson.Default);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime);
        return builder.Build();
    }

    static void RequireKeyBeyondThisMachine(ServerOptions options, KeyRing keys)
    {
        if (!options.IsLocal && keys.IsEmpty)
        {
            throw new Refusal(
                $"Others can reach {(options.Http.IsLoopback ? options.Grpc : options.Http)}, so a key is needed: make "
                    + $"one with 'clew keys create --data {options.DataDirectory}', or listen on 127.0.0.1 only."
            );
        }
    }

    static async Task DrainAsync(WebApplication app, ILogger log, TimeProvider time)
    {
        log.Stopping(DrainTime.TotalSeconds);
        var start = time.GetTimestamp();
        await app.StopAsync(CancellationToken.None);
        if (time.GetElapsedTime(start) >= DrainTime)
        {
            log.StoppedUnfinished(DrainTime.TotalSeconds);
        }
    }
}
