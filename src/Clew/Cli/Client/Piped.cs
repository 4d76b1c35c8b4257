using Clew.Host;

namespace Clew.Cli.Client;

/// <summary>What another program pipes in.</summary>
static class Piped
{
    /// <summary>All of it, as text; null at a terminal, where nobody pipes.</summary>
    public static async Task<string?> ReadAsync(Surroundings around, CancellationToken ct)
    {
        if (around.Input is not { } input)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        await input.CopyToAsync(buffer, ct);
        return TextFile.Text(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), "standard input");
    }
}
