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

    public static void ReadMetadata(in Value value, Reading reading, Provenance source)
    {
        using var document = Parse(value, reading);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } root)
        {
            // Not an object: keep it under a name that says what it is.
            reading.Item(Field.Metadata, "metadata", Json.TextOf(value), source);
            return;
        }

        var left = MaxLeaves;
        Read(
            root,
            "",
            0,
            ref left,
            (path, json) =>
            {
                reading.Item(Field.Metadata, path, json, source);
                if (reading.IsRoot)
                {
                    reading.Trace(Field.Metadata, json, source, path);
                }
            }
        );
    }

    /// <summary>Request parameters in one object; what is content or said elsewhere is left out.</summary>
    public static void ReadParameters(in Value value, Reading reading, Provenance source)
    {
        using var document = Parse(value, reading);
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
                reading.Item(Field.Parameter, member.Name, member.Value.GetRawText(), source);
            }
        }
    }

    /// <summary>A name as one step of a path.</summary>
    public static string Escaped(string name) =>
        name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(".", "\\.", StringComparison.Ordinal);

    static JsonDocument? Parse(in Value value, Reading reading) =>
        value.Kind is ValueKind.String or ValueKind.Map ? Json.TryParse(reading.PayloadOf(value, null).Utf8) : null;

    static void Read(JsonElement element, string path, int depth, ref int left, Action<string, string> state)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (left <= 0)
            {
                return;
            }

            var name = Escaped(member.Name);
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
