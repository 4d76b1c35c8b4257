using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Clew;

/// <summary>Writes an object and leaves out what was not given.</summary>
sealed class BodyWriter : IDisposable
{
    readonly ArrayBufferWriter<byte> buffer = new(512);
    readonly Utf8JsonWriter json;

    public BodyWriter()
    {
        json = new Utf8JsonWriter(buffer, ClewJson.Plain);
        json.WriteStartObject();
    }

    public void Dispose() => json.Dispose();

    /// <summary>UTC with microseconds, as the clients of the batch API write it.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public BodyWriter Add(string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }

        return this;
    }

    public BodyWriter Add(string name, DateTimeOffset? value) => Add(name, value is { } time ? Time(time) : null);

    public BodyWriter Add(string name, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(name, flag);
        }

        return this;
    }

    public BodyWriter Add(string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }

        return this;
    }

    public BodyWriter Add(string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }

        return this;
    }

    /// <summary>As it was written: a number keeps its digits, an odd escape stays.</summary>
    public BodyWriter Add(string name, JsonElement? value)
    {
        if (value is { ValueKind: not JsonValueKind.Undefined } given)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(given.GetRawText(), skipInputValidation: true);
        }

        return this;
    }

    /// <summary>What is JSON already.</summary>
    public BodyWriter AddRaw(string name, ReadOnlyMemory<byte> utf8)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(utf8.Span, skipInputValidation: true);
        return this;
    }

    public BodyWriter Add(string name, IReadOnlyList<string>? values)
    {
        if (values is not null)
        {
            json.WriteStartArray(name);
            foreach (var value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }

        return this;
    }

    public BodyWriter Add(string name, IReadOnlyList<(string Label, double Value)>? categories)
    {
        if (categories is not null)
        {
            json.WriteStartArray(name);
            foreach (var (label, value) in categories)
            {
                json.WriteStartObject();
                json.WriteString("label", label);
                json.WriteNumber("value", value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return this;
    }

    public ReadOnlyMemory<byte> Done()
    {
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
