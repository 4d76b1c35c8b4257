using System.Text.Json;
using Clew.Host.Options;

namespace Clew.Host.Data;

/// <summary>
/// The one directory that holds everything, while this process is the only one in it. A lock file is held open for as
/// long as this object lives; the system releases it even if the process is killed.
/// </summary>
sealed class DataDirectory : IDisposable
{
    const string LockName = "clew.lock";

    /// <summary>A verb of the command line holds the lock for some milliseconds only; that is worth waiting for.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    readonly FileStream held;

    DataDirectory(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    public string Path { get; }

    /// <summary>Creates the directory if need be and takes it.</summary>
    /// <exception cref="Refusal">It cannot be used, or another process has it.</exception>
    public static async Task<DataDirectory> OpenAsync(string path, TimeProvider time, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            if (TryOpen(path) is { } directory)
            {
                return directory;
            }

            if (ServerFile.Read(path) is { } server)
            {
                throw new Refusal(
                    $"Another Clew (process {server.ProcessId}, at {server.Http}) is using '{path}'; stop it, or give "
                        + $"another directory with {Setting.Data}."
                );
            }

            if (time.GetElapsedTime(start) > Patience)
            {
                throw new Refusal(
                    $"Another process is using '{path}'; stop it, or give another directory with {Setting.Data}."
                );
            }

            await Task.Delay(Pause, time, ct);
        }
    }

    /// <summary>As <see cref="OpenAsync"/>, but null at once if another process has it.</summary>
    /// <exception cref="Refusal">It cannot be used.</exception>
    public static DataDirectory? TryOpen(string path)
    {
        Create(path);
        // Before the lock, so that nothing is left behind in a directory that is not ours; and after it, because another
        // process may have begun at the same moment.
        CheckOwner(path);
        var held = TakeLock(path);
        if (held is null)
        {
            return null;
        }

        try
        {
            Prepare(path);
            return new DataDirectory(path, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose() => held.Dispose();

    static void Create(string path)
    {
        if (File.Exists(path))
        {
            throw new Refusal($"The data directory '{path}' is a file; give a directory with {Setting.Data}.");
        }

        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(
                    path,
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                );
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Refusal(
                $"The data directory '{path}' cannot be created ({Reason(e)}); give another with {Setting.Data}.",
                e
            );
        }
    }

    static FileStream? TakeLock(string path)
    {
        try
        {
            return new FileStream(
                System.IO.Path.Combine(path, LockName),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException e) when (IsHeldElsewhere(e))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(path, e);
        }
    }

    /// <summary>EWOULDBLOCK on Linux and on macOS, ERROR_SHARING_VIOLATION on Windows.</summary>
    static bool IsHeldElsewhere(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    static void Prepare(string path)
    {
        var marker = CheckOwner(path);
        try
        {
            // What a killed server left behind; we hold the lock, so it is gone.
            ServerFile.Remove(path);
            if (marker is null)
            {
                WholeFile.Write(
                    System.IO.Path.Combine(path, DirectoryMarker.FileName),
                    new DirectoryMarker(DirectoryMarker.OurProduct, DirectoryMarker.CurrentFormat),
                    HostJson.Default.DirectoryMarker
                );
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(path, e);
        }
    }

    /// <summary>Returns the marker, or null if the directory is new.</summary>
    static DirectoryMarker? CheckOwner(string path)
    {
        try
        {
            var marker = ReadMarker(path);
            if (marker is null && Directory.EnumerateFileSystemEntries(path).Any(IsForeign))
            {
                throw new Refusal(
                    $"The directory '{path}' holds other things than Clew's data; give an empty one with {Setting.Data}."
                );
            }

            return marker;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Refusal(
                $"The data directory '{path}' cannot be read ({Reason(e)}); give another with {Setting.Data}.",
                e
            );
        }
    }

    static DirectoryMarker? ReadMarker(string path)
    {
        var file = System.IO.Path.Combine(path, DirectoryMarker.FileName);
        if (!File.Exists(file))
        {
            return null;
        }

        DirectoryMarker? marker = null;
        try
        {
            using var stream = File.OpenRead(file);
            marker = JsonSerializer.Deserialize(stream, HostJson.Default.DirectoryMarker);
        }
        catch (JsonException) { }
        if (marker?.Product != DirectoryMarker.OurProduct)
        {
            throw new Refusal($"The file '{file}' is not Clew's; give another directory with {Setting.Data}.");
        }

        if (marker.FormatVersion > DirectoryMarker.CurrentFormat)
        {
            throw new Refusal(
                $"The data directory '{path}' was written by a newer Clew (format {marker.FormatVersion}, this one "
                    + $"knows {DirectoryMarker.CurrentFormat}); use that version, or give another with {Setting.Data}."
            );
        }

        return marker;
    }

    /// <summary>Our own first files do not count: a process may have been killed before it wrote the marker.</summary>
    static bool IsForeign(string entry) =>
        System.IO.Path.GetFileName(entry)
            is not (LockName or DirectoryMarker.FileName + WholeFile.TemporarySuffix or "lost+found");

    static Refusal NotWritable(string path, Exception e) =>
        new($"The data directory '{path}' cannot be written to ({Reason(e)}); give another with {Setting.Data}.", e);

    /// <summary>The system's words without the path, which the sentence has already.</summary>
    static string Reason(Exception e) =>
        e switch
        {
            UnauthorizedAccessException => "no permission",
            DirectoryNotFoundException => "its parent is not there or cannot be written to",
            _ => e.Message.Split(" : ")[0].TrimEnd('.'),
        };
}
