using System.Buffers.Binary;
using System.Text;

namespace Clew.Bench.Otlp;

/// <summary>
/// Reads requests with a second, independent piece of code and checks what the benchmark promises: well-formed
/// protobuf and JSON, unique ids, parents that exist, ends not before starts.
/// </summary>
sealed class SpanChecks
{
    readonly Lock _lock = new();
    readonly HashSet<ulong> _spans = [];
    readonly HashSet<UInt128> _traces = [];
    readonly HashSet<ulong> _waiting = [];
    readonly SortedSet<string> _faults = [];

    public int Spans => _spans.Count;

    public int Traces => _traces.Count;

    public long Bytes { get; private set; }

    /// <summary>Parents that never came: only of traces that were cut off by the end of the run.</summary>
    public int MissingParents => _waiting.Count;

    public int Late { get; private set; }

    public IReadOnlyCollection<string> Faults => _faults;

    public void Body(ReadOnlySpan<byte> body)
    {
        lock (_lock)
        {
            Bytes += body.Length;
            try
            {
                Each(
                    body,
                    1,
                    this,
                    static (resourceSpans, checks) =>
                        Each(
                            resourceSpans,
                            2,
                            checks,
                            static (scopeSpans, checks) =>
                                Each(scopeSpans, 2, checks, static (span, checks) => checks.Span(span))
                        )
                );
            }
            catch (Exception e) when (e is FormatException or ArgumentException)
            {
                _faults.Add("malformed protobuf: " + e.Message);
            }
        }
    }

    void Span(ReadOnlySpan<byte> span)
    {
        ulong id = 0,
            parent = 0,
            start = 0,
            end = 0;
        Fields fields = new(span);
        while (fields.Next())
        {
            switch (fields.Number)
            {
                case 1:
                    _traces.Add(BinaryPrimitives.ReadUInt128BigEndian(fields.Bytes));
                    break;
                case 2:
                    id = BinaryPrimitives.ReadUInt64BigEndian(fields.Bytes);
                    break;
                case 4:
                    parent = BinaryPrimitives.ReadUInt64BigEndian(fields.Bytes);
                    break;
                case 7:
                    start = fields.Value;
                    break;
                case 8:
                    end = fields.Value;
                    break;
                case 9:
                    Attribute(fields.Bytes);
                    break;
            }
        }
        if (id == 0)
            _faults.Add("a span without id");
        if (!_spans.Add(id))
            _faults.Add("a span id came twice");
        if (end < start)
            _faults.Add("a span ends before it starts");
        if (_waiting.Remove(id) == false && parent != 0 && _spans.Contains(parent))
            Late++;
        if (parent != 0 && !_spans.Contains(parent))
            _waiting.Add(parent);
    }

    void Attribute(ReadOnlySpan<byte> pair)
    {
        string key = "";
        Fields fields = new(pair);
        while (fields.Next())
        {
            if (fields.Number == 1)
                key = Encoding.UTF8.GetString(fields.Bytes);
            else if (fields.Number == 2 && fields.Bytes is [0x0a, ..])
                Text(key, fields.Bytes);
        }
    }

    void Text(string key, ReadOnlySpan<byte> any)
    {
        Fields value = new(any);
        value.Next();
        if (!System.Text.Unicode.Utf8.IsValid(value.Bytes))
            _faults.Add(key + " is not UTF-8");
        bool json = value.Bytes is [(byte)'[' or (byte)'{', ..] && key.StartsWith("gen_ai.", StringComparison.Ordinal);
        if (!json || key == "gen_ai.input.text")
            return;
        try
        {
            System.Text.Json.Utf8JsonReader reader = new(value.Bytes);
            while (reader.Read()) { }
        }
        catch (System.Text.Json.JsonException e)
        {
            _faults.Add($"{key} is not JSON: {e.Message}");
        }
    }

    delegate void Visit(ReadOnlySpan<byte> message, SpanChecks checks);

    static void Each(ReadOnlySpan<byte> message, int number, SpanChecks checks, Visit visit)
    {
        Fields fields = new(message);
        while (fields.Next())
        {
            if (fields.Number == number)
                visit(fields.Bytes, checks);
        }
    }

    /// <summary>Walks the fields of a protobuf message.</summary>
    ref struct Fields(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> _rest = message;

        public int Number { get; private set; }

        public ulong Value { get; private set; }

        public ReadOnlySpan<byte> Bytes { get; private set; }

        public bool Next()
        {
            if (_rest.IsEmpty)
                return false;
            ulong tag = Varint();
            Number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    Value = Varint();
                    break;
                case 1:
                    Value = BinaryPrimitives.ReadUInt64LittleEndian(_rest);
                    _rest = _rest[8..];
                    break;
                case 2:
                    int length = (int)Varint();
                    Bytes = _rest[..length];
                    _rest = _rest[length..];
                    break;
                case 5:
                    _rest = _rest[4..];
                    break;
                default:
                    throw new FormatException($"wire type {tag & 7}");
            }
            return true;
        }

        ulong Varint()
        {
            ulong value = 0;
            for (int shift = 0; shift < 64; shift += 7)
            {
                byte next = _rest[0];
                _rest = _rest[1..];
                value |= (ulong)(next & 0x7f) << shift;
                if (next < 0x80)
                    return value;
            }
            throw new FormatException("varint too long");
        }
    }
}
