using Clew.Host.Access;
using Clew.Model;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Clew.Host;

/// <param name="Projects">Those that this caller may see.</param>
/// <param name="Project">The one that its requests speak of.</param>
sealed record ServerInfo(
    string Version,
    string Store,
    string[] Projects,
    string Project,
    ServerAddresses Endpoints,
    bool LocalMode
);

sealed record ServerAddresses(string Http, string? Grpc);

/// <summary>What the server tells about itself.</summary>
static class ServerEndpoints
{
    public static void MapServer(
        this IEndpointRouteBuilder routes,
        ServerState state,
        IProjectStore projects,
        IHostApplicationLifetime lifetime
    )
    {
        routes
            .MapGet("/healthz", () => TypedResults.Text("ok\n"))
            .WithMetadata(new OpenToAll())
            .ExcludeFromDescription();
        routes.MapGet("/readyz", () => Readiness(lifetime)).WithMetadata(new OpenToAll()).ExcludeFromDescription();
        routes
            .MapGet(
                "/api/v1/server",
                (HttpContext context, CancellationToken ct) => InfoAsync(context, state, projects, ct)
            )
            .WithName("getServer")
            .WithSummary("Version, addresses, and what this caller may see");
    }

    /// <summary>The store is open before anything listens, so that only the end is left to tell.</summary>
    static ContentHttpResult Readiness(IHostApplicationLifetime lifetime) =>
        lifetime.ApplicationStopping.IsCancellationRequested
            ? TypedResults.Text("stopping\n", statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Text("ready\n");

    static async Task<ServerInfo> InfoAsync(
        HttpContext context,
        ServerState state,
        IProjectStore projects,
        CancellationToken ct
    )
    {
        var caller = context.Features.GetRequiredFeature<Caller>();
        // A key is good for its own project. Without one, on this machine, everything belongs to whoever sits here.
        var visible = caller.PublicKey is null
            ? (await projects.ListProjectsAsync(ct)).Select(project => project.Id)
            : [caller.Project];
        return new ServerInfo(
            Surroundings.Version,
            state.Options.Store.ToString().ToLowerInvariant(),
            [.. visible],
            caller.Project,
            new ServerAddresses(state.Http, state.Grpc),
            state.Options.IsLocal
        );
    }
}
