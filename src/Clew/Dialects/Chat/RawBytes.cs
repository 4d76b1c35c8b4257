using System.Text.Json;

namespace Clew.Dialects.Chat;

/// <summary>
/// Bytes that JavaScript wrote as JSON without asking for base64: a typed array is an object,
/// <c>{"0":137,"1":80}</c>, a buffer of Node has <c>{"type":"Buffer","data":[137,80]}</c>.
/// </summary>
static class RawBytes
{
    /// <summary>The bytes as base64; null if these are none.</summary>
    public static string? ToBase64(JsonElement value)
    {
        var bytes = new List<byte>();
        if (Messages.Member(value, "data") is { ValueKind: JsonValueKind.Array } list)
        {
            foreach (var item in list.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Number || !item.TryGetByte(out var one))
                {
                    return null;
                }

                bytes.Add(one);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                if (
                    member.Value.ValueKind != JsonValueKind.Number
                    || !member.Value.TryGetByte(out var one)
                    || !member.NameEquals(bytes.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))
                )
                {
                    return null;
                }

                bytes.Add(one);
            }
        }

        return bytes.Count == 0 ? null : Convert.ToBase64String([.. bytes]);
    }
}
