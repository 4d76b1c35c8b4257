using Clew.Cli.Client;

namespace Clew.Cli.Traces;

/// <summary>The server's answer is printed also when it refuses: whoever reads the JSON finds out why.</summary>
static class Accounted
{
    /// <exception cref="IngestionException">Something was refused; the answer has been printed.</exception>
    public static async Task<IngestionResult> ForAsync(Session call, Func<Task<IngestionResult>> send)
    {
        try
        {
            return await send();
        }
        catch (IngestionException e) when (e.Result.Errors.Count > 0)
        {
            call.WriteJson(e.Result.Json);
            throw;
        }
    }
}
