using Clew.Model;

namespace Clew.Dialects.Parsing;

/// <summary>
/// Lists whose items are JSON texts, which is how an SDK sends objects in an array attribute:
/// <c>["{\"type\":\"function\"}"]</c>.
/// </summary>
static class JsonLists
{
    /// <summary>One JSON array of what the items hold; text that is none stays as it is.</summary>
    public static ReadOnlyMemory<byte> Of(in Value value, Reading reading)
    {
        if (value.Kind == ValueKind.String)
        {
            return value.Memory;
        }

        var scratch = reading.Scratch();
        var writer = scratch.Begin();
        writer.WriteStartArray();
        foreach (var item in value.Children)
        {
            if (item.Kind == ValueKind.String && Json.IsValid(item.Utf8))
            {
                writer.WriteRawValue(item.Utf8, skipInputValidation: true);
            }
            else
            {
                Json.Write(writer, item);
            }
        }

        writer.WriteEndArray();
        return reading.Keep(scratch);
    }
}
