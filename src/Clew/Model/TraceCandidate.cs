namespace Clew.Model;

/// <summary>
/// A span that may lend the trace its name or content. A preview of <c>""</c> means that there is one, but that the
/// row it was read from does not keep it.
/// </summary>
readonly record struct TraceCandidate(
    SpanId Id,
    string? Name,
    long StartNano,
    long? EndNano,
    SpanStatus Status,
    bool HasInput,
    bool HasOutput,
    string? InputPreview,
    string? OutputPreview
)
{
    public bool IsElected => !Id.IsEmpty;

    public static TraceCandidate Of(SpanRow row) =>
        new(
            row.SpanId,
            row.Name,
            row.StartNano,
            row.EndNano,
            row.Status,
            row.HasInput,
            row.HasOutput,
            row.HasInput ? row.InputPreview ?? "" : null,
            row.HasOutput ? row.OutputPreview ?? "" : null
        );

    public bool StartsBefore(in TraceCandidate other) =>
        StartNano != other.StartNano ? StartNano < other.StartNano : Id.CompareTo(other.Id) < 0;

    public bool EndsAfter(in TraceCandidate other)
    {
        var (mine, theirs) = (EndNano ?? StartNano, other.EndNano ?? other.StartNano);
        return mine != theirs ? mine > theirs : Id.CompareTo(other.Id) > 0;
    }
}
