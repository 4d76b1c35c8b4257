using System.Buffers;
using System.Text;
using System.Text.Json;
using Clew.Model;

namespace Clew.Wire.Otlp;

/// <summary>Puts an OTLP/JSON document together from stored JSON, verbatim, and from stored protobuf.</summary>
sealed class JsonExportWriter(IBufferWriter<byte> output, Utf8JsonWriter json)
{
    readonly ArrayBufferWriter<byte> context = new();

    public void Raw(string text) => output.Write(Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// Begins the object of a context and in it the array of what belongs to it:
    /// <c>{"resource":{…},"scopeSpans":[</c>.
    /// </summary>
    public void Open(Record record, ReadOnlyMemory<byte> bytes, MessageSpec spec, string array)
    {
        var members = bytes.Span;
        if (record.Encoding == RecordEncoding.Protobuf)
        {
            context.ResetWrittenCount();
            json.Reset(context);
            Write(bytes, spec);
            json.Reset(output);
            members = context.WrittenSpan;
        }

        // The object without its braces.
        members = members.Trim(" \t\r\n"u8);
        members = members.Length < 2 ? default : members[1..^1].Trim(" \t\r\n"u8);
        Raw("{");
        output.Write(members);
        Raw($"{(members.IsEmpty ? "" : ",")}\"{array}\":[");
    }

    /// <summary>The object of one span or log record.</summary>
    public void Value(Record record, MessageSpec spec)
    {
        if (record.Encoding == RecordEncoding.Json)
        {
            output.Write(record.Bytes.Span);
            return;
        }

        Write(record.Bytes, spec);
        json.Reset();
    }

    void Write(ReadOnlyMemory<byte> message, MessageSpec spec)
    {
        new OtlpJsonWriter(json, message.Span).Write(spec, new(0, message.Length));
        json.Flush();
    }
}
