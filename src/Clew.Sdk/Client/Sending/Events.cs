namespace Clew;

/// <param name="Utf8">The whole envelope as JSON.</param>
sealed record Envelope(string Id, ReadOnlyMemory<byte> Utf8);

/// <summary>Puts what is to be told into the envelopes of the ingestion API.</summary>
sealed class Events(ClewClientOptions options)
{
    const int LongestId = 800;

    static readonly string[] Types =
    [
        "SPAN",
        "GENERATION",
        "EVENT",
        "AGENT",
        "TOOL",
        "CHAIN",
        "RETRIEVER",
        "EVALUATOR",
        "EMBEDDING",
        "GUARDRAIL",
    ];

    static readonly string[] Levels = ["DEBUG", "DEFAULT", "WARNING", "ERROR"];

    /// <summary>
    /// The id of the trace, its output and one moment: nothing else, so that nothing else changes. The id of the event
    /// is new each time, else a second patch would be a duplicate of the first.
    /// </summary>
    public Envelope Patch(string traceId, System.Text.Json.JsonElement output, PatchMode mode)
    {
        CheckId(traceId, "trace id");
        var now = options.Time.GetUtcNow();
        using var body = new BodyWriter();
        body.Add("id", traceId).Add("timestamp", now).Add("output", output);
        if (mode == PatchMode.Merge)
        {
            body.Add("outputMode", "merge");
        }

        return Wrap(PatchId(traceId), now, "trace-create", body.Done());
    }

    public Envelope Of(NewTrace trace)
    {
        CheckId(trace.Id, "trace id");
        var now = options.Time.GetUtcNow();
        using var body = new BodyWriter();
        body.Add("id", trace.Id)
            .Add("timestamp", trace.Timestamp ?? now)
            .Add("name", trace.Name)
            .Add("userId", trace.UserId)
            .Add("sessionId", trace.SessionId)
            .Add("input", trace.Input)
            .Add("output", trace.Output)
            .Add("metadata", trace.Metadata)
            .Add("tags", trace.Tags)
            .Add("release", trace.Release)
            .Add("version", trace.Version)
            .Add("environment", trace.Environment)
            .Add("public", trace.Public);
        return Wrap(trace.EventId, now, "trace-create", body.Done());
    }

    /// <summary>Gives the id that the observation has got as well.</summary>
    public (Envelope Event, string Id) Of(NewObservation observation)
    {
        CheckId(observation.TraceId, "trace id");
        var id = observation.Id ?? NewId();
        CheckId(id, "observation id");
        var type = observation.Type.ToUpperInvariant();
        if (!Types.Contains(type))
        {
            throw Usage($"'{observation.Type}' is not a type of observation; use one of {string.Join(", ", Types)}.");
        }

        if (observation.Level is { } level && !Levels.Contains(level.ToUpperInvariant()))
        {
            throw Usage($"'{level}' is not a level; use one of {string.Join(", ", Levels)}.");
        }

        var now = options.Time.GetUtcNow();
        using var body = new BodyWriter();
        body.Add("id", id)
            .Add("traceId", observation.TraceId)
            .Add("name", observation.Name)
            .Add("startTime", observation.StartTime ?? now)
            .Add("endTime", observation.EndTime)
            .Add("completionStartTime", observation.CompletionStartTime)
            .Add("parentObservationId", observation.ParentObservationId)
            .Add("input", observation.Input)
            .Add("output", observation.Output)
            .Add("metadata", observation.Metadata)
            .Add("level", observation.Level?.ToUpperInvariant())
            .Add("statusMessage", observation.StatusMessage)
            .Add("model", observation.Model)
            .Add("modelParameters", observation.ModelParameters)
            .Add("usage", observation.Usage)
            .Add("usageDetails", observation.UsageDetails)
            .Add("costDetails", observation.CostDetails)
            .Add("promptName", observation.PromptName)
            .Add("promptVersion", (long?)observation.PromptVersion)
            .Add("version", observation.Version)
            .Add("environment", observation.Environment);
        return (Wrap(observation.EventId, now, type.ToLowerInvariant() + "-create", body.Done()), id);
    }

    public Envelope Of(NewEvent given) =>
        Wrap(given.Id, given.Timestamp ?? options.Time.GetUtcNow(), given.Type, Utf8(given.Body));

    /// <summary>Ids are opaque: any text that is not empty, not endless, and can be printed.</summary>
    public static void CheckId(string id, string what)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length == 0)
        {
            throw Usage($"The {what} is empty.");
        }

        if (id.Length > LongestId)
        {
            throw Usage($"The {what} has {id.Length} characters; at most {LongestId} are allowed.");
        }

        if (id.Any(char.IsControl))
        {
            throw Usage($"The {what} contains a control character.");
        }
    }

    public string NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        options.Random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    Envelope Wrap(string? id, DateTimeOffset time, string type, ReadOnlyMemory<byte> body)
    {
        var eventId = id ?? NewId();
        CheckId(eventId, "event id");
        using var envelope = new BodyWriter();
        envelope.Add("id", eventId).Add("timestamp", time).Add("type", type).AddRaw("body", body);
        return new Envelope(eventId, envelope.Done());
    }

    string PatchId(string traceId)
    {
        Span<byte> bytes = stackalloc byte[4];
        options.Random.NextBytes(bytes);
        var end = "-patch-" + Convert.ToHexString(bytes).ToLowerInvariant();
        // Only for an id of nearly 800 characters, as the event's may be no longer.
        var room = LongestId - end.Length;
        if (traceId.Length > room && char.IsHighSurrogate(traceId[room - 1]))
        {
            room--;
        }

        return (traceId.Length > room ? traceId[..room] : traceId) + end;
    }

    static ReadOnlyMemory<byte> Utf8(System.Text.Json.JsonElement value) =>
        System.Text.Encoding.UTF8.GetBytes(value.GetRawText());

    static ClewException Usage(string sentence) => new(ClewErrorKind.Usage, sentence);
}
