using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Clew.Mcp.Answers;

/// <summary>
/// Makes JSON fit: long strings first, then long lists. Objects keep all their members. What was left out is said, in
/// the string itself or in <see cref="LeftOut"/>; nothing disappears silently.
/// </summary>
sealed class Shortening
{
    const int MostNotes = 20;

    /// <summary>From the mildest to the hardest. A step that is enough is the last.</summary>
    static readonly (int String, int Items)[] Steps =
    [
        (int.MaxValue, int.MaxValue),
        (8000, int.MaxValue),
        (2000, 200),
        (500, 100),
        (200, 50),
        (100, 25),
        (60, 10),
        (30, 3),
    ];

    readonly int mostString;
    readonly int mostItems;
    readonly List<string> leftOut = [];
    int strings;

    Shortening((int String, int Items) step) => (mostString, mostItems) = step;

    /// <summary>What is missing, as sentences; empty if all is there.</summary>
    public IReadOnlyList<string> LeftOut =>
        strings == 0
            ? leftOut
            : [.. leftOut, string.Create(CultureInfo.InvariantCulture, $"{strings} long texts are cut.")];

    /// <param name="most">Characters of the JSON text, not indented.</param>
    public static (JsonNode? Value, IReadOnlyList<string> LeftOut) Fit(JsonElement value, int most)
    {
        foreach (var step in Steps)
        {
            var shortening = new Shortening(step);
            var node = shortening.Copy(value, "");
            if (Json.Write(node, isIndented: false).Length <= most)
            {
                return (node, shortening.LeftOut);
            }
        }

        var text = value.GetRawText();
        return (
            JsonValue.Create(Excerpt.Of(text, most / 2)),
            ["It is too large to be shown as it is; this is the start of its JSON, as text."]
        );
    }

    JsonNode? Copy(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var copy = new JsonObject();
                foreach (var member in value.EnumerateObject())
                {
                    copy[member.Name] = Copy(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}");
                }

                return copy;
            case JsonValueKind.Array:
                return CopyList(value, path);
            case JsonValueKind.String:
                var text = value.GetString()!;
                if (text.Length > mostString)
                {
                    strings++;
                }

                return JsonValue.Create(Excerpt.Of(text, mostString));
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(value);
        }
    }

    JsonArray CopyList(JsonElement list, string path)
    {
        var copy = new JsonArray();
        foreach (var item in list.EnumerateArray().Take(mostItems))
        {
            copy.Add(Copy(item, path + "[]"));
        }

        var missing = list.GetArrayLength() - copy.Count;
        if (missing > 0 && leftOut.Count < MostNotes)
        {
            var where = path.Length == 0 ? "the list" : $"'{path}'";
            leftOut.Add(string.Create(CultureInfo.InvariantCulture, $"{missing:N0} elements of {where} are left out."));
        }

        return copy;
    }
}
