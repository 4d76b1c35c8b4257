namespace Clew.Model;

/// <summary>
/// One event of Langfuse's ingestion API, taken apart but not interpreted: <c>{"id","timestamp","type","body"}</c>.
/// Reused like <see cref="DecodedSpan"/>.
/// </summary>
sealed class LangfuseEvent
{
    public ValueTape Tape { get; } = new();

    /// <summary>What it is about: a trace, an observation or a score.</summary>
    public RecordKind Kind { get; set; }

    /// <summary>As sent, for example <c>generation-update</c>.</summary>
    public string Type { get; set; } = "";

    /// <summary>The id of the event itself: the same one again is a re-delivery.</summary>
    public string EventId { get; set; } = "";

    /// <summary>The id of the trace, observation or score.</summary>
    public string BodyId { get; set; } = "";

    /// <summary>Empty for a score of a session, and for an observation that does not say.</summary>
    public TraceId TraceId { get; set; }

    /// <summary>The observation itself; empty for a trace and for a score.</summary>
    public SpanId SpanId { get; set; }

    public RecordPhase Phase { get; set; }

    /// <summary>The envelope's timestamp, Unix nanoseconds; 0 if it cannot be read.</summary>
    public long TimeNano { get; set; }

    /// <summary>
    /// The members of the body by name. Each value is of kind <see cref="ValueKind.String"/> and holds its JSON, quotes
    /// and all; also <c>null</c>.
    /// </summary>
    public Attributes Body { get; set; }
}
