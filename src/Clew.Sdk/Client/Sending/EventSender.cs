using System.Buffers;
using System.Text.Json;

namespace Clew;

/// <summary>Sends envelopes in batches and takes the server at its word, event by event.</summary>
/// <param name="isClew">Asks the host, once.</param>
sealed class EventSender(ClewClientOptions options, Transport transport, Func<CancellationToken, Task<bool>> isClew)
{
    /// <summary>What Langfuse tells its clients to keep to, in bytes of a batch.</summary>
    public const int LangfuseLimit = 3_500_000;

    /// <summary>What Langfuse's own clients send at once.</summary>
    const int MostEvents = 100;

    /// <summary><c>{"batch":[]}</c></summary>
    const int Frame = 12;

    /// <exception cref="IngestionException">At least one event is not with the server.</exception>
    public async Task<IngestionResult> SendAsync(IReadOnlyList<Envelope> events, CancellationToken ct)
    {
        foreach (var large in events.Where(e => e.Utf8.Length + Frame > LangfuseLimit))
        {
            await AllowLargeAsync(large, ct).ConfigureAwait(false);
        }

        var verdict = new Verdict();
        var sent = 0;
        foreach (var batch in Batches(events))
        {
            try
            {
                await SendBatchAsync(batch, verdict, ct).ConfigureAwait(false);
            }
            catch (ClewException e)
            {
                var before = sent == 0 ? "" : $" {sent} of {events.Count} events had been sent before that.";
                throw new IngestionException(e.Kind, e.Message + before, verdict.Result(), e)
                {
                    StatusCode = e.StatusCode,
                    Answer = e.Answer,
                };
            }

            sent += batch.Count;
        }

        var result = verdict.Result();
        return result.Errors.Count == 0
            ? result
            : throw new IngestionException(KindOf(result.Errors), Complaint(result, events.Count), result)
            {
                StatusCode = result.Errors[0].Status,
            };
    }

    async Task SendBatchAsync(IReadOnlyList<Envelope> batch, Verdict verdict, CancellationToken ct)
    {
        var left = batch;
        for (var attempt = 1; ; attempt++)
        {
            var request = ApiRequest.Post("/ingestion", Body(left), isRepeatable: true);
            var answer = await transport.AskAsync(request, ct).ConfigureAwait(false);
            var again = verdict.Read(answer, left, transport.Host, mayRetry: attempt < options.Attempts);
            if (again.Count == 0)
            {
                return;
            }

            left = again;
            await transport.PauseAsync(transport.Pause(attempt), ct).ConfigureAwait(false);
        }
    }

    async Task AllowLargeAsync(Envelope large, CancellationToken ct)
    {
        var size = $"{large.Utf8.Length:N0} bytes, more than the {LangfuseLimit:N0} that Langfuse servers take";
        if (!await isClew(ct).ConfigureAwait(false))
        {
            throw new ClewException(
                ClewErrorKind.TooLarge,
                $"The event '{large.Id}' has {size}; {transport.Host} is not Clew, so nothing was sent."
            );
        }

        options.Warn?.Invoke($"The event '{large.Id}' has {size}; Clew takes it, others will not.");
    }

    static IEnumerable<IReadOnlyList<Envelope>> Batches(IReadOnlyList<Envelope> events)
    {
        var batch = new List<Envelope>();
        var size = Frame;
        foreach (var envelope in events)
        {
            if (batch.Count == MostEvents || (batch.Count > 0 && size + envelope.Utf8.Length + 1 > LangfuseLimit))
            {
                yield return batch;
                batch = [];
                size = Frame;
            }

            batch.Add(envelope);
            size += envelope.Utf8.Length + 1;
        }

        // An empty list is asked too: it tells whether the keys are good.
        if (batch.Count > 0 || events.Count == 0)
        {
            yield return batch;
        }
    }

    static ReadOnlyMemory<byte> Body(IReadOnlyList<Envelope> events)
    {
        var buffer = new ArrayBufferWriter<byte>(Frame + events.Sum(e => e.Utf8.Length + 1));
        buffer.Write("{\"batch\":["u8);
        for (var i = 0; i < events.Count; i++)
        {
            if (i > 0)
            {
                buffer.Write(","u8);
            }

            buffer.Write(events[i].Utf8.Span);
        }

        buffer.Write("]}"u8);
        return buffer.WrittenMemory;
    }

    static ClewErrorKind KindOf(IReadOnlyList<EventOutcome> errors) =>
        errors.All(e => e.Status == 401) ? ClewErrorKind.Unauthorized
        : errors.All(e => e.Detail?.ToString().Contains("events_only", StringComparison.Ordinal) == true)
            ? ClewErrorKind.NotSupported
        : ClewErrorKind.Rejected;

    string Complaint(IngestionResult result, int all)
    {
        var first = result.Errors[0];
        var detail = first.Detail is { ValueKind: not JsonValueKind.Null } d ? $" ({Short(d)})" : "";
        var which = result.Errors.Count == all ? "" : $"{result.Errors.Count} of {all} events were refused. ";
        return $"{which}{transport.Host} refused the event '{first.Id}': {first.Status} {first.Message}{detail}.";
    }

    static string Short(JsonElement detail)
    {
        var text = detail.ToString().TrimEnd('.');
        return text.Length > 400 ? text[..400] + "…" : text;
    }
}
