namespace Clew.Bench.Text;

/// <summary>
/// Text from files on this machine, handed out slice by slice and never twice (it starts over when used up): the
/// yardstick for the honesty of <see cref="GeneratedText"/>. Only ASCII files are taken.
/// </summary>
sealed class CorpusText : ITextSource
{
    const int MaxFileBytes = 400_000;

    readonly byte[] _text;
    int _at;

    public CorpusText(string directory, int maxBytes, Rng rng)
    {
        string[] files =
        [
            .. Directory.EnumerateFiles(
                directory,
                "*",
                new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }
            ),
        ];
        rng.Next();
        // A deterministic shuffle: neighbours in a directory are often near-copies of each other.
        Array.Sort(files, StringComparer.Ordinal);
        for (int i = files.Length - 1; i > 0; i--)
        {
            int j = rng.Below(i + 1);
            (files[i], files[j]) = (files[j], files[i]);
        }
        ByteBuffer all = new(1 << 20);
        HashSet<int> seen = [];
        foreach (string file in files)
        {
            if (all.Length >= maxBytes)
                break;
            byte[] bytes = Slurp(file);
            HashCode hash = default;
            hash.AddBytes(bytes);
            if (bytes.Length > 1000 && IsText(bytes) && seen.Add(hash.ToHashCode()))
                all.Append(bytes);
        }
        if (all.Length == 0)
            throw new UsageException($"no text files in {directory}");
        _text = all.Written.ToArray();
    }

    public int Bytes => _text.Length;

    /// <summary>How often the text was used up and started over.</summary>
    public int Rounds { get; private set; }

    public void NextTopic(Rng rng) { }

    public void Question(ByteBuffer into, int bytes, Rng rng) => Take(into, bytes);

    public void Answer(ByteBuffer into, int bytes, Rng rng) => Take(into, bytes);

    public void Instructions(ByteBuffer into, int bytes, Rng rng) => Take(into, bytes);

    public void Code(ByteBuffer into, int bytes, Rng rng) => Take(into, bytes);

    public void Log(ByteBuffer into, int bytes, Rng rng) => Take(into, bytes);

    public void Line(ByteBuffer into, Rng rng) => Take(into, 60);

    void Take(ByteBuffer into, int bytes)
    {
        bytes = Math.Min(bytes, _text.Length);
        if (_at + bytes > _text.Length)
        {
            _at = 0;
            Rounds++;
        }
        into.Append(_text.AsSpan(_at, bytes));
        _at += bytes;
    }

    static byte[] Slurp(string file)
    {
        try
        {
            FileInfo info = new(file);
            return info.Exists && info.LinkTarget is null && info.Length < MaxFileBytes ? File.ReadAllBytes(file) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    static bool IsText(byte[] bytes) =>
        bytes.AsSpan().IndexOfAnyExceptInRange((byte)9, (byte)126) < 0 && bytes.AsSpan().IndexOf((byte)13) < 0;
}
