namespace Clew.Model;

/// <summary>A trace as lists show it: what was said of it, and what its spans add up to.</summary>
sealed record TraceRow
{
    public required TraceId TraceId { get; init; }

    /// <summary>The explicit name, else that of <see cref="RootSpanId"/>.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The earliest start of any span, or that which the trace itself claims if it is earlier; Unix nanoseconds.
    /// </summary>
    public required long StartNano { get; init; }

    /// <summary>The latest end of any span; null while none has ended.</summary>
    public long? EndNano { get; init; }
    public SpanStatus Status { get; init; }
    public required int SpanCount { get; init; }
    public int ErrorCount { get; init; }

    /// <summary>Every token once: a span counts if it reports usage and no descendant of it does.</summary>
    public Usage Usage { get; init; }
    public long? CostPicoUsd { get; init; }

    /// <summary>In ordinal order, at most <see cref="MaxNames"/>.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];
    public IReadOnlyList<string> Services { get; init; } = [];
    public string? SessionId { get; init; }
    public string? UserId { get; init; }
    public string? Environment { get; init; }
    public string? Release { get; init; }
    public string? Version { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public bool IsPublic { get; init; }

    /// <summary>What was said of the trace itself: JSON text by path, see <see cref="Field.TraceMetadata"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>The span that stands for the trace: its earliest root, else the earliest whose parent is not there.</summary>
    public SpanId RootSpanId { get; init; }

    /// <summary>
    /// The span whose input is the trace's, or with <see cref="HasOwnInput"/> the one that states it; empty if there is
    /// none.
    /// </summary>
    public SpanId InputSpanId { get; init; }
    public SpanId OutputSpanId { get; init; }

    /// <summary>Whether the input was stated of the trace itself: then it is nobody else's.</summary>
    public bool HasOwnInput { get; init; }
    public bool HasOwnOutput { get; init; }

    /// <summary>The time of the statement that gave the trace its own output, Unix nanoseconds; else null.</summary>
    public long? OutputUpdatedNano { get; init; }
    public string? InputPreview { get; init; }
    public string? OutputPreview { get; init; }

    public string? ExternalId { get; init; }

    /// <summary>Whether it was stated itself, so that it does not hang on any of its spans.</summary>
    public bool IsStated { get; init; }

    /// <summary>When the first and the last of its records arrived, Unix nanoseconds.</summary>
    public long CreatedNano { get; init; }
    public long UpdatedNano { get; init; }

    /// <summary>Whether it exists: it has a span, or was stated itself. Otherwise only something said of it has arrived.</summary>
    public bool Exists { get; init; }

    /// <summary>How many models, services and so on a row lists.</summary>
    public const int MaxNames = 8;

    /// <summary>The same with what was stated of the trace itself, which beats what its spans add up to.</summary>
    public TraceRow With(Fold stated)
    {
        var (start, ownInput, ownOutput) = (
            stated.Number(Field.TraceStartNano),
            stated.Has(Field.TraceInputPreview),
            stated.Has(Field.TraceOutputPreview)
        );
        return this with
        {
            Name = stated.Text(Field.TraceName) ?? Name,
            StartNano = SpanCount == 0 ? start ?? 0 : Math.Min(start ?? StartNano, StartNano),
            // With nothing that runs, a trace waits for its output.
            Status =
                SpanCount > 0 ? Status
                : ownOutput ? SpanStatus.Completed
                : SpanStatus.Pending,
            SessionId = stated.Text(Field.SessionId),
            UserId = stated.Text(Field.UserId),
            Environment = stated.Text(Field.Environment),
            Release = stated.Text(Field.Release),
            Version = stated.Text(Field.Version),
            Tags = stated.Texts(Field.Tag),
            IsPublic = stated.Number(Field.Public) == 1,
            Metadata = stated.Leaves(Field.TraceMetadata),
            ExternalId = stated.Text(Field.ExternalId),
            HasOwnInput = ownInput,
            HasOwnOutput = ownOutput,
            InputSpanId = ownInput ? SpanOf(Field.TraceInputPreview) : InputSpanId,
            OutputSpanId = ownOutput ? SpanOf(Field.TraceOutputPreview) : OutputSpanId,
            InputPreview = ownInput ? stated.Text(Field.TraceInputPreview) : InputPreview,
            OutputPreview = ownOutput ? stated.Text(Field.TraceOutputPreview) : OutputPreview,
            OutputUpdatedNano = ownOutput ? stated.PrecedenceOf(Field.TraceOutputPreview).Stamp.TimeNano : null,
            IsStated = start is not null,
            Exists = SpanCount > 0 || start is not null,
        };

        SpanId SpanOf(Field field) => SpanId.FromNumber(stated.Number(field) ?? 0);
    }
}
