using System.Text.Json.Nodes;
using Clew.Mcp.Answers;
using Clew.Mcp.Tools;
using Tool = Clew.Mcp.Tools.Tool;

namespace Clew.Mcp.Fuse;

/// <summary>Reading traces, observations and sessions.</summary>
static class TraceReading
{
    static readonly Parameter AsJson = Parameter.Flag("json_output", "Data only, no text to read beside it");

    public static IEnumerable<Tool> All() =>
        [
            Trace("trace_get", "A trace with all observations and scores, and as a readable tree."),
            Trace("trace_view", "A trace as a readable tree, and its data."),
            Observation(),
            List(),
            Session(),
        ];

    static Tool Trace(string name, string description) =>
        new()
        {
            Name = name,
            Group = ToolGroup.Traces,
            Description = description,
            Parameters = [Parameter.Text("trace_id", "The id of the trace", isRequired: true), AsJson],
            Run = async (call, ct) =>
            {
                var trace = await call.Client.GetTraceAsync(call.Arguments.Id("trace_id"), ct);
                return await TraceAnswers.OneAsync(call, trace, call.Arguments.Flag("json_output"), ct);
            },
        };

    static Tool Observation() =>
        new()
        {
            Name = "observation_get",
            Group = ToolGroup.Traces,
            Description = "One observation with input, output and metadata.",
            Parameters = [Parameter.Text("observation_id", "The id of the observation", isRequired: true), AsJson],
            Run = async (call, ct) =>
            {
                var id = call.Arguments.Id("observation_id");
                var observation = await call.Client.GetObservationAsync(id, ct);
                return TraceAnswers.Data(new JsonObject { ["observation_id"] = id }, "observation", observation.Json);
            },
        };

    static Tool List() =>
        new()
        {
            Name = "traces_list",
            Group = ToolGroup.Traces,
            Description = "A page of traces that fit, newest first.",
            Parameters =
            [
                Parameter.Text("session_id", "Exact session"),
                Parameter.Text("user_id", "Exact user"),
                Parameter.Text("name", "Exact name"),
                Parameter.Texts("tags", "Having all of these"),
                Parameter.Text("from_timestamp", "Started then or later, 2026-11-20T12:00:00Z"),
                Parameter.Text("to_timestamp", "Started before"),
                Parameter.Text("order_by", "timestamp.desc if not given"),
                Parameter.Text("version", "Exact version"),
                Parameter.Text("release", "Exact release"),
                Parameter.Texts("environment", "In any of these"),
                Parameter.Count("page", "From 1", 1, 1_000_000, 1),
                Parameter.Count("limit", "Traces on a page", 1, 100, 50),
                AsJson,
            ],
            Run = async (call, ct) =>
            {
                var given = call.Arguments;
                var query = new TraceQuery
                {
                    SessionId = given.Text("session_id"),
                    UserId = given.Text("user_id"),
                    Name = given.Text("name"),
                    Tags = given.Texts("tags") is { Count: > 0 } tags ? tags : null,
                    From = Times.Read(given.Text("from_timestamp"), "from_timestamp"),
                    To = Times.Read(given.Text("to_timestamp"), "to_timestamp"),
                    OrderBy = given.Text("order_by") ?? "timestamp.desc",
                    Version = given.Text("version"),
                    Release = given.Text("release"),
                    Environments = given.Texts("environment") is { Count: > 0 } list ? list : null,
                    Page = given.Count("page"),
                    Limit = given.Count("limit"),
                };
                return TraceAnswers.Page("traces", await call.Client.ListTracesAsync(query, ct));
            },
        };

    static Tool Session() =>
        new()
        {
            Name = "traces_session_view",
            Group = ToolGroup.Traces,
            Description = "The traces of a session, oldest first, at most 100.",
            Parameters = [Parameter.Text("session_id", "The session", isRequired: true), AsJson],
            Run = async (call, ct) =>
            {
                var id = call.Arguments.Id("session_id");
                var query = new TraceQuery
                {
                    SessionId = id,
                    OrderBy = "timestamp.asc",
                    Limit = 100,
                };
                var page = await call.Client.ListTracesAsync(query, ct);
                var answer = new JsonObject { ["session_id"] = id, ["total"] = page.TotalItems ?? page.Items.Count };
                return TraceAnswers.Data(answer, "traces", page.Json.Member("data") ?? ClewJson.Parse("[]"));
            },
        };
}
