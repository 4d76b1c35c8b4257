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
    readonly List<OtlpContext> contexts = [];
    readonly List<OtlpContext> idleContexts = [];
    readonly List<DecodedOrigin> resources = [];
    readonly List<OtlpItem> items = [];
    int resourceCount;

    public IReadOnlyList<OtlpContext> Contexts => contexts;

    /// <summary>The spans or log records in the order of the request. Empty for metrics.</summary>
    public ReadOnlySpan<OtlpItem> Items => CollectionsMarshal.AsSpan(items);

    /// <summary>How many data points a metrics request has: all that is known about them.</summary>
    public long DataPoints { get; set; }

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
                ? "JSON is not supported yet"
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
        contexts.Clear();
        items.Clear();
        resourceCount = 0;
        DataPoints = 0;
        Transcoded.Reset();
        Scratch.Reset();
    }

    /// <summary>An instance for the next resource of the request.</summary>
    internal DecodedOrigin NextResource()
    {
        if (resourceCount == resources.Count)
        {
            resources.Add(new());
        }

        return resources[resourceCount++];
    }

    /// <summary>Adds a context; its scope is for the caller to fill.</summary>
    internal OtlpContext AddContext(RecordContext raw, DecodedOrigin resource)
    {
        var context = idleContexts.Count > 0 ? idleContexts[^1] : new OtlpContext();
        if (idleContexts.Count > 0)
        {
            idleContexts.RemoveAt(idleContexts.Count - 1);
        }

        context.Set(raw, resource);
        contexts.Add(context);
        return context;
    }

    /// <summary>Adds an item to the context that was added last.</summary>
    internal void AddItem(ReadOnlyMemory<byte> raw, byte[] buffer, ProtoSlice message, string? problem = null) =>
        items.Add(new(contexts.Count - 1, raw, buffer, message.Start, message.Length, problem));
}
