using System.Globalization;
using Clew.Host.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Clew.Host.Admin;

/// <summary>Where the running server can be administered; both sides use these.</summary>
static class AdminPath
{
    public const string Projects = "/api/v1/admin/projects";
    public const string Keys = "/api/v1/admin/keys";
    public const string Reindex = "/api/v1/admin/reindex";
}

/// <summary>The running server's side of <see cref="RemoteAdmin"/>.</summary>
static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder routes, StoreAdmin admin, KeyRing keys, ReindexJob reindex)
    {
        var owner = routes.MapGroup("").WithMetadata(new OwnerOnly()).ExcludeFromDescription();
        owner.AddEndpointFilter(TellRefusals);

        owner.MapGet(AdminPath.Projects, (CancellationToken ct) => admin.ListProjectsAsync(ct));
        owner.MapPost(
            AdminPath.Projects,
            (NewProject project, CancellationToken ct) => admin.CreateProjectAsync(project, ct)
        );
        owner.MapGet(AdminPath.Keys, (string? project, CancellationToken ct) => admin.ListKeysAsync(project, ct));
        // A change that is made must count, even if whoever asked for it has gone.
        owner.MapPost(
            AdminPath.Keys,
            async (NewKey key, CancellationToken ct) =>
            {
                var issued = await admin.CreateKeyAsync(key, ct);
                await keys.ReloadAsync(CancellationToken.None);
                return issued;
            }
        );
        owner.MapDelete(
            AdminPath.Keys + "/{publicKey}",
            async (string publicKey, CancellationToken ct) =>
            {
                await admin.RevokeKeyAsync(publicKey, ct);
                await keys.ReloadAsync(CancellationToken.None);
            }
        );
        owner.MapGet(AdminPath.Reindex, () => reindex.Status);
        owner.MapPost(AdminPath.Reindex, (NewReindex wish) => reindex.Start(Nanoseconds(wish.SinceUnixNano)));
    }

    static long? Nanoseconds(string? text) =>
        text is null ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var nano) ? nano
        : throw new Refusal($"sinceUnixNano is '{text}' but must be Unix nanoseconds.");

    static async ValueTask<object?> TellRefusals(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        try
        {
            return await next(call);
        }
        catch (Refusal refusal)
        {
            await ErrorBody.WriteAsync(
                call.HttpContext,
                StatusCodes.Status400BadRequest,
                "bad_request",
                refusal.Message
            );
            return TypedResults.Empty;
        }
    }
}
