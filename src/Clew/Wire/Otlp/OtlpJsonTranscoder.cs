using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Clew.Wire.Protobuf;

namespace Clew.Wire.Otlp;

/// <summary>
/// Turns OTLP/JSON into protobuf, so that there is one decoder. It reads what the specification asks for (section
/// "JSON Protobuf Encoding": hex ids, enum numbers, 64-bit integers as strings or numbers, unknown members ignored)
/// and what real senders write besides: snake_case names, enum names, <c>null</c> for nothing, <c>{"low","high"}</c>
/// integers, plain objects as attributes, plain values. Where a key occurs twice the last one counts. Not for two
/// threads at once.
/// </summary>
sealed partial class OtlpJsonTranscoder
{
    /// <summary>
    /// Values nested deeper than this become bytes that hold their JSON. One level more than the decoder takes, so
    /// that it is the decoder who warns.
    /// </summary>
    public const int MaxDepth = ValueDecoder.MaxDepth + 1;

    readonly JsonText text = new();
    readonly Stack<string> path = new();
    ProtoWriter output = new();
    ReadOnlyMemory<byte> json;
    string problem = "";

    /// <summary>Deep JSON must not fail the request: what is too deep only hurts the value it is in.</summary>
    public static JsonReaderOptions ReaderOptions { get; } = new() { MaxDepth = int.MaxValue };

    /// <summary>Gives memory back that only an unusually long text needed.</summary>
    public void Trim() => text.Trim();

    /// <summary>
    /// Transcodes the value at which the reader stands into the message <paramref name="spec"/> and leaves the reader
    /// on its last token.
    /// </summary>
    /// <param name="body">What the reader reads, from its beginning.</param>
    /// <param name="error">Path and reason, for example <c>.events[2].name: expected a string</c>.</param>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public bool TryTranscode(
        ref Utf8JsonReader reader,
        ReadOnlyMemory<byte> body,
        MessageSpec spec,
        ProtoWriter destination,
        [NotNullWhen(false)] out string? error
    )
    {
        json = body;
        output = destination;
        path.Clear();
        var done = TryReadMessage(ref reader, spec, 0);
        error = done ? null : $"{string.Concat(path)}: {problem}";
        return done;
    }

    bool TryReadMessage(ref Utf8JsonReader reader, MessageSpec spec, int depth)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Fail("expected an object");
        }

        // Where the fields are in the output, by their place in the spec: a repeated key replaces the first one.
        Span<ProtoSlice> written = stackalloc ProtoSlice[spec.Fields.Length];
        byte[] unknown = [];
        var hint = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = text.Of(ref reader);
            var index = Find(spec.Fields, name, hint);
            var isUnknownFields = index < 0 && name.SequenceEqual("unknownFields"u8);
            reader.Read();
            if (index < 0)
            {
                if (isUnknownFields && reader.TokenType == JsonTokenType.String)
                {
                    unknown = text.TryBase64(ref reader, out var bytes) ? bytes.ToArray() : [];
                }

                reader.Skip();
                continue;
            }

            hint = index + 1;
            Forget(written, index);
            var start = output.Length;
            if (!TryReadField(ref reader, spec.Fields[index], depth))
            {
                path.Push($".{spec.Fields[index].Name}");
                return false;
            }

            written[index] = new(start, output.Length - start);
        }

        AppendUnknown(unknown, spec);
        return true;
    }

    /// <summary>Senders write members in the order of the .proto file, so the next field is tried first.</summary>
    static int Find(FieldSpec[] fields, ReadOnlySpan<byte> name, int hint)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            var index = hint + i < fields.Length ? hint + i : hint + i - fields.Length;
            if (name.SequenceEqual(fields[index].Camel) || name.SequenceEqual(fields[index].Snake))
            {
                return index;
            }
        }

        return -1;
    }

    void Forget(Span<ProtoSlice> written, int index)
    {
        var old = written[index];
        if (old.Length == 0)
        {
            return;
        }

        output.Remove(old.Start, old.Length);
        written[index] = default;
        foreach (ref var other in written)
        {
            other = other.Start > old.Start ? other with { Start = other.Start - old.Length } : other;
        }
    }

    /// <summary>Adds fields that JSON could not express, if they are well-formed; see <see cref="OtlpJsonWriter"/>.</summary>
    void AppendUnknown(ReadOnlySpan<byte> fields, MessageSpec spec)
    {
        var whole = new ProtoSlice(0, fields.Length);
        var check = new ProtoReader(fields, whole);
        while (check.Next())
        {
            check.Skip();
        }

        if (check.Failed)
        {
            return;
        }

        var reader = new ProtoReader(fields, whole);
        while (reader.Next())
        {
            reader.Skip();

            // Spans do not hide in there: every span of a request is counted.
            if ((reader.Tag & 7) != WireType.Bytes || !spec.ItemFields.Contains(reader.Field))
            {
                output.Raw(fields[reader.FieldStart..reader.Position]);
            }
        }
    }

    bool TryReadField(ref Utf8JsonReader reader, FieldSpec field, int depth)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        if (!field.IsRepeated)
        {
            return TryReadOne(ref reader, field, depth);
        }

        if (reader.TokenType == JsonTokenType.StartObject && field.Message == OtlpSchema.KeyValue)
        {
            return TryReadPlainAttributes(ref reader, field.Number, depth);
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return Fail(
                field.Message == OtlpSchema.KeyValue
                    ? """expected an array of {"key": …, "value": {"stringValue": …}}"""
                    : "expected an array"
            );
        }

        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            // A null among values keeps its place; anywhere else it is nothing.
            if (reader.TokenType == JsonTokenType.Null && field.Message != OtlpSchema.AnyValue)
            {
                continue;
            }

            if (!TryReadOne(ref reader, field, depth))
            {
                path.Push($"[{i}]");
                return false;
            }
        }

        return true;
    }

    bool TryReadOne(ref Utf8JsonReader reader, FieldSpec field, int depth)
    {
        if (field.Type != FieldType.Message)
        {
            return TryReadScalar(ref reader, field);
        }

        var start = output.Begin(field.Number);
        var read =
            field.Message == OtlpSchema.AnyValue
                ? TryReadValue(ref reader, depth + 1)
                : TryReadMessage(ref reader, field.Message!, depth);
        output.End(start);
        return read;
    }

    bool Fail(string what)
    {
        problem = what;
        return false;
    }
}
