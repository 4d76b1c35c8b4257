namespace Clew.Api.Langfuse;

/// <summary>
/// What a project keeps that its telemetry is understood by: its models, which price spans, and its score configs, which
/// link categories to numbers.
/// </summary>
interface IProjectRules
{
    /// <summary>Some of it was changed: when this completes, records are understood by what is kept now.</summary>
    Task ReadAgainAsync(string project, CancellationToken ct);
}
