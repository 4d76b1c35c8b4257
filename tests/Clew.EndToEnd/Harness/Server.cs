using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Clew.EndToEnd.Harness;

/// <summary>A running server with a data directory of its own.</summary>
sealed class Server : IAsyncDisposable
{
    readonly Process process;
    readonly Task<string> output;
    readonly Task<string> error;
    readonly Folder? folder;
    bool hasEnded;

    Server(Process process, Folder? folder, string data)
    {
        this.process = process;
        this.folder = folder;
        Data = data;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    public string Data { get; }

    /// <summary>Of the server itself, also when it runs under another program.</summary>
    public int ProcessId { get; private set; }

    public Uri Http { get; private set; } = null!;
    public Uri? Grpc { get; private set; }

    /// <summary>Follows no redirects and keeps no cookies: it sees what is really answered.</summary>
    public HttpClient Client { get; } =
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
            }
        );

    public static Task<Server> StartAsync(params string[] args) => StartAsync(new ServerSetup { Arguments = args });

    public static async Task<Server> StartAsync(ServerSetup setup)
    {
        var folder = setup.Data is null ? new Folder() : null;
        var data = setup.Data ?? folder!.Below("data");
        string[] ports = ["--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0"];
        var process = Executable.Start(
            ["serve", "--data", data, .. setup.Arguments.Contains("--http") ? [] : ports, .. setup.Arguments],
            setup.Variables,
            setup.Before
        );
        var server = new Server(process, folder, data);
        await server.ListensAsync();
        return server;
    }

    /// <summary>Asks it to stop, and waits until it has.</summary>
    public async Task<Answer> StopAsync()
    {
        Executable.Interrupt(ProcessId);
        return await EndAsync();
    }

    /// <summary>Returns when nobody can connect any more: the server has begun to stop.</summary>
    public async Task RefusesConnectionsAsync()
    {
        while (true)
        {
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, Http.Port);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    /// <summary>Takes away its life without a word, as a crash would.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!hasEnded)
        {
            process.Kill(entireProcessTree: true);
            await EndAsync();
        }
        process.Dispose();
        Client.Dispose();
        folder?.Dispose();
    }

    async Task<Answer> EndAsync()
    {
        using var limit = new CancellationTokenSource(Executable.Patience);
        await process.WaitForExitAsync(limit.Token);
        hasEnded = true;
        return new Answer(process.ExitCode, await output, await error);
    }

    /// <summary>The server writes its addresses into the data directory once it listens.</summary>
    async Task ListensAsync()
    {
        var path = Path.Combine(Data, "server.json");
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The server ended with {process.ExitCode}: {await error}");
            }
            if (Stopwatch.GetElapsedTime(start) > Executable.Patience)
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"The server does not listen: {await output}{await error}");
            }
            // One that was killed before leaves its file; the new one replaces it.
            if (File.Exists(path) && Read(path))
            {
                Client.BaseAddress = Http;
                return;
            }
            await Task.Delay(20);
        }
    }

    bool Read(string path)
    {
        try
        {
            using var file = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = file.RootElement;
            ProcessId = root.GetProperty("processId").GetInt32();
            Http = new Uri(root.GetProperty("http").GetString()!);
            Grpc = root.GetProperty("grpc").GetString() is { } grpc ? new Uri(grpc) : null;
            return process.Id == ProcessId || IsBelow(ProcessId, process.Id);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>True if one process was started by the other, as when it runs under a tracer.</summary>
    static bool IsBelow(int child, int parent)
    {
        try
        {
            // pid (name) state parent …; the name may hold anything, so the last parenthesis counts.
            var stat = File.ReadAllText($"/proc/{child}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]
                == parent.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return false;
        }
    }
}

/// <summary>How to start a server.</summary>
sealed record ServerSetup
{
    /// <summary>Null for a new directory that goes with the server.</summary>
    public string? Data { get; init; }
    public IReadOnlyList<string> Arguments { get; init; } = [];
    public IReadOnlyDictionary<string, string>? Variables { get; init; }

    /// <summary>A program to run it under.</summary>
    public string[] Before { get; init; } = [];
}
