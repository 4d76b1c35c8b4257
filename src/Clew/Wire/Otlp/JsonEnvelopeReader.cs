using System.Text.Json;
using Clew.Model;
using Clew.Wire.Protobuf;

namespace Clew.Wire.Otlp;

/// <summary>
/// Walks the outer three objects of an OTLP/JSON request in one pass and fills an <see cref="OtlpEnvelope"/>:
/// <c>{"resourceSpans":[{"resource":…,"scopeSpans":[{"scope":…,"spans":[…]}]}]}</c>. Members come in any order, so a
/// context is complete only at the end of its object. Where such an array occurs twice, the items of both are taken.
/// </summary>
sealed partial class JsonEnvelopeReader
{
    /// <summary>So many bad items get a sentence of their own.</summary>
    const int MaxProblems = 100;

    readonly JsonText text = new();
    readonly OtlpJsonTranscoder transcoder = new();
    readonly ProtoWriter contextWriter = new();
    readonly List<ProtoSlice> resourceMembers = [];
    readonly List<ProtoSlice> scopeMembers = [];
    readonly List<(OtlpContext Context, ArraySegment<byte> Scope)> open = [];
    OtlpEnvelope envelope = null!;
    ReadOnlyMemory<byte> json;
    OtlpSignal signal;
    OtlpNames names = OtlpNames.Of(OtlpSignal.Traces);
    string? error;
    int problems;
    int resource;
    int scope;
    int item;
    bool hasItems;

    /// <summary>Which of the three nested arrays.</summary>
    enum Level
    {
        Resource,
        Scope,
        Item,
    }

    /// <summary>Null, or what is wrong.</summary>
    public string? Read(OtlpEnvelope target, OtlpSignal kind, byte[] body, int length)
    {
        envelope = target;
        signal = kind;
        names = OtlpNames.Of(kind);
        error = null;
        problems = 0;
        resource = scope = item = -1;

        // Some Windows clients send a byte order mark, which the JSON reader would refuse.
        json = body.AsMemory(0, length);
        json = json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
        var reader = new Utf8JsonReader(json.Span, OtlpJsonTranscoder.ReaderOptions);
        try
        {
            if (json.Span.ContainsAnyExcept(" \t\r\n"u8))
            {
                ReadRequest(ref reader);
            }
        }
        catch (JsonException e)
        {
            // The message ends in a path and position of its own; ours say more.
            var end = e.Message.IndexOf(" LineNumber", StringComparison.Ordinal);
            error = $"{Path()} at byte {reader.BytesConsumed}: {(end < 0 ? e.Message : e.Message[..end])}";
        }

        envelope.SetBuffer(envelope.Transcoded.Buffer);
        open.Clear();
        text.Trim();
        transcoder.Trim();
        return error;
    }

    void ReadRequest(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Fail("expected an object");
            return;
        }

        if (signal == OtlpSignal.Metrics)
        {
            envelope.DataPoints = PointCounter.Count(ref reader);
        }
        else
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isItems = names.Resource.Is(text.Of(ref reader));
                reader.Read();
                if (!isItems)
                {
                    reader.Skip();
                }
                else if (!ReadArray(ref reader, Level.Resource))
                {
                    return;
                }
            }
        }

        // There is nothing after the object, or the reader throws.
        reader.Read();
    }

    bool ReadArray(ref Utf8JsonReader reader, Level level)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            var name =
                level == Level.Resource ? names.Resource
                : level == Level.Scope ? names.Scope
                : names.Item;
            return Fail($"expected an array in '{name.Camel}'");
        }

        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            SetIndex(level, i);
            var read =
                reader.TokenType == JsonTokenType.Null
                || level switch
                {
                    Level.Resource => ReadResource(ref reader),
                    Level.Scope => ReadScope(ref reader),
                    _ => ReadItem(ref reader),
                };
            if (!read)
            {
                return false;
            }
        }

        SetIndex(level, -1);
        return true;
    }

    /// <summary>Reads an object: goes into the array one level down and notes where the other members are.</summary>
    bool ReadMembers(ref Utf8JsonReader reader, List<ProtoSlice> members, Level below)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Fail("expected an object");
        }

        members.Clear();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var isItems = IsItems(text.Of(ref reader), below);
            reader.Read();
            if (!isItems)
            {
                reader.Skip();
                members.Add(new(start, (int)reader.BytesConsumed - start));
            }
            else if (!ReadArray(ref reader, below))
            {
                return false;
            }
        }

        return true;
    }

    bool ReadItem(ref Utf8JsonReader reader)
    {
        if (!hasItems)
        {
            hasItems = true;
            envelope.AddContext();
        }

        var start = (int)reader.TokenStartIndex;
        var before = reader;
        var output = envelope.Transcoded;
        var first = output.Length;
        var spec = signal == OtlpSignal.Traces ? OtlpSchema.Span : OtlpSchema.LogRecord;
        if (!transcoder.TryTranscode(ref reader, json, spec, output, out var problem))
        {
            reader = before;
            reader.Skip();
            output.Truncate(first);
            output.Raw(Malformed);
            problem = problems++ < MaxProblems ? $"{Path()}{problem}" : "not valid, like others before it";
        }

        var raw = json[start..(int)reader.BytesConsumed];
        envelope.AddItem(raw, [], new(first, output.Length - first), problem);
        return envelope.Limit is not { } limit || Fail(limit);
    }

    /// <summary>A tag of wire type 7, which does not exist: no decoder takes it for a message.</summary>
    static ReadOnlySpan<byte> Malformed => [0x07];

    bool IsItems(ReadOnlySpan<byte> name, Level below) =>
        below == Level.Scope ? names.Scope.Is(name) || names.Library.Is(name) : names.Item.Is(name);

    bool Fail(string what)
    {
        // The first one is the most precise.
        error ??= $"{Path()}{(what[0] is '.' or ':' ? "" : ": ")}{what}";
        return false;
    }

    void SetIndex(Level level, int index)
    {
        resource = level == Level.Resource ? index : resource;
        scope = level == Level.Scope ? index : scope;
        item = level == Level.Item ? index : item;
    }

    /// <summary>Where the walk is, for example <c>$.resourceSpans[0].scopeSpans[2].spans[17]</c>.</summary>
    string Path() =>
        "$"
        + (resource < 0 ? "" : $".{names.Resource.Camel}[{resource}]")
        + (scope < 0 ? "" : $".{names.Scope.Camel}[{scope}]")
        + (item < 0 ? "" : $".{names.Item.Camel}[{item}]");
}
