using System.Text.Json;
using System.Text.Json.Nodes;
using Clew.Mcp.Answers;
using Clew.Mcp.Tools;
using ModelContextProtocol.Protocol;
using Tool = Clew.Mcp.Tools.Tool;

namespace Clew.Mcp.Fuse;

/// <summary>Score configurations, and scores by them.</summary>
static class ScoreTools
{
    const int LongestComment = 500;

    static readonly string[] Targets = ["trace", "session"];

    public static IEnumerable<Tool> All() =>
        [
            new()
            {
                Name = "score_configs_list",
                Group = ToolGroup.Scores,
                Description = "Score configurations: what can be judged, and by which values. At most 100.",
                Parameters = [],
                Run = async (call, ct) =>
                    TraceAnswers.Page("score_configs", await call.Client.ListScoreConfigsAsync(ct: ct)),
            },
            new()
            {
                Name = "score_configs_get",
                Group = ToolGroup.Scores,
                Description = "One score configuration.",
                Parameters = [Parameter.Text("name_or_id", "Its name or id", isRequired: true)],
                Run = async (call, ct) =>
                {
                    var config = await FindAsync(call.Client, call.Arguments.Id("name_or_id"), ct);
                    return TraceAnswers.Data([], "score_config", config.Json);
                },
            },
            new()
            {
                Name = "score_apply",
                Group = ToolGroup.Scores,
                Effect = Effect.Writes,
                Description = "Judge a trace, one of its observations, or a session, by a score configuration.",
                Parameters =
                [
                    Parameter.Text("config_name_or_id", "The score configuration", isRequired: true),
                    Parameter.Choice("target_type", "What is judged", Targets, isRequired: true),
                    Parameter.Text("target_id", "Its id", isRequired: true),
                    Parameter.Any("value", "A number, a category or its label, or true or false", isRequired: true),
                    Parameter.Text("observation_id", "An observation of the trace, if that is judged"),
                    Parameter.Text("comment", "Why; at most 500 characters"),
                ],
                Run = ApplyAsync,
            },
        ];

    static async Task<CallToolResult> ApplyAsync(Call call, CancellationToken ct)
    {
        var given = call.Arguments;
        var isTrace = given.Choice("target_type", Targets, "trace") == "trace";
        var target = given.Id("target_id");
        var observation = given.OptionalId("observation_id");
        var comment = given.Text("comment");
        if (observation is not null && !isTrace)
        {
            throw new ToolRefusal("'observation_id' needs target_type 'trace': a session has no observations.");
        }

        if (comment is { Length: > LongestComment })
        {
            throw new ToolRefusal($"'comment' has {comment.Length} characters; at most {LongestComment} are possible.");
        }

        var config = await FindAsync(call.Client, given.Id("config_name_or_id"), ct);
        var (value, shown) = ScoreValue.Of(config.Json, given.Any("value")!.Value);
        var score = new NewScore(config.Json.Text("name") ?? "", value)
        {
            TraceId = isTrace ? target : null,
            SessionId = isTrace ? null : target,
            ObservationId = observation,
            DataType = config.Json.Text("dataType"),
            ConfigId = config.Json.Text("id"),
            Comment = comment,
        };
        var id = await call.Client.ScoreAsync(score, ct);
        return Reply.Success(
            new JsonObject
            {
                ["score_id"] = id,
                ["message"] = $"Applied score '{score.Name}' to {(isTrace ? "trace" : "session")} {target}",
                ["details"] = new JsonObject { ["value"] = shown, ["config_id"] = score.ConfigId },
            }
        );
    }

    /// <summary>By its id, else by its name.</summary>
    static async Task<ClewScoreConfig> FindAsync(ClewClient client, string nameOrId, CancellationToken ct)
    {
        try
        {
            return await client.GetScoreConfigAsync(nameOrId, ct);
        }
        catch (ClewException e) when (e.Kind is ClewErrorKind.NotFound or ClewErrorKind.Invalid) { }

        var names = new List<string>();
        for (var page = 1; ; page++)
        {
            var configs = await client.ListScoreConfigsAsync(page, ct: ct);
            var named = configs.Items.Where(config => config.Json.Text("name") == nameOrId).ToArray();
            // One that is archived gives way to one that is in use.
            if (named.OrderBy(config => config.Flag("isArchived") == true).FirstOrDefault() is { } found)
            {
                return found;
            }

            names.AddRange(configs.Items.Select(config => config.Json.Text("name") ?? ""));
            if (!configs.HasMore)
            {
                break;
            }
        }

        throw new ToolRefusal(
            $"There is no score configuration '{nameOrId}'. "
                + (names.Count == 0 ? "There are none at all." : $"There are {string.Join(", ", names.Take(50))}.")
        );
    }
}
