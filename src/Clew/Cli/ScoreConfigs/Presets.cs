using System.Text.Json;

namespace Clew.Cli.ScoreConfigs;

/// <param name="Category">For choosing: <c>general</c>, <c>ai</c>, <c>technical</c> …</param>
sealed record Preset(string Category, ClewScoreConfig Config);

/// <summary>Rules that many need, from <c>presets.json</c>.</summary>
static class Presets
{
    public static IReadOnlyList<Preset> All()
    {
        using var stream = typeof(Presets).Assembly.GetManifestResourceStream("scores/presets.json")!;
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return
        [
            .. ClewJson
                .Parse(buffer.ToArray())
                .EnumerateArray()
                .Select(item => new Preset(
                    item.GetProperty("category").GetString()!,
                    new ClewScoreConfig(Whole(item))
                )),
        ];
    }

    /// <summary>In the file categories are labels in their order; their numbers count from 1.</summary>
    static JsonElement Whole(JsonElement item)
    {
        if (!item.TryGetProperty("labels", out var labels))
        {
            return item;
        }

        var categories = labels
            .EnumerateArray()
            .Select((label, index) => $$"""{"label":{{label.GetRawText()}},"value":{{index + 1}}}""");
        return ClewJson.Parse(item.GetRawText()[..^1] + $",\"categories\":[{string.Join(',', categories)}]}}");
    }
}
