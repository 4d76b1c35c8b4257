using Clew.Host.Data;

namespace Clew.Host.Admin;

/// <summary>
/// The way in for the command line: with no server running it opens the store itself, otherwise it asks the server,
/// because a data directory belongs to one process at a time.
/// </summary>
static class AdminDoor
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <exception cref="Refusal">Neither worked.</exception>
    public static async Task<IAdmin> OpenAsync(string path, Surroundings around, CancellationToken ct)
    {
        var start = around.Time.GetTimestamp();
        while (true)
        {
            if (DataDirectory.TryOpen(path) is { } directory)
            {
                return OwnStoreAdmin.Open(directory, around);
            }

            if (ServerFile.Read(path) is { } server)
            {
                return new RemoteAdmin(server);
            }
            // A server that has just begun has the lock before it has an address.
            if (around.Time.GetElapsedTime(start) > Patience)
            {
                throw new Refusal($"Another process is using '{path}', but it does not say where it can be reached.");
            }

            await Task.Delay(Pause, around.Time, ct);
        }
    }
}
