using System.Buffers;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.ScoreConfigs;

/// <summary><c>clew score-configs export</c>: all rules in one file, for <c>import</c>.</summary>
static class ExportVerb
{
    static readonly string[] Rules = ["name", "dataType", "description", "minValue", "maxValue", "categories"];
    static readonly string[] Circumstances = ["id", "isArchived", "createdAt", "updatedAt", "projectId"];

    public static Command Create(Surroundings around)
    {
        var output = Flag.Text("--output", "FILE", "Write to a file", "-o");
        var bare = Flag.Yes("--no-metadata", "Without ids, times and project");
        return new Command("export", "Write all rules as one JSON file") { output, bare }.Reads(
            around,
            async (call, parsed, ct) =>
            {
                var configs = await Configs.AllAsync(call.Client, ct);
                string[] members = parsed.GetValue(bare) ? Rules : [.. Rules, .. Circumstances];
                var json = ClewJson.Text(Whole(configs, members, around.Time.GetUtcNow()), indented: true);
                if (parsed.GetValue(output) is { } path)
                {
                    TextFile.Write(path, json + "\n");
                    call.Note($"Exported {configs.Count} score configs to '{path}'.");
                }
                else
                {
                    call.Output.WriteLine(json);
                }
            }
        );
    }

    static JsonElement Whole(List<ClewScoreConfig> configs, string[] members, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("version", "1.0");
            json.WriteString("exportedAt", now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteNumber("totalConfigs", configs.Count);
            json.WriteStartArray("configs");
            foreach (var config in configs)
            {
                json.WriteStartObject();
                foreach (var member in members)
                {
                    if (config.Value(member) is { ValueKind: not JsonValueKind.Null } value)
                    {
                        json.WritePropertyName(member);
                        json.WriteRawValue(value.GetRawText());
                    }
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return ClewJson.Parse(buffer.WrittenMemory);
    }
}
