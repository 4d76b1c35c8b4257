using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Clew;

/// <summary>
/// Speaks the Langfuse public API with Clew, or with a Langfuse server. Safe for use by many threads at once. Calls throw
/// <see cref="ClewException"/> if what was asked is not done; a network that fails for a moment, and 429, 502, 503 and
/// 504, are tried again with the same ids, so that nothing is done twice.
/// </summary>
public sealed partial class ClewClient : IDisposable
{
    readonly Transport transport;
    readonly Events events;
    readonly EventSender sender;
    bool? isClew;

    /// <summary>A client for one host and one pair of keys.</summary>
    public ClewClient(ClewClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        transport = new Transport(options);
        events = new Events(options);
        sender = new EventSender(options, transport, IsClewAsync);
    }

    /// <summary>Where it sends, and how patient it is.</summary>
    public ClewClientOptions Options { get; }

    /// <summary>Ends its connections.</summary>
    public void Dispose() => transport.Dispose();

    /// <summary>
    /// Sets the output of a trace, there already or not. Nothing else of the trace changes; an earlier output stays in
    /// its history.
    /// </summary>
    /// <param name="traceId">1 to 800 characters, no control characters.</param>
    /// <param name="output">Any JSON value, <c>null</c>, <c>0</c> and <c>""</c> too. See <see cref="ClewJson"/>.</param>
    /// <param name="mode">What becomes of an output that is there; <see cref="PatchMode.Merge"/> is for Clew only.</param>
    /// <param name="ct">Ends it; what was sent may have arrived.</param>
    /// <exception cref="ClewException">The output is not set, or nobody knows whether it is.</exception>
    public async Task<IngestionResult> PatchTraceOutputAsync(
        string traceId,
        JsonElement output,
        PatchMode mode = PatchMode.Replace,
        CancellationToken ct = default
    )
    {
        var patch = events.Patch(traceId, output, mode);
        if (mode == PatchMode.Merge && !await IsClewAsync(ct).ConfigureAwait(false))
        {
            throw new ClewException(
                ClewErrorKind.NotSupported,
                $"{transport.Host} is not Clew and would replace the output instead of merging; nothing was sent."
            );
        }

        return await sender.SendAsync([patch], ct).ConfigureAwait(false);
    }

    /// <summary>Sets the output of a trace to a text; null is an explicit <c>null</c>.</summary>
    /// <inheritdoc cref="PatchTraceOutputAsync(string, JsonElement, PatchMode, CancellationToken)"/>
    public Task<IngestionResult> PatchTraceOutputAsync(
        string traceId,
        string? output,
        PatchMode mode = PatchMode.Replace,
        CancellationToken ct = default
    ) => PatchTraceOutputAsync(traceId, ClewJson.OfText(output), mode, ct);

    /// <summary>Sets the output of a trace to any value.</summary>
    /// <inheritdoc cref="PatchTraceOutputAsync(string, JsonElement, PatchMode, CancellationToken)"/>
    [RequiresUnreferencedCode("Reads the members of the value by reflection. Give a JsonTypeInfo in trimmed programs.")]
    [RequiresDynamicCode(
        "Reads the members of the value by reflection. Give a JsonTypeInfo in ahead-of-time programs."
    )]
    public Task<IngestionResult> PatchTraceOutputAsync(
        string traceId,
        object? output,
        PatchMode mode = PatchMode.Replace,
        CancellationToken ct = default
    ) => PatchTraceOutputAsync(traceId, ClewJson.Of(output), mode, ct);

    /// <summary>Sets the output of a trace to a value with a source-generated contract.</summary>
    /// <inheritdoc cref="PatchTraceOutputAsync(string, JsonElement, PatchMode, CancellationToken)"/>
    public Task<IngestionResult> PatchTraceOutputAsync<T>(
        string traceId,
        T output,
        JsonTypeInfo<T> type,
        PatchMode mode = PatchMode.Replace,
        CancellationToken ct = default
    ) => PatchTraceOutputAsync(traceId, ClewJson.Of(output, type), mode, ct);

    /// <summary>Makes a trace, or sets fields of one that is there.</summary>
    /// <exception cref="ClewException">It is not with the server.</exception>
    public Task<IngestionResult> AddTraceAsync(NewTrace trace, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return sender.SendAsync([events.Of(trace)], ct);
    }

    /// <summary>Adds a step to a trace, or sets fields of one that is there.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="ClewException">It is not with the server.</exception>
    public async Task<string> AddObservationAsync(NewObservation observation, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(observation);
        var (envelope, id) = events.Of(observation);
        await sender.SendAsync([envelope], ct).ConfigureAwait(false);
        return id;
    }

    /// <summary>Adds many steps in as few requests as possible.</summary>
    /// <returns>What the server said; the ids of the events are those given, or new.</returns>
    /// <exception cref="IngestionException">At least one is not with the server; the others are.</exception>
    public Task<IngestionResult> AddObservationsAsync(
        IEnumerable<NewObservation> observations,
        CancellationToken ct = default
    )
    {
        ArgumentNullException.ThrowIfNull(observations);
        return sender.SendAsync([.. observations.Select(observation => events.Of(observation).Event)], ct);
    }

    /// <summary>Sends events as they are, in as few requests as possible.</summary>
    /// <exception cref="IngestionException">At least one is not with the server; the others are.</exception>
    public Task<IngestionResult> IngestAsync(IEnumerable<NewEvent> given, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(given);
        return sender.SendAsync([.. given.Select(events.Of)], ct);
    }

    /// <summary>Sends one OTLP message of traces in JSON, as an OpenTelemetry exporter would.</summary>
    /// <returns>The answer; spans that were refused are named in its <c>partialSuccess</c>.</returns>
    /// <exception cref="ClewException">It is not with the server, or some of its spans are not.</exception>
    public async Task<ApiObject> SendOtlpJsonAsync(ReadOnlyMemory<byte> message, CancellationToken ct = default)
    {
        // Span ids make it repeatable: what comes again is known.
        var request = ApiRequest.Post("/otel/v1/traces", message, isRepeatable: true);
        var answer = new ApiObject(await transport.AskAsync(request, ct).ConfigureAwait(false));
        var partial = new ApiObject(answer.Value("partialSuccess") ?? default);
        return partial.Text("rejectedSpans") is null or "0"
            ? answer
            : throw new ClewException(
                ClewErrorKind.Rejected,
                $"{transport.Host} refused {partial.Text("rejectedSpans")} spans: {partial.Text("errorMessage")}"
            );
    }

    /// <summary>What arrived for a trace, as one OTLP message in JSON. Only Clew keeps it.</summary>
    /// <exception cref="ClewException">There is no such trace, or the host is not Clew.</exception>
    public async Task<ApiObject> GetTraceOtlpAsync(string traceId, CancellationToken ct = default)
    {
        var path = $"/api/v1/traces/{Segment(traceId, "trace id")}/export?format=otlp-json";
        var request = new ApiRequest(HttpMethod.Get, path, null, IsRepeatable: true);
        return new ApiObject(await transport.AskAsync(request, ct).ConfigureAwait(false));
    }

    /// <summary>Whether the host is Clew; asked once, by a path that only Clew has.</summary>
    /// <exception cref="ClewException">Nobody answers, or the host fails.</exception>
    public async Task<bool> IsClewAsync(CancellationToken ct = default)
    {
        if (isClew is { } known)
        {
            return known;
        }

        var request = new ApiRequest(HttpMethod.Get, "/api/v1/server", null, IsRepeatable: true);
        var reply = await transport.SendAsync(request, ct).ConfigureAwait(false);
        if (reply.Status is 429 or >= 500)
        {
            throw Failure.OfStatus(transport.Host, request, reply);
        }

        var found = ServerKind.IsClew(reply);
        isClew = found;
        return found;
    }

    async Task<T> GetAsync<T>(string path, Func<JsonElement, T> read, CancellationToken ct) =>
        read(await transport.AskAsync(ApiRequest.Get(path), ct).ConfigureAwait(false));

    Task<ApiPage<T>> PageAsync<T>(QueryText path, Func<JsonElement, T> read, CancellationToken ct)
        where T : ApiObject => GetAsync(path.ToString(), json => new ApiPage<T>(json, read), ct);

    async Task<ApiObject> DeleteAsync(string path, CancellationToken ct) =>
        new(await transport.AskAsync(ApiRequest.Delete(path), ct).ConfigureAwait(false));

    async Task<T> PostAsync<T>(
        string path,
        BodyWriter body,
        bool isRepeatable,
        Func<JsonElement, T> read,
        CancellationToken ct
    )
    {
        using (body)
        {
            var request = ApiRequest.Post(path, body.Done(), isRepeatable);
            return read(await transport.AskAsync(request, ct).ConfigureAwait(false));
        }
    }
}
