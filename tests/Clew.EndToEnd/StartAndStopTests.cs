using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

public sealed class StartAndStopTests
{
    [Fact]
    public async Task It_starts_says_where_it_is_and_stops_when_asked()
    {
        await using var server = await Server.StartAsync();
        Assert.Equal("ok\n", await server.Client.GetStringAsync("/healthz"));
        Assert.Equal("ready\n", await server.Client.GetStringAsync("/readyz"));
        var info = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/server");
        Assert.Equal(server.Http, new Uri(info.GetProperty("endpoints").GetProperty("http").GetString()!));
        Assert.Equal(server.Grpc, new Uri(info.GetProperty("endpoints").GetProperty("grpc").GetString()!));
        Assert.True(info.GetProperty("localMode").GetBoolean());

        var (code, output, error) = await server.StopAsync();
        Assert.Equal((0, ""), (code, error));
        Assert.Contains(
            $"export OTEL_EXPORTER_OTLP_ENDPOINT={server.Http.GetLeftPart(UriPartial.Authority)}\n",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("export LANGFUSE_PUBLIC_KEY=pk-lf-local\n", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(server.Data, "server.json")));
    }

    [Fact]
    public async Task A_request_that_is_under_way_is_finished_first()
    {
        await using var server = await Server.StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.Http.Port);
        var stream = socket.GetStream();
        using var reader = new StreamReader(stream);
        // "Continue" comes when the server begins to read the body: from then on the request is under way.
        await stream.WriteAsync(
            "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"u8.ToArray()
        );
        Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync());
        Assert.Equal("", await reader.ReadLineAsync());
        await stream.WriteAsync("{"u8.ToArray());
        var stopping = server.StopAsync();
        await server.RefusesConnectionsAsync();
        await stream.WriteAsync("}"u8.ToArray());
        Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync());
        Assert.Equal(0, (await stopping).Code);
    }

    [Fact]
    public async Task Every_wrong_option_is_told_at_once()
    {
        var (code, output, error) = await Executable.RunAsync(
            "serve",
            "--http",
            "4318",
            "--store",
            "postgres",
            "--max-request-bytes",
            "x"
        );
        Assert.Equal((2, ""), (code, output));
        Assert.Equal(4, error.TrimEnd().Split('\n').Length);
        Assert.Contains("--http (CLEW_HTTP)", error, StringComparison.Ordinal);
        Assert.Contains("--store (CLEW_STORE)", error, StringComparison.Ordinal);
        Assert.Contains("--max-request-bytes (CLEW_MAX_REQUEST_BYTES)", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_variable_is_warned_of()
    {
        await using var server = await Server.StartAsync(
            new ServerSetup { Variables = new Dictionary<string, string> { ["CLEW_DATE"] = "x" } }
        );
        Assert.Contains("did you mean CLEW_DATA?", (await server.StopAsync()).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--http")]
    [InlineData("--grpc")]
    public async Task A_port_in_use_is_one_sentence(string flag)
    {
        using var folder = new Folder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = taken.LocalEndpoint.ToString()!;
        var other = flag == "--http" ? "--grpc" : "--http";
        var answer = await Executable.RunAsync(
            "serve",
            "--data",
            folder.Below("data"),
            flag,
            address,
            other,
            "127.0.0.1:0"
        );
        AssertOneSentence(answer, $"Cannot listen on {address}: the port is in use. Choose another with {flag}");
    }

    [Fact]
    public async Task A_second_process_on_the_same_directory_is_refused_by_name()
    {
        await using var server = await Server.StartAsync();
        var answer = await Executable.RunAsync(
            "serve",
            "--data",
            server.Data,
            "--http",
            "127.0.0.1:0",
            "--grpc",
            "off"
        );
        AssertOneSentence(
            answer,
            $"Another Clew (process {server.ProcessId}, at {server.Http.GetLeftPart(UriPartial.Authority)}) is using"
        );
        Assert.Equal("ok\n", await server.Client.GetStringAsync("/healthz"));
    }

    [Fact]
    public async Task After_a_kill_it_starts_again()
    {
        using var folder = new Folder();
        await using (var first = await Server.StartAsync(new ServerSetup { Data = folder.Below("data") }))
        {
            await first.KillAsync();
        }
        await using var second = await Server.StartAsync(new ServerSetup { Data = folder.Below("data") });
        Assert.Equal(0, (await second.StopAsync()).Code);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_used_is_one_sentence()
    {
        using var folder = new Folder();
        await File.WriteAllTextAsync(folder.Below("file"), "");
        Directory.CreateDirectory(folder.Below("home"));
        await File.WriteAllTextAsync(folder.Below("home/letter.txt"), "");
        Directory.CreateDirectory(folder.Below("newer"));
        await File.WriteAllTextAsync(folder.Below("newer/clew.json"), """{"product":"clew","formatVersion":99}""");
        Directory.CreateDirectory(folder.Below("broken"));
        await File.WriteAllTextAsync(folder.Below("broken/clew.json"), """{"product":"clew","formatVersion":1}""");
        await File.WriteAllTextAsync(
            folder.Below("broken/clew.db"),
            "This is a letter, not a database, and long enough to be one of several pages."
        );

        AssertOneSentence(await ServeAsync(folder.Below("file")), "is a file; give a directory with --data");
        AssertOneSentence(await ServeAsync(folder.Below("file/below")), "cannot be created");
        AssertOneSentence(await ServeAsync("/proc/clew"), "cannot be created");
        AssertOneSentence(await ServeAsync(folder.Below("home")), "holds other things than Clew's data");
        AssertOneSentence(await ServeAsync(folder.Below("newer")), "newer Clew (format 99");
        AssertOneSentence(await ServeAsync(folder.Below("broken")), "clew.db");
    }

    [Fact]
    public async Task Beyond_this_machine_it_starts_only_with_a_key()
    {
        using var folder = new Folder();
        var data = folder.Below("data");
        string[] open = ["--http", "0.0.0.0:0", "--grpc", "off"];
        AssertOneSentence(
            await Executable.RunAsync(["serve", "--data", data, .. open]),
            "so a key is needed: make one with 'clew keys create"
        );

        var created = await Executable.RunAsync("keys", "create", "--data", data, "--json");
        var secret = JsonDocument.Parse(created.Output).RootElement.GetProperty("secretKey").GetString();
        await using var server = await Server.StartAsync(new ServerSetup { Data = data, Arguments = open });
        var here = new Uri($"http://127.0.0.1:{server.Http.Port}");
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync(new Uri(here, "/healthz"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync(new Uri(here, "/"))).StatusCode);
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await server.Client.GetAsync(new Uri(here, "/api/v1/server"))).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await server.Client.GetAsync(new Uri(here, "/openapi/v1.json"))).StatusCode
        );
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(here, "/api/v1/server"));
        request.Headers.Authorization = new("Bearer", secret);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.SendAsync(request)).StatusCode);
    }

    static Task<Answer> ServeAsync(string data) =>
        Executable.RunAsync("serve", "--data", data, "--http", "127.0.0.1:0", "--grpc", "off");

    static void AssertOneSentence(Answer answer, string part)
    {
        Assert.Equal((1, ""), (answer.Code, answer.Output));
        Assert.StartsWith("Error: ", answer.Error, StringComparison.Ordinal);
        Assert.Contains(part, answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.TrimEnd().Split('\n'));
    }
}
