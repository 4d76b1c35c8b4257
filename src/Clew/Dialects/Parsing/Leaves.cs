using System.Text;
using System.Text.Json;
using Clew.Model;

namespace Clew.Dialects.Parsing;

/// <summary>
/// JSON objects taken apart into one fact per leaf, so that later values replace only what they name:
/// <c>{"customer":{"tier":"gold"}}</c> is path <c>customer.tier</c>, value <c>"gold"</c>. A leaf is anything but an
/// object that has members; its value is kept as JSON text. A dot inside a name is written <c>\.</c>.
/// </summary>
static class Leaves
{
    /// <summary>Objects nested deeper are kept as one leaf, and so are members beyond this many.</summary>
    const int MaxDepth = 16;
    const int MaxLeaves = 1024;

    /// <param name="ofTrace">Whether it is the trace's metadata, whichever span has it.</param>
    public static void ReadMetadata(in Value value, Reading reading, Provenance source, bool ofTrace = false)
    {
        using var document = Parse(value, reading);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } root)
        {
            // Not an object: keep it under a name that says what it is.
            reading.Metadata("metadata", Json.TextOf(value), source, ofTrace);
            return;
        }

        ReadMetadata(root, reading, source, ofTrace);
    }

    /// <summary>
    /// One attribute for each name: <c>app.metadata.tier</c> = <c>"gold"</c> is path <c>tier</c>. A value that is an
    /// object is taken apart like the whole.
    /// </summary>
    /// <param name="prefix">What stands before the name, with its dot.</param>
    public static void ReadMetadataUnder(Family prefix, MetadataOf of, Dialect dialect, Reading reading)
    {
        foreach (var value in reading.Attributes.All)
        {
            var key = value.Key;
            if (value.Kind == ValueKind.Empty || key.Length <= prefix.Utf8.Length || !key.StartsWith(prefix.Utf8))
            {
                continue;
            }

            var path = Encoding
                .UTF8.GetString(key[prefix.Utf8.Length..])
                .Replace("\\", "\\\\", StringComparison.Ordinal);
            ReadMetadataAt(path, value, of, reading, dialect.SourceOf(value.KeyText));
        }
    }

    /// <summary>A value that stands at a path of its own, or is the whole if the path is empty.</summary>
    public static void ReadMetadataAt(string path, in Value value, MetadataOf of, Reading reading, Provenance source)
    {
        var isObject =
            value.Kind == ValueKind.Map || (value.Kind == ValueKind.String && Json.FirstByte(value.Utf8) == (byte)'{');
        using var document = isObject ? Parse(value, reading) : null;
        if (document?.RootElement is { ValueKind: JsonValueKind.Object } root && root.EnumerateObject().Any())
        {
            var left = MaxLeaves;
            Read(root, path, 1, ref left, (inner, json) => State(of, inner, json, reading, source));
        }
        else
        {
            State(of, path.Length == 0 ? "metadata" : path, Json.TextOf(value), reading, source);
        }
    }

    static void State(MetadataOf of, string path, string json, Reading reading, Provenance source)
    {
        if (of is MetadataOf.Span)
        {
            reading.Item(Field.Metadata, path, json, source);
        }

        if (of is MetadataOf.Trace)
        {
            reading.TraceMetadata(path, json, source);
        }
    }

    /// <summary>The same for JSON that was found inside of other JSON.</summary>
    public static void ReadMetadata(JsonElement root, Reading reading, Provenance source, bool ofTrace = false)
    {
        var left = MaxLeaves;
        Read(root, "", 0, ref left, (path, json) => reading.Metadata(path, json, source, ofTrace));
    }

    /// <summary>
    /// Metadata in attributes of its own: <c>ai.telemetry.metadata.plan</c>. What a sender wrote into one of them as
    /// JSON text is JSON again.
    /// </summary>
    /// <param name="except">Keys that mean something else.</param>
    /// <param name="isFlattened">Whether a dot leads into an object; otherwise it is a part of the name.</param>
    public static void ReadMetadata(Family family, ReadOnlySpan<Key> except, Reading reading, bool isFlattened = false)
    {
        var left = MaxLeaves;
        foreach (var value in reading.Attributes.All)
        {
            var key = value.Key;
            if (
                value.Kind == ValueKind.Empty
                || key.Length <= family.Utf8.Length
                || !key.StartsWith(family.Utf8)
                || IsAmong(except, key)
                || left-- <= 0
            )
            {
                continue;
            }

            var name = Encoding.UTF8.GetString(key[family.Utf8.Length..]);
            reading.Metadata(isFlattened ? name : PathOf(name), Json.TextOf(value), family.Source);
        }
    }

    /// <summary>One item of metadata that has a key of its own.</summary>
    public static void ReadMetadata(string name, in Value value, Reading reading, Provenance source) =>
        reading.Metadata(PathOf(name), Json.TextOf(value), source);

    /// <summary>Request parameters in one object; what is content or said elsewhere is left out.</summary>
    public static void ReadParameters(in Value value, Reading reading, Provenance source) =>
        ReadParameters(ParseableOf(value, reading), reading, source);

    /// <summary>The same for JSON that was found inside of other JSON.</summary>
    public static void ReadParameters(ReadOnlyMemory<byte> json, Reading reading, Provenance source)
    {
        using var document = Json.TryParse(json);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } root)
        {
            return;
        }

        var left = MaxLeaves;
        foreach (var member in root.EnumerateObject())
        {
            var name = JsonStrings.NameOf(member);
            var isContent =
                name
                is "messages"
                    or "input"
                    or "prompt"
                    or "instructions"
                    or "tools"
                    or "functions"
                    or "model"
                    or "output";
            var isEmpty =
                member.Value.ValueKind == JsonValueKind.Null
                || (member.Value.ValueKind == JsonValueKind.String && member.Value.GetRawText().Length == 2);
            if (!isContent && !isEmpty && left-- > 0)
            {
                reading.Item(Field.Parameter, CommonName(name), member.Value.GetRawText(), source);
            }
        }
    }

    /// <summary>The name that parameters have here, whatever style the sender's language has.</summary>
    static string CommonName(string name) =>
        name switch
        {
            "maxTokens" or "maxOutputTokens" or "max_output_tokens" or "max_completion_tokens" => "max_tokens",
            "topP" => "top_p",
            "topK" => "top_k",
            "frequencyPenalty" => "frequency_penalty",
            "presencePenalty" => "presence_penalty",
            "stopSequences" => "stop_sequences",
            _ => name,
        };

    /// <summary>One name as a path, whatever is in it.</summary>
    public static string PathOf(string name) =>
        name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(".", "\\.", StringComparison.Ordinal);

    static JsonDocument? Parse(in Value value, Reading reading) => Json.TryParse(ParseableOf(value, reading));

    static ReadOnlyMemory<byte> ParseableOf(in Value value, Reading reading) =>
        value.Kind is ValueKind.String or ValueKind.Map ? reading.PayloadOf(value, null).Utf8 : default;

    static bool IsAmong(ReadOnlySpan<Key> keys, ReadOnlySpan<byte> name)
    {
        foreach (var key in keys)
        {
            if (name.SequenceEqual(key.Utf8))
            {
                return true;
            }
        }

        return false;
    }

    static void Read(JsonElement element, string path, int depth, ref int left, Action<string, string> state)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (left <= 0)
            {
                return;
            }

            var name = PathOf(JsonStrings.NameOf(member));
            var inner = path.Length == 0 ? name : $"{path}.{name}";
            var hasMembers = member.Value.ValueKind == JsonValueKind.Object && member.Value.EnumerateObject().Any();
            if (hasMembers && depth < MaxDepth)
            {
                Read(member.Value, inner, depth + 1, ref left, state);
            }
            else
            {
                left--;
                state(inner, member.Value.GetRawText());
            }
        }
    }
}

/// <summary>Whose metadata it is.</summary>
enum MetadataOf
{
    Span,
    Trace,
}
