using System.Text;

namespace Clew.Wire.Langfuse;

/// <summary>What a member of a body may hold. Null is good for all but those that are needed.</summary>
enum Rule : byte
{
    Text,
    Name,
    Id,
    NeededId,
    Time,
    Flag,
    Texts,
    Integer,
    Level,
    LegacyType,
    Map,
    Parameters,
    LegacyParameters,
    Usage,
    OutputMode,
    NeededText,
    NeededAny,
    Source,
}

/// <summary>
/// The members that each body may have. Those that are not listed may hold anything: unknown ones, <c>input</c>,
/// <c>output</c>, <c>metadata</c>, and <c>environment</c>, of which a bad one counts as none.
/// </summary>
static class BodyRules
{
    static readonly Member[] Trace =
    [
        new("id", Rule.Id),
        new("timestamp", Rule.Time),
        new("name", Rule.Name),
        new("externalId", Rule.Text),
        new("sessionId", Rule.Text),
        new("userId", Rule.Text),
        new("release", Rule.Text),
        new("version", Rule.Text),
        new("public", Rule.Flag),
        new("tags", Rule.Texts),
        new("outputMode", Rule.OutputMode),
    ];

    static readonly Member[] Event =
    [
        new("id", Rule.NeededId),
        new("traceId", Rule.Id),
        new("parentObservationId", Rule.Id),
        new("name", Rule.Text),
        new("startTime", Rule.Time),
        new("level", Rule.Level),
        new("statusMessage", Rule.Text),
        new("version", Rule.Text),
        new("outputMode", Rule.OutputMode),
    ];

    static readonly Member[] Span = [.. Event, new("endTime", Rule.Time)];

    static readonly Member[] Called =
    [
        .. Span,
        new("completionStartTime", Rule.Time),
        new("model", Rule.Text),
        new("usage", Rule.Usage),
        new("usageDetails", Rule.Map),
        new("costDetails", Rule.Map),
    ];

    static readonly Member[] Generation =
    [
        .. Called,
        new("modelParameters", Rule.Parameters),
        new("promptName", Rule.Text),
        new("promptVersion", Rule.Integer),
    ];

    static readonly Member[] Legacy =
    [
        .. Called,
        new("type", Rule.LegacyType),
        new("modelParameters", Rule.LegacyParameters),
    ];

    static readonly Member[] Score =
    [
        new("id", Rule.Id),
        new("name", Rule.NeededText),
        new("value", Rule.NeededAny),
        new("traceId", Rule.Id),
        new("observationId", Rule.Id),
        new("sessionId", Rule.Text),
        new("datasetRunId", Rule.Text),
        new("comment", Rule.Text),
        new("source", Rule.Source),
        new("configId", Rule.Text),
        new("queueId", Rule.Text),
        new("executionTraceId", Rule.Text),
    ];

    static readonly Member[] Log = [new("id", Rule.Text), new("log", Rule.NeededAny)];

    public static ReadOnlySpan<Member> Of(BodyShape shape) =>
        shape switch
        {
            BodyShape.Trace => Trace,
            BodyShape.Event => Event,
            BodyShape.Span => Span,
            BodyShape.Generation => Generation,
            BodyShape.Legacy => Legacy,
            BodyShape.Score => Score,
            BodyShape.Log => Log,
            _ => default,
        };

    internal sealed record Member(string Name, Rule Rule)
    {
        public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(Name);
    }
}
