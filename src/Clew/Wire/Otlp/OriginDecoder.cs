using Clew.Model;
using Clew.Wire.Protobuf;
using F = Clew.Wire.Otlp.OtlpFields;

namespace Clew.Wire.Otlp;

/// <summary>
/// Decodes where telemetry came from: a <c>ResourceSpans</c> or <c>ScopeSpans</c> message (or that of another signal)
/// as <see cref="RecordContext"/> keeps it. What lies below is skipped.
/// </summary>
static class OriginDecoder
{
    const uint Bytes = WireType.Bytes;
    const uint Varint = WireType.Varint;

    public static bool TryReadResource(byte[] buffer, ProtoSlice message, DecodedOrigin target) =>
        TryRead(buffer, message, target, isScope: false);

    public static bool TryReadScope(byte[] buffer, ProtoSlice message, DecodedOrigin target) =>
        TryRead(buffer, message, target, isScope: true);

    static bool TryRead(byte[] buffer, ProtoSlice message, DecodedOrigin target, bool isScope)
    {
        target.Tape.Reset(buffer);
        target.DroppedAttributes = 0;
        var values = new ValueDecoder(target.Tape);
        ProtoSlice name = default;
        ProtoSlice version = default;
        ProtoSlice schema = default;
        var reader = new ProtoReader(buffer, message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                // Field 1 is the resource here and the scope there.
                case (F.ResourceItems.Resource << 3) | Bytes:
                    var read = isScope
                        ? TryReadScope(buffer, reader.Bytes(), target, ref values, ref name, ref version)
                        : TryReadResource(buffer, reader.Bytes(), target, ref values);
                    if (!read)
                    {
                        return false;
                    }

                    break;
                case (F.ResourceItems.SchemaUrl << 3) | Bytes:
                    schema = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        target.Attributes = new(target.Tape, 0, target.Tape.Count);
        target.SchemaUrl = ProtoText.Read(buffer, schema, target.SchemaUrl);
        target.Name = ProtoText.Read(buffer, name, target.Name);
        target.Version = ProtoText.Read(buffer, version, target.Version);
        return !reader.Failed;
    }

    static bool TryReadResource(byte[] buffer, ProtoSlice message, DecodedOrigin target, ref ValueDecoder values)
    {
        var reader = new ProtoReader(buffer, message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (F.Resource.Attributes << 3) | Bytes:
                    if (!values.TryAddAttribute(reader.Bytes()))
                    {
                        return false;
                    }

                    break;
                case (F.Resource.DroppedAttributesCount << 3) | Varint:
                    target.DroppedAttributes = (uint)reader.Varint();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return !reader.Failed;
    }

    static bool TryReadScope(
        byte[] buffer,
        ProtoSlice message,
        DecodedOrigin target,
        ref ValueDecoder values,
        ref ProtoSlice name,
        ref ProtoSlice version
    )
    {
        var reader = new ProtoReader(buffer, message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (F.InstrumentationScope.Name << 3) | Bytes:
                    name = reader.Bytes();
                    break;
                case (F.InstrumentationScope.Version << 3) | Bytes:
                    version = reader.Bytes();
                    break;
                case (F.InstrumentationScope.Attributes << 3) | Bytes:
                    if (!values.TryAddAttribute(reader.Bytes()))
                    {
                        return false;
                    }

                    break;
                case (F.InstrumentationScope.DroppedAttributesCount << 3) | Varint:
                    target.DroppedAttributes = (uint)reader.Varint();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return !reader.Failed;
    }
}
