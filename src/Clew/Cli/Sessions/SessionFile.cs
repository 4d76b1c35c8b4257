using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Sessions;

/// <summary>A small YAML file: <c>session_id</c>, and <c>nodes</c> with <c>trace_id</c> and <c>name</c>.</summary>
static class SessionFile
{
    public static Option<string> Flag() =>
        new("--file", "-f")
        {
            Description = "The file (default: session.yml)",
            HelpName = "FILE",
            DefaultValueFactory = _ => "session.yml",
        };

    public static void Create(string path, string session, string trace, string name) =>
        TextFile.Write(path, $"session_id: {Quoted(session)}\nnodes:\n{Node(trace, name)}");

    /// <summary>At the end of the list, wherever that is in the file.</summary>
    public static void Add(string path, string session, string trace, string name)
    {
        if (!File.Exists(path))
        {
            Create(path, session, trace, name);
            return;
        }

        var lines = TextFile.Read(path).TrimEnd('\n').Split('\n').ToList();
        var nodes = lines.FindIndex(line => line.StartsWith("nodes:", StringComparison.Ordinal));
        if (nodes < 0)
        {
            throw new Refusal($"File '{path}' has no list of nodes; the trace was sent, the file is unchanged.");
        }

        lines[nodes] = "nodes:";
        var end = lines.FindIndex(nodes + 1, line => line.Length > 0 && line[0] is not (' ' or '-'));
        lines.Insert(end < 0 ? lines.Count : end, Node(trace, name).TrimEnd('\n'));
        TextFile.Write(path, string.Join('\n', lines) + "\n");
    }

    static string Node(string trace, string name) => $"- trace_id: {Quoted(trace)}\n  name: {Quoted(name)}\n";

    /// <summary>A JSON string is a YAML string too.</summary>
    static string Quoted(string text) => ClewJson.OfText(text).GetRawText();
}
