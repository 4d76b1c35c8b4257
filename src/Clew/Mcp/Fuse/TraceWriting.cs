using System.Text.Json;
using System.Text.Json.Nodes;
using Clew.Mcp.Answers;
using Clew.Mcp.Tools;
using ModelContextProtocol.Protocol;
using Tool = Clew.Mcp.Tools.Tool;

namespace Clew.Mcp.Fuse;

/// <summary>Making and completing traces.</summary>
static class TraceWriting
{
    static readonly string[] ObservationTypes = ["SPAN", "EVENT", "GENERATION"];

    public static IEnumerable<Tool> All() => [CreateTrace(), AddObservation(), PatchOutput()];

    static Tool CreateTrace() =>
        new()
        {
            Name = "trace_create",
            Group = ToolGroup.Traces,
            Effect = Effect.Writes,
            Description = "Make a trace, with or without output, or set fields of one that is there.",
            Parameters =
            [
                Parameter.Text("trace_id", "Its id, chosen by you: any text, a UUID by custom", isRequired: true),
                Parameter.Text("user_id", "On whose behalf"),
                Parameter.Text("session_id", "The session it belongs to"),
                Parameter.Text("name", "What it is called"),
                Parameter.Any("input_data", "What goes in: any JSON"),
                Parameter.Any("output_data", "What comes out: any JSON"),
                Parameter.Map("metadata", "Anything else"),
            ],
            Run = async (call, ct) =>
            {
                var given = call.Arguments;
                var trace = new NewTrace(given.Id("trace_id"))
                {
                    UserId = given.Text("user_id"),
                    SessionId = given.Text("session_id"),
                    Name = given.Text("name"),
                    Input = given.Content("input_data"),
                    Output = given.Content("output_data"),
                    Metadata = given.Map("metadata"),
                };
                await call.Client.AddTraceAsync(trace, ct);
                return Reply.Success(
                    new JsonObject
                    {
                        ["trace_id"] = trace.Id,
                        ["message"] = $"Successfully created trace {trace.Id}",
                        ["details"] = new JsonObject
                        {
                            ["name"] = trace.Name,
                            ["user_id"] = trace.UserId,
                            ["session_id"] = trace.SessionId,
                        },
                    }
                );
            },
        };

    static Tool AddObservation() =>
        new()
        {
            Name = "add_observation",
            Group = ToolGroup.Traces,
            Effect = Effect.Writes,
            Description = "Add a step to a trace, or set fields of one that is there.",
            Parameters =
            [
                Parameter.Text("observation_id", "Its id, chosen by you", isRequired: true),
                Parameter.Text("trace_id", "The trace", isRequired: true),
                Parameter.Text("name", "What it is called", isRequired: true),
                Parameter.Choice("observation_type", "SPAN if not given", ObservationTypes),
                Parameter.Text("parent_id", "The observation that it is part of"),
                Parameter.Any("input_data", "What goes in: any JSON"),
                Parameter.Any("output_data", "What comes out: any JSON"),
                Parameter.Map("metadata", "Anything else"),
                Parameter.Text("start_time", "2026-11-20T12:00:00Z or yyMMddHHmmss; now if not given"),
                Parameter.Text("end_time", "As start_time"),
            ],
            Run = async (call, ct) =>
            {
                var given = call.Arguments;
                var observation = new NewObservation(given.Id("trace_id"))
                {
                    Id = given.Id("observation_id"),
                    Name = given.Needed("name"),
                    Type = given.Choice("observation_type", ObservationTypes, "SPAN"),
                    ParentObservationId = given.OptionalId("parent_id"),
                    Input = given.Content("input_data"),
                    Output = given.Content("output_data"),
                    Metadata = given.Map("metadata"),
                    StartTime = Times.Read(given.Text("start_time"), "start_time"),
                    EndTime = Times.Read(given.Text("end_time"), "end_time"),
                };
                await call.Client.AddObservationAsync(observation, ct);
                return Reply.Success(
                    new JsonObject
                    {
                        ["observation_id"] = observation.Id,
                        ["trace_id"] = observation.TraceId,
                        ["message"] = $"Successfully added observation {observation.Id} to trace {observation.TraceId}",
                    }
                );
            },
        };

    static Tool PatchOutput() =>
        new()
        {
            Name = "trace_patch_output",
            Group = ToolGroup.Traces,
            Effect = Effect.Writes,
            Description =
                "Set the output of a trace, there already or not; nothing else of it changes, and earlier outputs stay in "
                + "its history.",
            Parameters =
            [
                Parameter.Text("trace_id", "The trace; made if there is none", isRequired: true),
                Parameter.Any("output_data", "The output: any JSON, null, 0 and false too", isRequired: true),
            ],
            Run = async (call, ct) =>
            {
                var id = call.Arguments.Id("trace_id");
                var output = call.Arguments.Any("output_data")!.Value;
                await call.Client.PatchTraceOutputAsync(id, output, PatchMode.Replace, ct);
                return Reply.Success(
                    new JsonObject
                    {
                        ["trace_id"] = id,
                        ["message"] = $"Successfully patched output for trace {id}",
                        ["details"] = new JsonObject { ["output_data"] = Echo(output) },
                    }
                );
            },
        };

    /// <summary>As CoaiaPy does it: texts are cut after 100 characters. What is larger than a page is not said again.</summary>
    static JsonNode? Echo(JsonElement output)
    {
        const int LongestText = 100;
        if (output.ValueKind == JsonValueKind.String)
        {
            var text = output.GetString()!;
            return text.Length > LongestText ? text[..LongestText] + "..." : text;
        }

        return Shortening.Fit(output, 4_000).Value;
    }
}
