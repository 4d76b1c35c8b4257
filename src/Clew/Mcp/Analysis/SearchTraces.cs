using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clew.Mcp.Answers;
using Clew.Mcp.Tools;
using ModelContextProtocol.Protocol;
using Tool = Clew.Mcp.Tools.Tool;

namespace Clew.Mcp.Analysis;

/// <summary><c>clew_search_traces</c></summary>
static class SearchTraces
{
    const int LongestPreview = 160;

    public static Tool Create() =>
        new()
        {
            Name = "search_traces",
            Group = ToolGroup.Analysis,
            Description =
                "Find traces, newest first: one line each with id, name, time, duration, cost and the start of input "
                + "and output. Read one with clew_trace_summary.",
            Parameters =
            [
                Parameter.Text(
                    "query",
                    "Filter language: status:failed cost>0.05 start>-1d span(type:tool level:error) \"a phrase\" -tag:test"
                ),
                Parameter.Text("name", "Exact name"),
                Parameter.Text("user_id", "Exact user"),
                Parameter.Text("session_id", "Exact session"),
                Parameter.Texts("tags", "Having all of these tags"),
                Parameter.Texts("environment", "In any of these environments"),
                Parameter.Text("release", "Exact release"),
                Parameter.Text("version", "Exact version"),
                Parameter.Text("from_timestamp", "Started then or later, 2026-11-20T12:00:00Z"),
                Parameter.Text("to_timestamp", "Started before"),
                Parameter.Flag("has_errors", "Only traces with failed spans"),
                Parameter.Number("min_seconds", "Took at least this long"),
                Parameter.Number("min_cost", "Cost at least so many dollars"),
                Parameter.Number("min_tokens", "Took at least so many tokens"),
                Parameter.Any(
                    "filter",
                    "More conditions, as Langfuse's filter: a list of {type, column, operator, value}"
                ),
                Parameter.Text("order_by", "timestamp.desc, latency.desc, totalCost.desc, …"),
                Parameter.Count("page", "From 1", 1, 1_000_000, 1),
                Parameter.Count("limit", "Traces on a page", 1, 100, 20),
            ],
            Run = RunAsync,
        };

    static async Task<CallToolResult> RunAsync(Call call, CancellationToken ct)
    {
        var given = call.Arguments;
        var query = new TraceQuery
        {
            Page = given.Count("page"),
            Limit = given.Count("limit"),
            Name = given.Text("name"),
            UserId = given.Text("user_id"),
            SessionId = given.Text("session_id"),
            Tags = given.Texts("tags") is { Count: > 0 } tags ? tags : null,
            Environments = given.Texts("environment") is { Count: > 0 } environments ? environments : null,
            Release = given.Text("release"),
            Version = given.Text("version"),
            From = Times.Read(given.Text("from_timestamp"), "from_timestamp"),
            To = Times.Read(given.Text("to_timestamp"), "to_timestamp"),
            OrderBy = given.Text("order_by"),
            Fields = "core,io,metrics",
            Query = given.Text("query") is { Length: > 0 } text ? text : null,
        };
        if (Conditions(given) is { Count: > 0 } conditions)
        {
            query = Merge(query, conditions);
        }

        var page = await AskAsync(call.Client, query, ct);
        return Reply.Text(Text(page, query, call.Boundary));
    }

    static async Task<ApiPage<ClewTrace>> AskAsync(ClewClient client, TraceQuery query, CancellationToken ct)
    {
        try
        {
            return await client.ListTracesAsync(query, ct);
        }
        catch (ClewQueryException e)
        {
            throw BadQuery(e);
        }
    }

    public static ToolRefusal BadQuery(ClewQueryException e) =>
        new($"'query' is wrong from character {e.Position + 1} on: {e.Message}");

    static string Text(ApiPage<ClewTrace> page, TraceQuery query, Boundary boundary)
    {
        var unseen = page.IsComplete
            ? ""
            : " Looking through content took too long and was ended: there may be more; narrow the time.";
        if (page.Items.Count == 0)
        {
            return unseen.Length > 0 ? "Nothing was found so far." + unseen
                : query.Page > 1
                    ? $"There are no traces on page {Words.Count(query.Page)}; it ends at page "
                        + $"{Words.Count(page.TotalPages ?? query.Page - 1)}."
                : "No trace fits. Ask for less: fewer conditions, or a longer time.";
        }

        var lines = new StringBuilder();
        foreach (var trace in page.Items)
        {
            lines.Append(Line(trace)).Append('\n');
        }

        var all = page.TotalItems is { } total
            ? $"Traces {Words.Count(((query.Page - 1) * query.Limit) + 1)} to "
                + $"{Words.Count(((query.Page - 1) * query.Limit) + page.Items.Count)} of {Words.Count(total)}."
            : $"{Words.Count(page.Items.Count)} traces.";
        var more = page.HasMore
            ? string.Create(CultureInfo.InvariantCulture, $" More: the same with page={query.Page + 1}.")
            : "";
        return $"{all}{more}{unseen}\n{boundary.Wrap(lines.ToString().TrimEnd('\n'))}";
    }

    static string Line(ClewTrace trace)
    {
        var json = trace.Json;
        var facts = new[]
        {
            $"{Excerpt.OneLine(trace.Id)} \"{Excerpt.Of(Excerpt.OneLine(trace.Name ?? ""), 80)}\"",
            trace.Timestamp is { } time ? Words.Time(time) : "",
            // A negative number says that the server did not look.
            trace.Latency
                is { } seconds
                    and >= 0
                ? Words.Duration(seconds)
                : "",
            trace.TotalCost is { } cost and > 0 ? Words.Dollars(cost) : "",
            json.Text("userId") is { Length: > 0 } user ? "user " + Excerpt.Of(Excerpt.OneLine(user), 60) : "",
            json.Text("sessionId") is { Length: > 0 } id ? "session " + Excerpt.Of(Excerpt.OneLine(id), 80) : "",
            trace.Tags.Count > 0 ? "tags " + Excerpt.Of(Excerpt.OneLine(string.Join(", ", trace.Tags)), 80) : "",
        };
        var line = string.Join(" · ", facts.Where(fact => fact.Length > 0));
        return line + Preview("in", json.Member("input")) + Preview("out", json.Member("output"));
    }

    static string Preview(string name, JsonElement? content) =>
        content is { } value ? $"\n    {name}: {Excerpt.Of(Content.Gist(value), LongestPreview)}" : "";

    static JsonArray Conditions(Arguments given)
    {
        var conditions = new JsonArray();
        if (given.Content("filter") is { } filter)
        {
            foreach (var condition in FilterOf(filter))
            {
                conditions.Add(Json.Node(condition));
            }
        }

        if (given.Flag("has_errors"))
        {
            conditions.Add(Condition("number", "errorCount", ">", 0));
        }

        AddAtLeast("min_seconds", "latency");
        AddAtLeast("min_cost", "totalCost");
        AddAtLeast("min_tokens", "totalTokens");
        return conditions;

        void AddAtLeast(string argument, string column)
        {
            if (given.Number(argument) is { } least)
            {
                conditions.Add(Condition("number", column, ">=", least));
            }
        }
    }

    /// <summary>A list as such, or as text: models write both.</summary>
    static IEnumerable<JsonElement> FilterOf(JsonElement filter)
    {
        if (filter.ValueKind == JsonValueKind.String)
        {
            try
            {
                filter = ClewJson.Parse(filter.GetString()!);
            }
            catch (JsonException) { }
        }

        return filter.ValueKind == JsonValueKind.Array
            ? filter.EnumerateArray()
            : throw new ToolRefusal(
                "'filter' must be a list of conditions, such as "
                    + "[{\"type\":\"number\",\"column\":\"latency\",\"operator\":\">\",\"value\":2}]."
            );
    }

    /// <summary>A filter takes the place of the simple parameters, so those become conditions beside it.</summary>
    static TraceQuery Merge(TraceQuery query, JsonArray conditions)
    {
        Add("name", query.Name);
        Add("userId", query.UserId);
        Add("sessionId", query.SessionId);
        Add("release", query.Release);
        Add("version", query.Version);
        if (query.Tags is { } tags)
        {
            conditions.Add(Condition("arrayOptions", "tags", "all of", Json.Strings(tags)));
        }

        if (query.Environments is { } environments)
        {
            conditions.Add(Condition("stringOptions", "environment", "any of", Json.Strings(environments)));
        }

        if (query.From is { } from)
        {
            conditions.Add(Condition("datetime", "timestamp", ">=", Words.Time(from)));
        }

        if (query.To is { } to)
        {
            conditions.Add(Condition("datetime", "timestamp", "<", Words.Time(to)));
        }

        return new()
        {
            Page = query.Page,
            Limit = query.Limit,
            OrderBy = query.OrderBy,
            Fields = query.Fields,
            Filter = Json.Write(conditions, isIndented: false),
            Query = query.Query,
        };

        void Add(string column, string? value)
        {
            if (value is not null)
            {
                conditions.Add(Condition("string", column, "=", value));
            }
        }
    }

    static JsonObject Condition(string type, string column, string sign, JsonNode value) =>
        new()
        {
            ["type"] = type,
            ["column"] = column,
            ["operator"] = sign,
            ["value"] = value,
        };
}
