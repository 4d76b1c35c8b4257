using System.Diagnostics;

namespace Clew.EndToEnd.Harness;

/// <summary>
/// Scripts in <c>tests/clients/langfuse</c>: they use Langfuse's npm packages as everybody does, and end with 0 if what
/// they see is right.
/// </summary>
static class LangfuseClients
{
    /// <summary>Above <c>artifacts/bin/Clew.EndToEnd/release</c>.</summary>
    static readonly string Place = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "../../../../tests/clients/langfuse")
    );

    static readonly Lazy<Task> Packages = new(InstallAsync);

    /// <param name="secretKey">Of a project; null for the default one of a local server.</param>
    public static async Task RunAsync(Server server, string script, string? publicKey = null, string? secretKey = null)
    {
        await Packages.Value;
        var start = new ProcessStartInfo("node", [script]) { WorkingDirectory = Place };
        start.Environment["LANGFUSE_BASE_URL"] = server.Http.ToString().TrimEnd('/');
        start.Environment["LANGFUSE_PUBLIC_KEY"] = publicKey ?? "pk-lf-local";
        start.Environment["LANGFUSE_SECRET_KEY"] = secretKey ?? "sk-lf-local";
        // A proxy knows nothing of a server on this machine.
        start.Environment["NO_PROXY"] = "*";
        await EndAsync(start);
    }

    /// <summary><c>./test</c> has done it before; a single test by hand has not.</summary>
    static async Task InstallAsync()
    {
        if (!Directory.Exists(Path.Combine(Place, "node_modules")))
        {
            await EndAsync(new ProcessStartInfo("npm", ["ci", "--ignore-scripts"]) { WorkingDirectory = Place });
        }
    }

    static async Task EndAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("No process was started.");
        var answer = await Executable.EndAsync(process);
        Assert.True(answer.Code == 0, answer.Output + answer.Error);
    }
}
