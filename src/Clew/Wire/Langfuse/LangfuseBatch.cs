using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Clew.Wire.Langfuse;

/// <summary>
/// The envelope of a request: <c>{"batch":[…],"metadata":…}</c>. Finds its events and leaves it to others what they say.
/// Reused for one request after the other; not for two threads at once.
/// </summary>
sealed class LangfuseBatch
{
    /// <summary>More than a client sends in a day; what bounds the answer to a request of nothing but commas.</summary>
    public const int MaxEvents = 100_000;

    readonly List<Item> items = [];

    public IReadOnlyList<Item> Items => items;

    /// <summary>False if this is no batch, and why.</summary>
    /// <param name="body">Bytes of it that are no UTF-8 become question marks, in place.</param>
    public bool TryRead(Memory<byte> body, out string error)
    {
        items.Clear();
        error = "";
        body = Clean(body);
        var reader = new Utf8JsonReader(body.Span, RawJson.AnyDepth);
        try
        {
            error = Read(ref reader, body);
        }
        catch (JsonException e)
        {
            // The whole request: where a batch is not JSON, nobody knows where an event ends.
            error = "The body is not JSON: " + e.Message;
        }

        return error is "";
    }

    string Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            var (start, length) = RawJson.Skip(ref reader);
            reader.Read();
            return Expected("an object with the array 'batch'", body.Span.Slice(start, length));
        }

        var error = "batch: expected an array of events, got nothing";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isBatch = reader.ValueTextEquals("batch"u8);
            reader.Read();
            if (isBatch)
            {
                error = ReadBatch(ref reader, body);
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Read();
        return error;
    }

    string ReadBatch(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        // Of a member that comes twice, the last counts.
        items.Clear();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            var (start, length) = RawJson.Skip(ref reader);
            return "batch: " + Expected("an array of events", body.Span.Slice(start, length));
        }

        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var item = ReadItem(ref reader, body, count);
            if (count++ < MaxEvents)
            {
                items.Add(item);
            }
        }

        return count > MaxEvents
            ? $"batch: expected at most {MaxEvents} events, got {count}; send smaller batches"
            : "";
    }

    static Item ReadItem(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, int position)
    {
        var start = (int)reader.TokenStartIndex;
        // An opening bracket stands where it is, its content one level below.
        var outside = reader.CurrentDepth;
        var deepest = 0;
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            do
            {
                var opens = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
                deepest = opens ? Math.Max(deepest, reader.CurrentDepth - outside + 1) : deepest;
                reader.Read();
            } while (reader.CurrentDepth > outside);
        }

        return new(body[start..(int)reader.BytesConsumed], position, deepest > RawJson.MaxDepth);
    }

    static string Expected(string what, ReadOnlySpan<byte> raw) => $"expected {what}, got {RawJson.Show(raw)}";

    /// <summary>
    /// JSON is UTF-8, with no mark at its start. What is not, text cut in the middle of a character, must not cost the
    /// event; nor may it grow.
    /// </summary>
    internal static Memory<byte> Clean(Memory<byte> body)
    {
        var rest = Utf8.IsValid(body.Span) ? default : body.Span;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(rest, out _, out var used) != System.Buffers.OperationStatus.Done)
            {
                rest[..used].Fill((byte)'?');
            }

            rest = rest[used..];
        }

        return body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
    }

    /// <summary>One event as sent.</summary>
    /// <param name="Position">Its place in the batch, from 0.</param>
    internal readonly record struct Item(ReadOnlyMemory<byte> Bytes, int Position, bool IsTooDeep);
}
