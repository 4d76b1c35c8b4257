using System.Text.Json;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Traces;

/// <summary>Steps in a file: a JSON array, an object with the list <c>observations</c>, or one object a line.</summary>
static class ObservationFile
{
    /// <summary>Names in the file, ours and those with underscores, and what they set.</summary>
    static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["observation_id"] = "id",
        ["parent_observation_id"] = "parentObservationId",
        ["parentId"] = "parentObservationId",
        ["parent_id"] = "parentObservationId",
        ["parent"] = "parentObservationId",
        ["observation_type"] = "type",
        ["observationType"] = "type",
        ["input_data"] = "input",
        ["output_data"] = "output",
        ["start_time"] = "startTime",
        ["end_time"] = "endTime",
        ["status_message"] = "statusMessage",
        ["model_parameters"] = "modelParameters",
        ["usage_details"] = "usageDetails",
        ["cost_details"] = "costDetails",
    };

    static readonly string[] Known =
    [
        "id",
        "type",
        "name",
        "input",
        "output",
        "metadata",
        "parentObservationId",
        "startTime",
        "endTime",
        "level",
        "statusMessage",
        "model",
        "modelParameters",
        "usage",
        "usageDetails",
        "costDetails",
        "version",
        "environment",
    ];

    /// <param name="now">For steps that name no start, so that they stay in their order.</param>
    /// <exception cref="Refusal">It is not such a file. The sentence says which step is wrong.</exception>
    public static IReadOnlyList<NewObservation> Read(string text, string traceId, DateTimeOffset now)
    {
        var steps = Items(text)
            .Select((item, index) => Step(item, index + 1, traceId, now.AddMicroseconds(index)))
            .ToArray();
        return steps.Length > 0 ? steps : throw new Refusal("There are no observations in it.");
    }

    public static JsonElement Preview(IReadOnlyList<NewObservation> steps)
    {
        var items = steps.Select(step =>
        {
            var members = new (string Name, JsonElement? Value)[]
            {
                ("id", Text(step.Id)),
                ("traceId", Text(step.TraceId)),
                ("type", Text(step.Type)),
                ("name", Text(step.Name)),
                ("parentObservationId", Text(step.ParentObservationId)),
                ("startTime", Text(step.StartTime?.ToString("O"))),
                ("endTime", Text(step.EndTime?.ToString("O"))),
                ("level", Text(step.Level)),
                ("model", Text(step.Model)),
                ("input", step.Input),
                ("output", step.Output),
                ("metadata", step.Metadata),
                ("usageDetails", step.UsageDetails),
            };
            return "{"
                + string.Join(
                    ',',
                    members.Where(m => m.Value is not null).Select(m => $"\"{m.Name}\":{m.Value!.Value.GetRawText()}")
                )
                + "}";
        });
        return ClewJson.Parse("[" + string.Join(',', items) + "]");
    }

    static JsonElement? Text(string? value) => value is null ? null : ClewJson.OfText(value);

    static IEnumerable<JsonElement> Items(string text)
    {
        if (Given.TryJson(text, out var whole, out var why))
        {
            return whole.ValueKind switch
            {
                JsonValueKind.Array => whole.EnumerateArray(),
                JsonValueKind.Object
                    when whole.TryGetProperty("observations", out var list) && list.ValueKind == JsonValueKind.Array =>
                    list.EnumerateArray(),
                JsonValueKind.Object => [whole],
                _ => throw new Refusal("The observations must be a JSON array of objects."),
            };
        }

        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToArray();
        return lines.Length > 1 && lines.All(line => line[0] == '{')
            ? lines.Select((line, index) => Given.Json(line, $"Line {index + 1}")!.Value)
            : throw new Refusal($"The observations are not valid JSON: {why}");
    }

    static NewObservation Step(JsonElement item, int number, string traceId, DateTimeOffset now)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            throw new Refusal($"Observation {number} is not an object.");
        }

        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in item.EnumerateObject())
        {
            var name = Names.GetValueOrDefault(member.Name, member.Name);
            if (name is "traceId" or "trace_id")
            {
                continue;
            }

            members[name] = Known.Contains(name)
                ? member.Value
                : throw new Refusal(
                    $"Observation {number} has '{member.Name}', which means nothing here; it may have {string.Join(", ", Known)}."
                );
        }

        return new NewObservation(traceId)
        {
            Id = Value("id") ?? $"{traceId}-obs-{number}",
            Type = Value("type") ?? "EVENT",
            Name = Value("name"),
            Input = Any("input"),
            Output = Any("output"),
            Metadata = Any("metadata"),
            ParentObservationId = Value("parentObservationId"),
            StartTime = Given.Time(Value("startTime"), $"The start of observation {number}") ?? now,
            EndTime = Given.Time(Value("endTime"), $"The end of observation {number}"),
            Level = Value("level"),
            StatusMessage = Value("statusMessage"),
            Model = Value("model"),
            ModelParameters = Any("modelParameters"),
            Usage = Any("usage"),
            UsageDetails = Any("usageDetails"),
            CostDetails = Any("costDetails"),
            Version = Value("version"),
            Environment = Value("environment"),
        };

        JsonElement? Any(string name) => members.TryGetValue(name, out var value) ? value : null;

        string? Value(string name) =>
            !members.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString()
            : throw new Refusal($"'{name}' of observation {number} must be a text.");
    }
}
