namespace Clew.Bench.Measure;

/// <summary>Bytes in files under a directory.</summary>
static class DiskUse
{
    /// <returns>All bytes, and those in write-ahead logs, which a checkpoint empties.</returns>
    public static (long All, long Wal) Of(string directory)
    {
        long all = 0,
            wal = 0;
        foreach (FileInfo file in new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            all += file.Length;
            if (file.Name.EndsWith("-wal", StringComparison.Ordinal))
                wal += file.Length;
        }
        return (all, wal);
    }
}
