using System.Globalization;
using System.Text;

namespace Clew.Cli.Transfer;

/// <summary>Which traces a file has, and how long it was after each: the file beside it that lets an export go on.</summary>
sealed class IdList
{
    readonly HashSet<string> ids = new(StringComparer.Ordinal);
    readonly string path;

    /// <param name="data">Without it the list says nothing.</param>
    public IdList(string path, string data)
    {
        this.path = path;
        if (!File.Exists(data))
        {
            File.Delete(path);
        }

        if (!File.Exists(path))
        {
            return;
        }

        foreach (var line in File.ReadAllLines(path))
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab > 0 && long.TryParse(line[..tab], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            {
                ids.Add(line[(tab + 1)..]);
                Length = length;
            }
        }
    }

    /// <summary>Bytes of the data that are complete.</summary>
    public long Length { get; private set; }

    public bool Has(string id) => ids.Contains(id);

    public void Add(string id, long length)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{length}\t{id}\n");
        File.AppendAllText(path, line, new UTF8Encoding(false));
        ids.Add(id);
        Length = length;
    }
}
