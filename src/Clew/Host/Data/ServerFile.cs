using System.Text.Json;

namespace Clew.Host.Data;

/// <summary>
/// The file <c>server.json</c>, there while a server runs: where it listens, and the token with which the same user's
/// command line may administer it. Nobody else can read it.
/// </summary>
/// <param name="Http">Base address for clients, for example <c>http://127.0.0.1:4318</c>.</param>
/// <param name="Grpc">Null when gRPC is off.</param>
/// <param name="Admin">Base address that works on this machine, whatever clients use.</param>
sealed record ServerFile(int ProcessId, string Http, string? Grpc, string Admin, string Token)
{
    public const string FileName = "server.json";

    /// <summary>Returns null if no server is running, or the file cannot be read.</summary>
    public static ServerFile? Read(string directory)
    {
        try
        {
            using var file = File.OpenRead(Path.Combine(directory, FileName));
            return JsonSerializer.Deserialize(file, HostJson.Default.ServerFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Write(string directory) =>
        WholeFile.Write(Path.Combine(directory, FileName), this, HostJson.Default.ServerFile);

    public static void Remove(string directory) => File.Delete(Path.Combine(directory, FileName));
}
