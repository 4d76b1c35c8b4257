using System.Runtime.InteropServices;
using Clew.Model;
using Clew.Wire.Protobuf;

namespace Clew.Wire.Otlp;

/// <summary>
/// An <c>Export…ServiceRequest</c> taken apart into contexts and items without copying them: everything points into
/// the request's body, or, for the protobuf form of JSON, into a buffer of the envelope. An instance is used for one
/// request after the other and not by two threads at once; what it holds is valid until the next request.
/// </summary>
sealed class OtlpEnvelope
{
    /// <summary>Bounds what a small hostile body can make of itself: an empty span is two bytes.</summary>
    public const int MaxItems = 1_000_000;

    /// <summary>Resources and scopes take kilobytes each. The OpenTelemetry collector's batches have 8192 items.</summary>
    public const int MaxContexts = 16_384;

    const int KeptContexts = 256;
    const int KeptItems = 65_536;

    readonly List<OtlpContext> contexts = [];
    readonly List<OtlpContext> idleContexts = [];
    readonly List<DecodedOrigin> resources = [];
    readonly List<OtlpItem> items = [];
    readonly JsonEnvelopeReader json = new();
    int resourceCount;

    public IReadOnlyList<OtlpContext> Contexts => contexts;

    /// <summary>The spans or log records in the order of the request. Empty for metrics.</summary>
    public ReadOnlySpan<OtlpItem> Items => CollectionsMarshal.AsSpan(items);

    /// <summary>How many data points a metrics request has: all that is known about them.</summary>
    public long DataPoints { get; internal set; }

    /// <summary>Protobuf forms of JSON messages, and contexts that had to be put together.</summary>
    internal ProtoWriter Transcoded { get; } = new();

    internal Scratch Scratch { get; } = new();

    /// <summary>Takes a request apart. Forgets the one before, even if this one cannot be read.</summary>
    /// <param name="signal">What the request carries; its path says so.</param>
    /// <param name="body">The uncompressed body; must not change while the envelope is in use.</param>
    /// <param name="error">What is wrong and where, in words for the sender.</param>
    /// <returns>False if the request as a whole is not OTLP; single bad items are found when they are decoded.</returns>
    public bool TryRead(OtlpSignal signal, RecordEncoding encoding, byte[] body, int length, out string? error)
    {
        Clear();
        error =
            encoding == RecordEncoding.Json
                ? json.Read(this, signal, body, length)
                : new ProtoEnvelopeReader(this, signal, body).Read(new(0, length));
        if (error is null)
        {
            return true;
        }

        Clear();
        return false;
    }

    void Clear()
    {
        idleContexts.AddRange(contexts);
        idleContexts.RemoveRange(0, Math.Max(0, idleContexts.Count - KeptContexts));
        resources.RemoveRange(0, Math.Max(0, resources.Count - KeptContexts));
        resourceCount = 0;
        contexts.Clear();
        items.Clear();
        items.Capacity = Math.Min(items.Capacity, KeptItems);
        DataPoints = 0;
        Transcoded.Reset();
        Scratch.Reset();
    }

    /// <summary>Says which limit the request exceeds; null if none.</summary>
    internal string? Limit =>
        items.Count > MaxItems ? $"a request may not have more than {MaxItems} items"
        : contexts.Count > MaxContexts ? $"a request may not have more than {MaxContexts} scopes"
        : null;

    /// <summary>An instance for the next resource of the request.</summary>
    internal DecodedOrigin NextResource()
    {
        if (resourceCount == resources.Count)
        {
            resources.Add(new());
        }

        return resources[resourceCount++];
    }

    /// <summary>Adds a context, which is for the caller to fill.</summary>
    internal OtlpContext AddContext()
    {
        var context = idleContexts.Count > 0 ? idleContexts[^1] : new OtlpContext();
        if (idleContexts.Count > 0)
        {
            idleContexts.RemoveAt(idleContexts.Count - 1);
        }

        contexts.Add(context);
        return context;
    }

    /// <summary>Adds an item to the context that was added last.</summary>
    internal void AddItem(ReadOnlyMemory<byte> raw, byte[] buffer, ProtoSlice message, string? problem = null) =>
        items.Add(new(contexts.Count - 1, raw, buffer, message.Start, message.Length, problem));

    /// <summary>The buffer behind all items is this one: known only when it has stopped growing.</summary>
    internal void SetBuffer(byte[] buffer)
    {
        foreach (ref var item in CollectionsMarshal.AsSpan(items))
        {
            item = item with { Buffer = buffer };
        }
    }
}
