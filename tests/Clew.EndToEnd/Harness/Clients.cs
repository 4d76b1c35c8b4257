using System.Collections.Concurrent;
using System.Diagnostics;

namespace Clew.EndToEnd.Harness;

/// <summary>
/// Clients of other makers, unmodified, as scripts in the folders of <c>tests/clients</c>. <c>./test</c> installs them; a
/// single test that is run by hand does so itself.
/// </summary>
static class Clients
{
    const string Langfuse = "langfuse";

    static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../tests/clients"));

    static readonly ConcurrentDictionary<string, Lazy<Task>> packages = new();

    /// <param name="folder">That of <c>tests/clients</c>.</param>
    public static Task<Answer> RunAsync(string folder, string script, params string[] args)
    {
        var start = StartOf(folder, "node", [script, .. args]);
        Executable.Clean(start);
        return EndAsync(folder, start);
    }

    /// <summary>One that speaks to a server as to Langfuse, with the keys that everyone has on this machine.</summary>
    public static Task<Answer> RunLangfuseAsync(Server server, string script)
    {
        var start = StartOf(Langfuse, "node", [script]);
        foreach (var name in new[] { "LANGFUSE_HOST", "LANGFUSE_BASEURL", "LANGFUSE_BASE_URL" })
        {
            start.Environment[name] = server.Http.ToString().TrimEnd('/');
        }

        // In seconds; their own five are short on a busy machine.
        start.Environment["LANGFUSE_TIMEOUT"] = "60";
        start.Environment["LANGFUSE_PUBLIC_KEY"] = "pk-lf-local";
        start.Environment["LANGFUSE_SECRET_KEY"] = "sk-lf-local";
        // A proxy knows nothing of a server on this machine.
        start.Environment["NO_PROXY"] = "*";
        return EndAsync(Langfuse, start);
    }

    /// <summary>Runs a script that ends with 0 if what it sees is right.</summary>
    public static async Task SucceedAsync(Server server, string script)
    {
        var answer = await RunLangfuseAsync(server, script);
        Assert.True(answer.Code == 0, answer.Output + answer.Error);
    }

    static async Task<Answer> EndAsync(string folder, ProcessStartInfo start)
    {
        await packages.GetOrAdd(folder, name => new(() => InstallAsync(name))).Value;
        return await EndAsync(start);
    }

    static async Task InstallAsync(string folder)
    {
        if (!Directory.Exists(Path.Combine(Root, folder, "node_modules")))
        {
            var installed = await EndAsync(StartOf(folder, "npm", ["ci", "--ignore-scripts", "--silent"]));
            Assert.True(installed.Code == 0, installed.Error);
        }
    }

    static ProcessStartInfo StartOf(string folder, string program, string[] args) =>
        new(program, args)
        {
            WorkingDirectory = Path.Combine(Root, folder),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    static async Task<Answer> EndAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start) ?? throw new InvalidOperationException("No process was started.");
        return await Executable.EndAsync(process);
    }
}
