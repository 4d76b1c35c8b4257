using System.Text.Json;

namespace Clew.Wire.Langfuse;

/// <summary>What every event has, each as sent; empty where it is missing. Of a member that comes twice, the last.</summary>
readonly record struct EventEnvelope(
    ReadOnlyMemory<byte> Id,
    ReadOnlyMemory<byte> Timestamp,
    ReadOnlyMemory<byte> Type,
    ReadOnlyMemory<byte> Body
)
{
    /// <summary>False if this is no JSON object.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> json, out EventEnvelope envelope)
    {
        envelope = default;
        var reader = new Utf8JsonReader(json.Span, RawJson.AnyDepth);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.ValueSpan;
                reader.Read();
                var (start, length) = RawJson.Skip(ref reader);
                var value = json.Slice(start, length);
                envelope =
                    name.SequenceEqual("id"u8) ? envelope with { Id = value }
                    : name.SequenceEqual("timestamp"u8) ? envelope with { Timestamp = value }
                    : name.SequenceEqual("type"u8) ? envelope with { Type = value }
                    : name.SequenceEqual("body"u8) ? envelope with { Body = value }
                    : envelope;
            }

            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
