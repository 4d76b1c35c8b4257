using System.Diagnostics;

namespace Clew.EndToEnd.Harness;

/// <summary>Clients of other makers, unmodified, in <c>tests/clients/langfuse</c>; <c>./test</c> installs them.</summary>
static class Clients
{
    static readonly string Root = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "../../../../tests/clients/langfuse")
    );

    public static bool AreInstalled => Directory.Exists(Path.Combine(Root, "node_modules"));

    /// <summary>Runs one of the scripts there, with the keys that everyone has on this machine.</summary>
    public static async Task<Answer> RunAsync(Server server, string script)
    {
        var host = server.Http.ToString().TrimEnd('/');
        var start = new ProcessStartInfo("node", [script])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in new[] { "LANGFUSE_HOST", "LANGFUSE_BASEURL", "LANGFUSE_BASE_URL" })
        {
            start.Environment[name] = host;
        }

        // In seconds; their own five are short on a busy machine.
        start.Environment["LANGFUSE_TIMEOUT"] = "60";
        start.Environment["LANGFUSE_PUBLIC_KEY"] = "pk-lf-local";
        start.Environment["LANGFUSE_SECRET_KEY"] = "sk-lf-local";
        // A proxy knows nothing of a server on this machine.
        start.Environment["NO_PROXY"] = "*";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("No process was started.");
        return await Executable.EndAsync(process);
    }

    /// <summary>Runs a script that ends with 0 if what it sees is right.</summary>
    public static async Task SucceedAsync(Server server, string script)
    {
        var answer = await RunAsync(server, script);
        Assert.True(answer.Code == 0, answer.Output + answer.Error);
    }
}

/// <summary>A test that needs Node and the clients; without them the test is skipped, and says so.</summary>
sealed class FactIfClientsAttribute : FactAttribute
{
    public FactIfClientsAttribute()
    {
        if (FactIfInstalledAttribute.Find("node") is null || !Clients.AreInstalled)
        {
            Skip = "Needs Node and its packages: npm --prefix tests/clients/langfuse ci.";
        }
    }
}
