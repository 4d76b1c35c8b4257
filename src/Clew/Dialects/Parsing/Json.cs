using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Clew.Model;

namespace Clew.Dialects.Parsing;

/// <summary>JSON out of typed values, and what is JSON at all.</summary>
static class Json
{
    /// <summary>Deep enough for any honest document; a hostile one is not JSON to us.</summary>
    public const int MaxDepth = 512;

    public static readonly JsonReaderOptions Reading = new() { MaxDepth = MaxDepth };
    public static readonly JsonDocumentOptions Document = new() { MaxDepth = MaxDepth };
    public static readonly JsonWriterOptions Writing = new()
    {
        Encoder = PlainJsonEncoder.Instance,
        MaxDepth = MaxDepth + 8,
    };

    /// <summary>Whether the text is one whole JSON value, of any kind.</summary>
    public static bool IsValid(ReadOnlySpan<byte> utf8) => IsValid(utf8, MaxDepth);

    static bool IsValid(ReadOnlySpan<byte> utf8, int depth)
    {
        // Most text shows by its first byte that it is none; a failed parse is slow.
        if (!CouldBe(utf8) || depth <= 0)
        {
            return false;
        }

        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = depth });
        try
        {
            while (reader.Read()) { }

            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whether the text begins as an array or an object does.</summary>
    public static bool LooksStructured(ReadOnlySpan<byte> utf8) => FirstByte(utf8) is (byte)'[' or (byte)'{';

    /// <summary>The first byte that is not white space, or 0.</summary>
    public static byte FirstByte(ReadOnlySpan<byte> utf8)
    {
        foreach (var b in utf8)
        {
            if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                return b;
            }
        }

        return 0;
    }

    /// <summary>
    /// A document, or null if the text is not JSON. Its names and strings can be read without fear: what is no
    /// character in the text is U+FFFD in them.
    /// </summary>
    public static JsonDocument? TryParse(ReadOnlyMemory<byte> utf8)
    {
        if (!CouldBe(utf8.Span))
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(JsonStrings.Mend(utf8), Document);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// A value as JSON text, for parameters and metadata: what is a number or JSON inside a string becomes one
    /// (<c>"0.3"</c>, <c>"[\"a\", \"b\"]"</c>), other strings are quoted.
    /// </summary>
    /// <param name="mayBeNumber">False for names and ids, which stay text even if they have only digits.</param>
    public static string TextOf(in Value value, bool mayBeNumber = true)
    {
        if (value.Kind == ValueKind.String)
        {
            var utf8 = value.Utf8;
            var isJson = (mayBeNumber && Numbers.TryDouble(utf8, out _)) || LooksStructured(utf8);
            if (isJson && IsValid(utf8))
            {
                return Encoding.UTF8.GetString(utf8.Trim(" \t\r\n"u8));
            }
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Writing);
        Write(writer, value);
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A typed value as JSON; bytes as base64, a number that JSON cannot hold as a string.</summary>
    /// <exception cref="InvalidDataException">It is nested deeper than <see cref="MaxDepth"/>.</exception>
    public static void Write(Utf8JsonWriter writer, in Value value)
    {
        if (writer.CurrentDepth >= MaxDepth)
        {
            throw new InvalidDataException("A value is nested too deeply.");
        }

        switch (value.Kind)
        {
            case ValueKind.String:
                writer.WriteStringValue(value.Utf8);
                break;
            case ValueKind.Bool:
                writer.WriteBooleanValue(value.Bool);
                break;
            case ValueKind.Int:
                writer.WriteNumberValue(value.Int);
                break;
            case ValueKind.Double when double.IsFinite(value.Double):
                writer.WriteNumberValue(value.Double);
                break;
            case ValueKind.Double:
                writer.WriteStringValue(value.Double.ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ValueKind.Bytes:
                writer.WriteBase64StringValue(value.Utf8);
                break;
            case ValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.Children)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case ValueKind.Map:
                writer.WriteStartObject();
                foreach (var entry in value.Children)
                {
                    writer.WritePropertyName(entry.Key);
                    Write(writer, entry);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    /// <summary>Byte for byte, so that nothing is lost where the sender broke a character in half.</summary>
    public static void WriteRaw(Utf8JsonWriter writer, JsonElement element) =>
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);

    /// <summary>
    /// Writes a text: as JSON if it is an array or object, else as a string. What is written stays within
    /// <see cref="MaxDepth"/>, so that it can be read again.
    /// </summary>
    public static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> utf8)
    {
        if (LooksStructured(utf8) && IsValid(utf8, MaxDepth - writer.CurrentDepth))
        {
            writer.WriteRawValue(utf8, skipInputValidation: true);
        }
        else
        {
            writer.WriteStringValue(utf8);
        }
    }

    /// <summary>The same for a value: a string may hold JSON.</summary>
    public static void WriteLoose(Utf8JsonWriter writer, in Value value)
    {
        if (value.Kind == ValueKind.String)
        {
            WriteText(writer, value.Utf8);
        }
        else
        {
            Write(writer, value);
        }
    }

    static bool CouldBe(ReadOnlySpan<byte> utf8) =>
        FirstByte(utf8)
            is (byte)'{'
                or (byte)'['
                or (byte)'"'
                or (byte)'-'
                or (byte)'t'
                or (byte)'f'
                or (byte)'n'
                or (>= (byte)'0' and <= (byte)'9');
}
