namespace Clew.Host.Admin;

/// <summary>A project as it is told to people; <paramref name="CreatedUnixNano"/> as everywhere in the API.</summary>
sealed record ProjectInfo(string Id, string Name, string CreatedUnixNano);

/// <summary>What is needed for a project. Without a name its id is used.</summary>
sealed record NewProject(string Id, string? Name = null);

/// <summary>A key without its secret, which nobody knows but its owner.</summary>
sealed record KeyInfo(string PublicKey, string Project, string? Note, string CreatedUnixNano, string? RevokedUnixNano);

/// <summary>What is needed for a key.</summary>
sealed record NewKey(string Project, string? Note = null);

/// <summary>Which traces to derive again: those that start then or later, Unix nanoseconds; null for all.</summary>
sealed record NewReindex(string? SinceUnixNano);

/// <param name="State"><c>idle</c>, <c>running</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Traces">Done so far.</param>
/// <param name="Error">Why it failed, in a sentence.</param>
sealed record ReindexInfo(string State, long Traces, long AllTraces, string? Error);

/// <summary>A new key with its secret. This is the only time that the secret is shown.</summary>
sealed record IssuedKey(string PublicKey, string SecretKey, string Project, string? Note);
