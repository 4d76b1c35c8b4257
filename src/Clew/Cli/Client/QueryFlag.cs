using System.CommandLine;
using Clew.Host;

namespace Clew.Cli.Client;

/// <summary><c>--query</c>: the filter language, with its mistakes shown where they are.</summary>
static class QueryFlag
{
    const int LongestLine = 200;

    public static Option<string?> Create() =>
        Flag.Text("--query", "TEXT", "Fitting a query: 'status:failed cost>0.05 refund' (docs/query.md)", "-q");

    /// <summary>The zone of this machine in the name that servers know; null where it has none.</summary>
    public static string? ZoneOf(TimeProvider time)
    {
        var zone = time.LocalTimeZone;
        return zone.HasIanaId ? zone.Id
            : TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var id) ? id
            : null;
    }

    /// <exception cref="Refusal">The server does not understand the query.</exception>
    public static async Task<T> AskAsync<T>(string? query, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ClewQueryException e) when (query is not null)
        {
            throw new Refusal(Marked(query, e), e);
        }
    }

    /// <summary>The message, the query, and a caret under the mistake.</summary>
    static string Marked(string query, ClewQueryException e)
    {
        // One line, so that the caret stands under the right character.
        var line = string.Concat(query.Select(c => char.IsControl(c) ? ' ' : c));
        if (line.Length > LongestLine)
        {
            return e.Message;
        }

        var carets = new string('^', Math.Clamp(e.Length, 1, Math.Max(1, line.Length - e.Position)));
        return $"{e.Message}\n  {line}\n  {new string(' ', Math.Clamp(e.Position, 0, line.Length))}{carets}";
    }
}
