using System.Text.Json;

namespace Clew;

/// <summary>One event of the ingestion API, for what the other methods do not say.</summary>
/// <param name="Type"><c>trace-create</c>, <c>span-update</c> …</param>
/// <param name="Body">Its fields.</param>
public sealed record NewEvent(string Type, JsonElement Body)
{
    /// <summary>1 to 800 characters. The same again is a duplicate and changes nothing. Null makes a new one.</summary>
    public string? Id { get; init; }

    /// <summary>When it happened; null is now. Events about one thing apply in this order.</summary>
    public DateTimeOffset? Timestamp { get; init; }
}
