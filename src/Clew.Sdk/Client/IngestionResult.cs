using System.Text.Json;

namespace Clew;

/// <summary>The server's answer to events, in the shape of Langfuse's 207.</summary>
/// <param name="Successes">Events that it has taken. A duplicate is a success.</param>
/// <param name="Errors">Events that it refused.</param>
public sealed record IngestionResult(IReadOnlyList<EventOutcome> Successes, IReadOnlyList<EventOutcome> Errors)
{
    /// <summary>
    /// <c>{"successes":[…],"errors":[…]}</c>, each entry as the server wrote it. With several requests their lists are
    /// joined.
    /// </summary>
    public required JsonElement Json { get; init; }
}
