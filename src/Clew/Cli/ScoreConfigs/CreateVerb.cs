using System.CommandLine;
using System.Text.Json;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.ScoreConfigs;

/// <summary><c>clew score-configs create NAME TYPE</c></summary>
static class CreateVerb
{
    public static Command Create(Surroundings around)
    {
        var name = Flag.Needed("NAME", "The name that its scores have");
        var type = Flag.Needed("TYPE", "NUMERIC, CATEGORICAL, BOOLEAN or TEXT");
        type.AcceptOnlyFromAmong("NUMERIC", "CATEGORICAL", "BOOLEAN", "TEXT");
        var description = Flag.Text("--description", "TEXT", "How to judge");
        var min = new Option<double?>("--min-value") { Description = "Of NUMERIC", HelpName = "N" };
        var max = new Option<double?>("--max-value") { Description = "Of NUMERIC", HelpName = "N" };
        var categories = Flag.Text("--categories", "JSON", """Of CATEGORICAL: [{"label": "good", "value": 1}, …]""");
        var verb = new Command("create", "Make rules for a kind of score")
        {
            name,
            type,
            description,
            min,
            max,
            categories,
        };
        verb.Validators.Add(result =>
        {
            if (result.GetValue(type) != "NUMERIC" && (result.GetValue(min) ?? result.GetValue(max)) is not null)
            {
                result.AddError("--min-value and --max-value go with NUMERIC.");
            }

            if (result.GetValue(min) > result.GetValue(max))
            {
                result.AddError("--min-value is above --max-value.");
            }

            if (result.GetValue(type) == "CATEGORICAL" == result.GetValue(categories) is null)
            {
                result.AddError("--categories goes with CATEGORICAL, which needs it.");
            }
        });
        return verb.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var config = new NewScoreConfig(parsed.GetRequiredValue(name), parsed.GetRequiredValue(type))
                {
                    Description = parsed.GetValue(description),
                    MinValue = parsed.GetValue(min),
                    MaxValue = parsed.GetValue(max),
                    Categories = Categories(Given.Json(parsed.GetValue(categories), "--categories")),
                };
                call.WriteJson((await call.Client.CreateScoreConfigAsync(config, ct)).Json);
            }
        );
    }

    static (string, double)[]? Categories(JsonElement? json)
    {
        if (json is not { } list)
        {
            return null;
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            throw new Refusal("--categories must be a JSON array of objects with label and value.");
        }

        return
        [
            .. list.EnumerateArray()
                .Select(item => new ApiObject(item))
                .Select(item =>
                    item.Text("label") is { } label && item.Number("value") is { } value
                        ? (label, value)
                        : throw new Refusal("Each of --categories needs a label and a number as value.")
                ),
        ];
    }
}
