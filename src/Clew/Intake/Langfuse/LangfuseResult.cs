namespace Clew.Intake.Langfuse;

/// <summary>What became of a batch: each event that was sent stands in one of the two, but for a client's own log.</summary>
/// <param name="Fault">Set if the request as a whole is not what it should be: nothing was kept.</param>
/// <param name="Successes">Ids of events: creations by their time, then updates by their time.</param>
/// <param name="Errors">In the order of the request.</param>
sealed record LangfuseResult(string? Fault, IReadOnlyList<string> Successes, IReadOnlyList<LangfuseError> Errors);

/// <param name="Status">As if the event had been a request of its own.</param>
sealed record LangfuseError(string Id, int Status, string Message, string Error)
{
    public static LangfuseError Invalid(string id, string error) => new(id, 400, LangfuseAnswer.InvalidData, error);

    /// <summary>A public key alone may send scores and nothing else.</summary>
    public static LangfuseError Denied(string id) => new(id, 401, "Authentication error", "Access Scope Denied");
}

/// <summary>Who sends.</summary>
/// <param name="ScoresOnly">Scores are all that it may send.</param>
/// <param name="Sdk">What the client says of itself, a JSON object; empty if nothing.</param>
readonly record struct LangfuseSender(string Project, bool ScoresOnly, ReadOnlyMemory<byte> Sdk);
