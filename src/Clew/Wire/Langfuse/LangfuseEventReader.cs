using System.Runtime.InteropServices;
using System.Text.Json;
using Clew.Model;

namespace Clew.Wire.Langfuse;

/// <summary>Takes events of Langfuse's ingestion API apart. It does not judge: that is <see cref="EventCheck"/>.</summary>
static class LangfuseEventReader
{
    /// <summary>
    /// Reads one event as it is kept. False if it cannot be read, which cannot happen to one that was accepted.
    /// </summary>
    /// <param name="target">Its slices point into the memory that is behind <paramref name="json"/>.</param>
    public static bool TryRead(ReadOnlyMemory<byte> json, LangfuseEvent target) =>
        EventEnvelope.TryRead(json, out var envelope)
        && RawJson.TextOf(envelope.Type.Span) is { } name
        && LangfuseEventType.Find(name) is { Kind: not null } type
        && TryReadBody(envelope.Body, target)
        && TryName(envelope, type, target);

    /// <summary>Lays the members of the body out. False if it is no object.</summary>
    internal static bool TryReadBody(ReadOnlyMemory<byte> body, LangfuseEvent target)
    {
        var tape = target.Tape;
        var memory = MemoryMarshal.TryGetArray(body, out var found) ? found : new(body.ToArray());
        tape.Reset(memory.Array!);
        target.Body = default;
        var reader = new Utf8JsonReader(memory, RawJson.AnyDepth);
        if (RawJson.KindOf(memory) != JsonValueKind.Object || !reader.Read())
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // Behind the opening quote.
            var key = (int)reader.TokenStartIndex + 1;
            var keyLength = reader.ValueSpan.Length;
            reader.Read();
            var (start, length) = RawJson.Skip(ref reader);
            tape.Add(
                new()
                {
                    Kind = ValueKind.String,
                    KeyStart = memory.Offset + key,
                    KeyLength = keyLength,
                    Start = memory.Offset + start,
                    Length = length,
                }
            );
        }

        target.Body = new(tape, 0, tape.Count);
        return true;
    }

    /// <summary>Says what the event is about, once its body is laid out.</summary>
    internal static bool TryName(in EventEnvelope envelope, LangfuseEventType type, LangfuseEvent target)
    {
        target.Kind = type.Kind!.Value;
        target.Type = type.Name;
        target.Phase = type.Phase;
        target.EventId = RawJson.TextOf(envelope.Id.Span) ?? "";
        target.TimeNano = IsoTime.TryParse(Unquoted(envelope.Timestamp.Span), out var time) ? time : 0;

        // A trace or score without an id is its event's own: Langfuse loses such traces without a word.
        var id = RawJson.SomeTextOf(Member(target, "id"u8));
        var isObservation = type.Kind == RecordKind.LangfuseObservation;
        target.BodyId = id ?? (isObservation ? "" : target.EventId);
        target.SpanId = isObservation && SpanId.TryParse(target.BodyId, out var span) ? span : default;

        // An observation that is created by itself is a trace of its own.
        var fallback = isObservation && type.Phase == RecordPhase.Create ? target.BodyId : null;
        var traceId =
            type.Kind == RecordKind.LangfuseTrace
                ? target.BodyId
                : RawJson.SomeTextOf(Member(target, "traceId"u8)) ?? fallback;
        target.TraceId = TraceId.TryParse(traceId, out var trace) ? trace : default;
        return IdText.IsValid(target.EventId) && IdText.IsValid(target.BodyId);
    }

    /// <summary>The last member of that name as sent, empty if there is none.</summary>
    internal static ReadOnlySpan<byte> Member(LangfuseEvent target, ReadOnlySpan<byte> name) =>
        target.Body.TryGet(name, out var value) ? value.Utf8 : default;

    /// <summary>A time needs no escapes, so one that has some is none.</summary>
    internal static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> raw) =>
        RawJson.KindOf(raw) == JsonValueKind.String ? raw[1..^1] : default;
}
