using System.Text;
using Clew.Dialects;
using Clew.Host.Access;
using Clew.Intake;
using Clew.Model;
using Clew.Pricing;
using Clew.Store.Memory;

namespace Clew.Tests.Host;

public sealed class GateTests
{
    const string Traces = "/v1/traces";
    const string List = "/api/v1/traces";

    static (string, string) Basic(string publicKey, string secret) =>
        ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{publicKey}:{secret}")));

    [Theory]
    [InlineData(Traces)]
    [InlineData("/api/public/ingestion")]
    [InlineData("/opentelemetry.proto.collector.trace.v1.TraceService/Export")]
    public async Task On_this_machine_no_key_means_the_default_project(string path)
    {
        var gate = await AccessFixture.CreateAsync();
        var passage = await gate.SendAsync("POST", path);
        Assert.True(passage.Passed);
        Assert.Equal("default", passage.Caller?.Project);
        Assert.Null(passage.Caller?.PublicKey);
    }

    [Fact]
    public async Task A_known_key_selects_its_project_in_every_form()
    {
        var gate = await AccessFixture.CreateAsync();
        (string, string)[] forms =
        [
            Basic(gate.Key.PublicKey, gate.Key.SecretKey),
            ("Authorization", "Bearer " + gate.Key.SecretKey),
            ("Authorization", "bearer  " + gate.Key.SecretKey),
            ("x-api-key", gate.Key.SecretKey),
        ];
        foreach (var form in forms)
        {
            var passage = await gate.SendAsync("POST", Traces, headers: form);
            Assert.Equal(("shop", gate.Key.PublicKey), (passage.Caller?.Project, passage.Caller?.PublicKey));
        }
    }

    [Fact]
    public async Task A_signed_address_needs_no_key_and_gets_no_project()
    {
        const string Upload = "/api/public/media/x/upload";
        var gate = await AccessFixture.CreateAsync(isLocal: false);
        var passage = await gate.SendAsync("PUT", Upload, new OpenToSignatures());
        Assert.True(passage.Passed);
        Assert.Null(passage.Caller);
        Assert.Equal(401, (await gate.SendAsync("PUT", Upload)).Status);
        var foreign = ("Origin", "https://evil.example");
        Assert.Equal(403, (await gate.SendAsync("PUT", Upload, new OpenToSignatures(), headers: foreign)).Status);
    }

    [Fact]
    public async Task A_key_that_is_wrong_in_any_way_is_refused()
    {
        var gate = await AccessFixture.CreateAsync();
        (string, string)[] forms =
        [
            Basic(gate.Key.PublicKey, "sk-clew-0"),
            Basic("pk-clew-0", gate.Key.SecretKey),
            Basic(gate.Key.PublicKey, LocalPair.SecretKey),
            Basic("", ""),
            ("Authorization", "Bearer sk-clew-0"),
            ("Authorization", "Bearer " + gate.Key.PublicKey),
            ("Authorization", "Bearer "),
            ("Authorization", "Basic not base64!"),
            ("Authorization", "Digest x"),
            ("Authorization", gate.Key.SecretKey),
            ("x-api-key", "sk-clew-0"),
        ];
        foreach (var form in forms)
        {
            var passage = await gate.SendAsync("POST", Traces, headers: form);
            Assert.False(passage.Passed, form.ToString());
            Assert.Equal(401, passage.Status);
        }
    }

    [Fact]
    public async Task The_published_pair_means_the_default_project_on_this_machine_only()
    {
        var local = await AccessFixture.CreateAsync();
        var passage = await local.SendAsync("POST", Traces, headers: Basic("pk-lf-local", "sk-lf-local"));
        Assert.Equal("default", passage.Caller?.Project);
        Assert.True((await local.SendAsync("POST", Traces, headers: ("x-api-key", "sk-lf-local"))).Passed);

        var open = await AccessFixture.CreateAsync(isLocal: false);
        Assert.Equal(401, (await open.SendAsync("POST", Traces, headers: Basic("pk-lf-local", "sk-lf-local"))).Status);
    }

    [Fact]
    public async Task A_public_key_alone_opens_nothing()
    {
        var open = await AccessFixture.CreateAsync(isLocal: false);
        var passage = await open.SendAsync("POST", Traces, headers: ("X-Langfuse-Public-Key", open.Key.PublicKey));
        Assert.Equal(401, passage.Status);
    }

    [Fact]
    public async Task A_public_key_alone_may_send_scores_where_the_endpoint_knows_of_it()
    {
        const string Ingestion = "/api/public/ingestion";
        var open = await AccessFixture.CreateAsync(isLocal: false);
        var bearer = ("Authorization", "Bearer " + open.Key.PublicKey);
        var passage = await open.SendAsync("POST", Ingestion, new OpenToPublicKeys(), headers: bearer);
        Assert.Equal(new Caller("shop", open.Key.PublicKey, ScoresOnly: true), passage.Caller);
        Assert.Equal(401, (await open.SendAsync("POST", Ingestion, new object(), headers: bearer)).Status);
        Assert.Equal(401, (await open.SendAsync("GET", List, new object(), headers: bearer)).Status);

        var whole = ("Authorization", "Bearer " + open.Key.SecretKey);
        passage = await open.SendAsync("POST", Ingestion, new OpenToPublicKeys(), headers: whole);
        Assert.Equal(new Caller("shop", open.Key.PublicKey), passage.Caller);

        var published = ("Authorization", "Bearer pk-lf-local");
        Assert.Equal(401, (await open.SendAsync("POST", Ingestion, new OpenToPublicKeys(), headers: published)).Status);
        var local = await AccessFixture.CreateAsync();
        passage = await local.SendAsync("POST", Ingestion, new OpenToPublicKeys(), headers: published);
        Assert.Equal(new Caller("default", "pk-lf-local", ScoresOnly: true), passage.Caller);
    }

    [Fact]
    public async Task A_missing_key_is_told_in_the_words_of_Langfuse()
    {
        var open = await AccessFixture.CreateAsync(isLocal: false);
        var passage = await open.SendAsync("POST", "/api/public/ingestion", new object());
        Assert.Equal("""{"message":"No authorization header","error":"UnauthorizedError"}""", passage.Text);
    }

    [Fact]
    public async Task Beyond_this_machine_everything_but_the_page_and_its_health_needs_a_key()
    {
        var open = await AccessFixture.CreateAsync(isLocal: false);
        Assert.True((await open.SendAsync("GET", "/healthz", new OpenToAll())).Passed);
        Assert.True((await open.SendAsync("GET", "/assets/index.js")).Passed);
        Assert.True((await open.SendAsync("GET", "/traces/abc")).Passed);
        Assert.Equal(401, (await open.SendAsync("GET", List, new object())).Status);
        Assert.Equal(401, (await open.SendAsync("GET", List)).Status);
        Assert.Equal(401, (await open.SendAsync("GET", "/somewhere/else", new object())).Status);
        Assert.Equal(401, (await open.SendAsync("GET", "/openapi/v1.json", new object())).Status);
        Assert.True(
            (await open.SendAsync("GET", List, new object(), headers: ("x-api-key", open.Key.SecretKey))).Passed
        );
    }

    [Fact]
    public async Task The_owner_needs_the_token_and_no_page_may_use_it()
    {
        var gate = await AccessFixture.CreateAsync();
        const string path = "/api/v1/admin/keys";
        var bearer = ("Authorization", "Bearer " + AccessFixture.Token);
        Assert.Equal(401, (await gate.SendAsync("GET", path, new OwnerOnly())).Status);
        Assert.Equal(
            401,
            (await gate.SendAsync("GET", path, new OwnerOnly(), headers: ("x-api-key", gate.Key.SecretKey))).Status
        );
        Assert.True((await gate.SendAsync("GET", path, new OwnerOnly(), headers: bearer)).Passed);
        var fromPage = await gate.SendAsync(
            "GET",
            path,
            new OwnerOnly(),
            headers: [bearer, ("Origin", "http://localhost:4318")]
        );
        Assert.Equal(401, fromPage.Status);
    }

    [Fact]
    public async Task The_ring_forgets_a_revoked_key()
    {
        var store = new MemoryStore(TimeProvider.System, new RecordDeriver(DialectTable.Default, new PriceBook()));
        var admin = new Clew.Host.Admin.StoreAdmin(store, TimeProvider.System);
        var ring = await KeyRing.OpenAsync(store, CancellationToken.None);
        Assert.True(ring.IsEmpty);
        var key = await admin.CreateKeyAsync(new("default"), CancellationToken.None);
        await ring.ReloadAsync(CancellationToken.None);
        Assert.NotNull(ring.Find(new Credentials(null, key.SecretKey)));
        await admin.RevokeKeyAsync(key.PublicKey, CancellationToken.None);
        await ring.ReloadAsync(CancellationToken.None);
        Assert.Null(ring.Find(new Credentials(null, key.SecretKey)));
        Assert.True(ring.IsEmpty);
    }

    [Theory]
    [InlineData(List, "application/problem+json", "\"code\":\"unauthorized\"")]
    [InlineData(
        "/api/public/ingestion",
        "application/json",
        "{\"message\":\"Invalid credentials. Confirm that you've configured the correct host. This key is"
    )]
    [InlineData(Traces, "application/json", "{\"code\":16,\"message\":\"")]
    [InlineData("/x/v1/traces/", "application/json", "{\"code\":16,")]
    public async Task A_refusal_speaks_the_callers_language(string path, string type, string body)
    {
        var gate = await AccessFixture.CreateAsync();
        var passage = await gate.SendAsync(
            "POST",
            path,
            headers: [("x-api-key", "no"), ("Content-Type", "application/json")]
        );
        Assert.Equal(401, passage.Status);
        Assert.Equal("Bearer realm=\"clew\"", passage.Response.Headers.WWWAuthenticate);
        Assert.Equal(type, passage.Response.ContentType);
        Assert.Contains(body, passage.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_in_protobuf_is_a_status_message()
    {
        var gate = await AccessFixture.CreateAsync();
        var passage = await gate.SendAsync(
            "POST",
            Traces,
            headers: [("x-api-key", "no"), ("Content-Type", "application/x-protobuf; charset=utf-8")]
        );
        Assert.Equal("application/x-protobuf", passage.Response.ContentType);
        // 08 10: the code is 16. 12: a message follows.
        Assert.Equal([0x08, 0x10, 0x12], passage.Body[..3]);
    }

    [Fact]
    public async Task A_refusal_in_gRPC_is_in_the_headers()
    {
        var gate = await AccessFixture.CreateAsync();
        var path = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
        var passage = await gate.SendAsync("POST", path, headers: ("x-api-key", "no"));
        Assert.Equal(200, passage.Status);
        Assert.Equal("application/grpc", passage.Response.ContentType);
        Assert.Equal("16", passage.Response.Headers["grpc-status"]);
    }
}
