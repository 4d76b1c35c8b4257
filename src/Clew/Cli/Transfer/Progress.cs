using System.Text;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Transfer;

/// <summary>A file with a line for each thing that has arrived, so that a transfer can go on where it ended.</summary>
sealed class Progress : IDisposable
{
    const int Often = 100;

    readonly HashSet<string> known = new(StringComparer.Ordinal);
    readonly HashSet<string> seen = new(StringComparer.Ordinal);
    readonly StreamWriter writer;
    readonly Session call;
    readonly string things;
    readonly string target;

    Progress(StreamWriter writer, Session call, string things)
    {
        this.writer = writer;
        this.call = call;
        this.things = things;
        target = call.Target.Host.GetLeftPart(UriPartial.Path).TrimEnd('/');
    }

    /// <summary>Brought now.</summary>
    public int New { get; private set; }

    /// <summary>Met again, and left.</summary>
    public int Old => seen.Count;

    /// <exception cref="Refusal">The file cannot be used.</exception>
    public static Progress Open(string path, Session call, string things)
    {
        try
        {
            var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
            var writer = new StreamWriter(path, append: true, new UTF8Encoding(false)) { AutoFlush = true };
            var progress = new Progress(writer, call, things);
            var mine = progress.target + "\t";
            // What was brought to another server says nothing about this one.
            progress.known.UnionWith(
                lines.Where(line => line.StartsWith(mine, StringComparison.Ordinal)).Select(line => line[mine.Length..])
            );
            return progress;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Refusal($"The state cannot be kept in '{path}': {e.Message} Name another file with --state.", e);
        }
    }

    public bool Has(string id) => known.Contains(id) && (seen.Add(id) || true);

    public void Add(string id)
    {
        writer.WriteLine($"{target}\t{id}");
        known.Add(id);
        if (++New % Often == 0)
        {
            call.Note($"{New} {things}");
        }
    }

    /// <summary>For what is not counted: whether it has arrived.</summary>
    public bool Knows(string id) => known.Contains(id);

    public void Remember(string id)
    {
        writer.WriteLine($"{target}\t{id}");
        known.Add(id);
    }

    public void Dispose() => writer.Dispose();
}
