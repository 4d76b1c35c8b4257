namespace Clew.Model;

/// <summary>
/// A span that may lend the trace its name or content. Its lines are text that may not be made yet; <c>""</c> means that
/// there is a preview, but that the row it was read from does not keep it.
/// </summary>
readonly record struct TraceCandidate(
    SpanId Id,
    string? Name,
    long StartNano,
    long? EndNano,
    SpanStatus Status,
    bool HasInput,
    bool HasOutput,
    object? InputLine,
    object? OutputLine
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
            row.HasInput ? row.InputLine ?? "" : null,
            row.HasOutput ? row.OutputLine ?? "" : null
        );

    /// <summary>Whether there is an input whose preview has to be read again.</summary>
    public bool LacksInput => InputLine is "";

    public bool LacksOutput => OutputLine is "";

    /// <summary>The same with its texts made.</summary>
    public TraceCandidate Settled() =>
        InputLine is LateText || OutputLine is LateText
            ? this with
            {
                InputLine = LateText.Settled(InputLine),
                OutputLine = LateText.Settled(OutputLine),
            }
            : this;

    public bool StartsBefore(in TraceCandidate other) =>
        StartNano != other.StartNano ? StartNano < other.StartNano : Id.CompareTo(other.Id) < 0;

    public bool EndsAfter(in TraceCandidate other)
    {
        var (mine, theirs) = (EndNano ?? StartNano, other.EndNano ?? other.StartNano);
        return mine != theirs ? mine > theirs : Id.CompareTo(other.Id) > 0;
    }
}
