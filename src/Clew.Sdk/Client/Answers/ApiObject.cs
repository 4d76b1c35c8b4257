using System.Globalization;
using System.Text.Json;

namespace Clew;

/// <summary>
/// Something that the server answered. The properties of the types below it name what is most used; all of it is in
/// <see cref="Json"/>, as it came.
/// </summary>
public class ApiObject(JsonElement json)
{
    /// <summary>The whole answer.</summary>
    public JsonElement Json { get; } = json;

    /// <summary>A member as text: a string as it is, anything else as JSON; null if it is absent or null.</summary>
    public string? Text(string member) =>
        Value(member) is not { } value || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.GetRawText();

    /// <summary>A member as it is; null only if it is absent.</summary>
    public JsonElement? Value(string member) =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(member, out var value) ? value : null;

    /// <summary>A number; null if it is absent or none.</summary>
    public double? Number(string member) =>
        Value(member) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number)
            ? number
            : null;

    /// <summary>A time by ISO 8601; null if it is absent or none.</summary>
    public DateTimeOffset? Time(string member) =>
        Value(member) is { ValueKind: JsonValueKind.String } value
        && DateTimeOffset.TryParse(
            value.GetString(),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
            : null;

    /// <summary>True or false; null if it is absent or neither.</summary>
    public bool? Flag(string member) =>
        Value(member) switch
        {
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            _ => null,
        };

    /// <summary>The elements of an array; none if it is absent.</summary>
    public IReadOnlyList<JsonElement> Items(string member) =>
        Value(member) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray()] : [];

    /// <summary>The strings of an array.</summary>
    public IReadOnlyList<string> Texts(string member) =>
        [.. Items(member).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];
}
