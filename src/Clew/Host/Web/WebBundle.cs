using System.Collections.Frozen;
using System.Reflection;
using System.Text;

namespace Clew.Host.Web;

/// <summary>The built page, which travels inside the executable.</summary>
sealed class WebBundle
{
    /// <summary>The project file names the resources so, followed by the path below <c>web/dist</c>.</summary>
    const string Prefix = "web/";

    const string IndexPath = "/index.html";

    readonly FrozenDictionary<string, WebFile> files;

    WebBundle(Dictionary<string, WebFile> files)
    {
        this.files = files.ToFrozenDictionary(StringComparer.Ordinal);
        Index = files.GetValueOrDefault(IndexPath) ?? new WebFile(IndexPath, Encoding.UTF8.GetBytes(NotBuilt));
    }

    /// <summary>The page itself, or one that says how to build it.</summary>
    public WebFile Index { get; }

    /// <param name="files">Contents by path, for example <c>/index.html</c>.</param>
    public static WebBundle Of(IEnumerable<KeyValuePair<string, byte[]>> files) =>
        new(files.ToDictionary(file => file.Key, file => new WebFile(file.Key, file.Value), StringComparer.Ordinal));

    public static WebBundle Load(Assembly assembly)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                var path = "/" + name[Prefix.Length..].Replace('\\', '/');
                files[path] = Read(assembly, name);
            }
        }

        return Of(files);
    }

    public WebFile? Find(string path) => path is "/" or IndexPath ? Index : files.GetValueOrDefault(path);

    static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    const string NotBuilt = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Clew</title>
        <style>
          body { font: 16px/1.6 system-ui, sans-serif; max-width: 38rem; margin: 15vh auto; padding: 0 1.5rem }
          code { font: 0.9em ui-monospace, monospace }
        </style>
        <h1>The page is not built</h1>
        <p>This Clew was built without its page. The server works: it receives traces, and its API answers.
        <p>To build the page, install Node 20 or newer and start Clew again with <code>./clew serve</code>,
        which builds what is missing.
        </html>

        """;
}
