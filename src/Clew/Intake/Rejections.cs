using Clew.Wire.Otlp;

namespace Clew.Intake;

/// <summary>The items of one request that could not be taken, and the reason of the first ones in words.</summary>
sealed class Rejections
{
    const int Named = 5;

    readonly List<string> reasons = [];
    int withoutTraceId;

    public int Count { get; private set; }

    /// <summary>Null if nothing was rejected.</summary>
    public string? Reason =>
        Count == 0 ? null
        : Count <= Named ? string.Join("; ", reasons) + "."
        : $"{string.Join("; ", reasons)}; and {Count - Named} more.";

    /// <param name="position">Which item of the request, from 0.</param>
    /// <param name="problem">What the JSON decoder had to say of it, if anything.</param>
    public void Add(int position, SpanFault fault, string? problem)
    {
        Count++;
        withoutTraceId += fault == SpanFault.TraceIdMissing ? 1 : 0;
        if (reasons.Count < Named)
        {
            reasons.Add($"item {position}: {problem ?? fault.Describe()}");
        }
    }

    /// <summary>What to say if not a single item could be taken.</summary>
    public string WholeRequest(OtlpSignal signal) =>
        signal == OtlpSignal.Traces && withoutTraceId == Count
            ? $"None of the {Count} spans has a trace id. Were log records sent to the traces path? They go to /v1/logs."
            : $"None of the {Count} items can be kept: {Reason}";
}
