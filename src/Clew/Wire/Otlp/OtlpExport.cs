using System.Buffers;
using System.Text.Json;
using Clew.Model;
using Clew.Wire.Protobuf;
using F = Clew.Wire.Otlp.OtlpFields;

namespace Clew.Wire.Otlp;

/// <summary>
/// Records as one <c>TracesData</c> or <c>LogsData</c>, which is also the request that would bring them in again.
/// Records with equal contexts that follow each other share them. A record is written byte for byte if it is stored in
/// the encoding that is asked for, and transcoded otherwise.
/// </summary>
static class OtlpExport
{
    /// <summary>A group is written out and begun anew at this size, so that an export of any length fits in memory.</summary>
    const int FlushAt = 1 << 20;

    public static OtlpSignal SignalOf(RecordKind kind) =>
        kind == RecordKind.OtlpLog ? OtlpSignal.Logs : OtlpSignal.Traces;

    /// <summary>Writes the records of the signal; skips the others.</summary>
    /// <exception cref="InvalidDataException">A record cannot be read.</exception>
    public static void WriteProtobuf(IEnumerable<Record> records, OtlpSignal signal, IBufferWriter<byte> output)
    {
        var messages = new RecordMessages();
        var writer = new ProtoWriter();
        var spec = SpecOf(signal);
        Record? last = null;
        var resource = 0;
        var scope = 0;
        foreach (var record in records.Where(r => SignalOf(r.Kind) == signal))
        {
            if (last is not null && (writer.Length > FlushAt || !HaveSameResource(last, record)))
            {
                writer.End(scope);
                writer.End(resource);
                output.Write(writer.Written);
                writer.Reset();
                last = null;
            }

            if (last is null)
            {
                resource = writer.Begin(F.Request.ResourceItems);
                writer.Raw(Message(messages, record, record.Context.Resource, OtlpSchema.ResourceItems));
            }

            if (last is null || !HaveSameScope(last, record))
            {
                if (last is not null)
                {
                    writer.End(scope);
                }

                scope = writer.Begin(F.ResourceItems.ScopeItems);
                writer.Raw(Message(messages, record, record.Context.Scope, OtlpSchema.ScopeItems));
            }

            writer.Bytes(F.ScopeItems.Items, Message(messages, record, record.Bytes, spec));
            last = record;
        }

        if (last is not null)
        {
            writer.End(scope);
            writer.End(resource);
            output.Write(writer.Written);
        }
    }

    /// <summary>The same in OTLP/JSON.</summary>
    /// <exception cref="InvalidDataException">A record cannot be read.</exception>
    public static void WriteJson(IEnumerable<Record> records, OtlpSignal signal, IBufferWriter<byte> output)
    {
        var names = OtlpNames.Of(signal);
        using var json = new Utf8JsonWriter(output, OtlpJsonWriter.WriterOptions);
        var writer = new JsonExportWriter(output, json);
        Record? last = null;
        writer.Raw($$"""{"{{names.Resource.Camel}}":[""");
        foreach (var record in records.Where(r => SignalOf(r.Kind) == signal))
        {
            var sameResource = last is not null && HaveSameResource(last, record);
            var sameScope = sameResource && HaveSameScope(last!, record);
            if (last is not null)
            {
                writer.Raw(
                    sameScope ? ","
                    : sameResource ? "]},"
                    : "]}]},"
                );
            }

            if (!sameResource)
            {
                writer.Open(record, record.Context.Resource, OtlpSchema.ResourceItems, names.Scope.Camel);
            }

            if (!sameScope)
            {
                writer.Open(record, record.Context.Scope, OtlpSchema.ScopeItems, names.Item.Camel);
            }

            writer.Value(record, SpecOf(signal));
            last = record;
        }

        writer.Raw(last is null ? "]}" : "]}]}]}");
    }

    static MessageSpec SpecOf(OtlpSignal signal) => signal == OtlpSignal.Logs ? OtlpSchema.LogRecord : OtlpSchema.Span;

    static ArraySegment<byte> Message(
        RecordMessages messages,
        Record record,
        ReadOnlyMemory<byte> bytes,
        MessageSpec spec
    ) =>
        messages.TryGet(record.Encoding, bytes, spec, out var message)
            ? message
            : throw new InvalidDataException($"Record {record.Sequence} cannot be read.");

    static bool HaveSameResource(Record a, Record b) =>
        a.Encoding == b.Encoding
        && (ReferenceEquals(a.Context, b.Context) || a.Context.Resource.Span.SequenceEqual(b.Context.Resource.Span));

    static bool HaveSameScope(Record a, Record b) =>
        ReferenceEquals(a.Context, b.Context) || a.Context.Scope.Span.SequenceEqual(b.Context.Scope.Span);
}
