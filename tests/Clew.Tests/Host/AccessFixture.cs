using System.Net;
using Clew.Dialects;
using Clew.Host.Access;
using Clew.Host.Admin;
using Clew.Host.Options;
using Clew.Intake;
using Clew.Model;
using Clew.Pricing;
using Clew.Store.Memory;
using Microsoft.AspNetCore.Http;

namespace Clew.Tests.Host;

/// <summary>A gate in front of nothing, and requests to send through it.</summary>
sealed class AccessFixture
{
    public const string Token = "the owner's token";

    readonly ServerOptions options;

    AccessFixture(ServerOptions options, KeyRing keys, IssuedKey key) =>
        (this.options, Keys, Key) = (options, keys, key);

    public KeyRing Keys { get; }
    public IssuedKey Key { get; }

    /// <summary>With a project <c>shop</c> that has one good key.</summary>
    public static async Task<AccessFixture> CreateAsync(bool isLocal = true, params string[] origins)
    {
        var store = new MemoryStore(TimeProvider.System, new RecordDeriver(DialectTable.Default, new PriceBook()));
        var admin = new StoreAdmin(store, TimeProvider.System);
        await admin.CreateProjectAsync(new NewProject("shop"), CancellationToken.None);
        var key = await admin.CreateKeyAsync(new NewKey("shop"), CancellationToken.None);
        var revoked = await admin.CreateKeyAsync(new NewKey("shop"), CancellationToken.None);
        await admin.RevokeKeyAsync(revoked.PublicKey, CancellationToken.None);
        var options = new ServerOptions { DataDirectory = "", AllowedOrigins = origins };
        if (!isLocal)
        {
            options = options with { Http = new ListenAddress(IPAddress.Any, 4318) };
        }
        return new AccessFixture(options, await KeyRing.OpenAsync(store, CancellationToken.None), key);
    }

    /// <param name="endpoint">What marks the endpoint; null for a path that no endpoint has.</param>
    public async Task<Passage> SendAsync(
        string method,
        string path,
        object? endpoint = null,
        string host = "localhost:4318",
        params (string Name, string Value)[] headers
    )
    {
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.Path = path;
        context.Request.Protocol = path.StartsWith("/opentelemetry.", StringComparison.Ordinal) ? "HTTP/2" : "HTTP/1.1";
        context.Request.Host = new HostString(host);
        foreach (var (name, value) in headers)
        {
            context.Request.Headers.Append(name, value);
        }
        using var body = new MemoryStream();
        context.Response.Body = body;
        if (endpoint is not null)
        {
            context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(endpoint), "test"));
        }
        var passed = false;
        var gate = new Gate(
            _ =>
            {
                passed = true;
                return Task.CompletedTask;
            },
            options,
            Keys,
            new OwnerToken(Token),
            new OriginPolicy(options)
        );
        await gate.InvokeAsync(context);
        return new Passage(passed, context.Features.Get<Caller>(), context.Response, body.ToArray());
    }
}

/// <param name="Passed">The request reached what is behind the gate.</param>
sealed record Passage(bool Passed, Caller? Caller, HttpResponse Response, byte[] Body)
{
    public int Status => Response.StatusCode;
    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}
