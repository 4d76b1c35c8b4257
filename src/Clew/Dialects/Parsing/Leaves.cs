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
            var isContent =
                member.Name
                is "messages"
                    or "input"
                    or "prompt"
                    or "instructions"
                    or "tools"
                    or "functions"
                    or "model"
                    or "output";
            if (!isContent && member.Value.ValueKind != JsonValueKind.Null && left-- > 0)
            {
                reading.Item(Field.Parameter, CommonName(member.Name), member.Value.GetRawText(), source);
            }
        }
    }

    /// <summary>The name that parameters have here, whatever style the sender's language has.</summary>
    static string CommonName(string name) =>
        name switch
        {
            "maxTokens" or "maxOutputTokens" or "max_output_tokens" => "max_tokens",
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

            var name = PathOf(member.Name);
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
