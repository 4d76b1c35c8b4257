using Clew.Host.Admin;
using Clew.Host.Options;
using Clew.Model;
using Microsoft.AspNetCore.Http;

namespace Clew.Host.Access;

/// <summary>
/// Decides, before any endpoint runs, whether a request may come in and for which project it speaks. Endpoints find
/// the answer as the feature <see cref="Caller"/>.
/// </summary>
sealed class Gate(RequestDelegate next, ServerOptions options, KeyRing keys, OwnerToken owner, OriginPolicy origins)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var surface = Surfaces.Of(request);
        var endpoint = context.GetEndpoint()?.Metadata;
        if (endpoint?.GetMetadata<OpenToAll>() is not null)
        {
            return next(context);
        }

        if (!origins.IsHostAllowed(request.Host))
        {
            return ErrorBody.WriteAsync(
                context,
                StatusCodes.Status403Forbidden,
                "forbidden_host",
                $"'{request.Host}' is not a name of this server; it listens on this machine only, as localhost."
            );
        }

        var isPreflight = Cors.IsPreflight(request);
        var method = isPreflight ? request.Headers.AccessControlRequestMethod.ToString() : request.Method;
        var origin = origins.Judge(request, surface, method);
        if (origin == OriginVerdict.Foreign)
        {
            return ErrorBody.WriteAsync(
                context,
                StatusCodes.Status403Forbidden,
                "forbidden_host",
                $"Web pages of '{request.Headers.Origin}' may not ask this; {Setting.AllowedOrigins} names those that "
                    + "may send traces."
            );
        }

        if (origin == OriginVerdict.Trusted)
        {
            Cors.Allow(context);
        }
        // A browser sends a preflight without credentials, so it is answered before anyone asks for them.
        if (isPreflight)
        {
            Cors.AnswerPreflight(context);
            return Task.CompletedTask;
        }

        if (endpoint?.GetMetadata<OwnerOnly>() is not null)
        {
            return owner.IsPresentedBy(request)
                ? next(context)
                : RefuseAsync(context, "This is for the server's owner.");
        }

        if (endpoint?.GetMetadata<OpenToSignatures>() is not null)
        {
            return next(context);
        }

        var isFile = endpoint is null && surface == Surface.Page;
        return isFile ? next(context) : AdmitAsync(context);
    }

    Task AdmitAsync(HttpContext context)
    {
        var caller = Identify(context, out var complaint);
        if (caller is null)
        {
            return RefuseAsync(context, complaint);
        }

        // Whoever needs no key may look at any project; a key opens its own.
        var asked = Surfaces.Of(context.Request) == Surface.Api ? context.Request.Query["project"].ToString() : "";
        if (asked is not "" && asked != caller.Project)
        {
            if (caller.PublicKey is not null)
            {
                return ErrorBody.WriteAsync(
                    context,
                    StatusCodes.Status403Forbidden,
                    "forbidden_project",
                    $"This key opens the project '{caller.Project}', not '{asked}'."
                );
            }

            caller = caller with { Project = asked };
        }

        context.Features.Set(caller);
        return next(context);
    }

    Caller? Identify(HttpContext context, out string complaint)
    {
        // Langfuse's clients look for these words.
        var isLangfuse = Surfaces.Of(context.Request) == Surface.Langfuse;
        complaint = isLangfuse
            ? "No authorization header"
            : "A key is needed: Authorization: Bearer, Authorization: Basic, or x-api-key.";
        if (Credentials.Of(context.Request.Headers) is not { } credentials)
        {
            return options.IsLocal ? new Caller(LocalPair.Project, null) : null;
        }

        if (keys.Find(credentials) is { } key)
        {
            return new Caller(key.Project, key.PublicKey);
        }

        if (options.IsLocal && LocalPair.Is(credentials))
        {
            return new Caller(LocalPair.Project, LocalPair.PublicKey);
        }

        if (
            credentials.PublicKey is null
            && context.GetEndpoint()?.Metadata.GetMetadata<OpenToPublicKeys>() is not null
            && ProjectOfPublic(credentials.Secret) is { } project
        )
        {
            return new Caller(project, credentials.Secret, ScoresOnly: true);
        }

        complaint = isLangfuse ? "Invalid credentials. Confirm that you've configured the correct host. " : "";
        complaint += "This key is unknown or revoked; 'clew keys list' shows the good ones.";
        return null;
    }

    string? ProjectOfPublic(string publicKey) =>
        keys.FindPublic(publicKey)?.Project
        ?? (options.IsLocal && publicKey == LocalPair.PublicKey ? LocalPair.Project : null);

    static Task RefuseAsync(HttpContext context, string sentence)
    {
        // Not Basic: a browser would ask its user for a password.
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"clew\"";
        return ErrorBody.WriteAsync(context, StatusCodes.Status401Unauthorized, "unauthorized", sentence);
    }
}
