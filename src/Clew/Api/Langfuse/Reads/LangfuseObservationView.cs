using System.Text.Json;
using System.Text.Json.Nodes;
using Clew.Api.Langfuse.Prompts;
using Clew.Dialects.Chat;
using Clew.Model;
using Clew.Store;

namespace Clew.Api.Langfuse.Reads;

/// <summary>An observation as the second form of the API has it: with some groups of fields, and no others.</summary>
/// <param name="expandMetadata">The keys whose values are shown whole, with commas between them.</param>
sealed class LangfuseObservationView(string project, LangfuseFields groups, string? expandMetadata)
{
    const int LongestMetadata = 200;

    readonly HashSet<string> expanded =
    [
        .. (expandMetadata ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
    ];

    /// <summary>Whether the rows do not say all that is asked for.</summary>
    public bool NeedsRecords =>
        groups.Has("basic")
        || groups.Has("time")
        || groups.Has("io")
        || groups.Has("metadata")
        || groups.Has("model")
        || groups.Has("prompt")
        || groups.Has("metrics");

    /// <param name="story">Null if nothing of it is needed, or it has gone.</param>
    public JsonObject Of(SpanInTrace span, SpanStory? story)
    {
        var (row, trace) = (span.Row, span.Trace);
        var whole = story is null ? null : LangfuseTraces.Of(project, trace.TraceId, trace.Environment, story, row);
        // The keys of an answer always have an id, whatever was asked for.
        var answer = new JsonObject
        {
            ["id"] = row.SpanId.ToString(),
            ["traceId"] = trace.TraceId.ToString(),
            ["startTime"] = LangfuseTraces.Time(row.StartNano),
            ["endTime"] = row.EndNano is { } end ? LangfuseTraces.Time(end) : null,
            ["projectId"] = project,
            ["parentObservationId"] = Summaries.IdOf(row.ParentId),
            ["type"] = Words.Of(row.Type).ToUpperInvariant(),
            ["modelId"] = null,
            ["inputPrice"] = null,
            ["outputPrice"] = null,
            ["totalPrice"] = null,
        };
        if (groups.Has("basic"))
        {
            answer["name"] = row.Name;
            answer["level"] = LangfuseTraces.LevelOf(row);
            answer["statusMessage"] = whole?.StatusMessage;
            answer["version"] = whole?.Version ?? trace.Version;
            answer["environment"] = whole?.Environment ?? trace.Environment ?? "default";
            answer["bookmarked"] = false;
            answer["public"] = trace.IsPublic;
            answer["userId"] = trace.UserId;
            answer["sessionId"] = trace.SessionId;
            answer["isRootObservation"] = row.ParentId.IsEmpty;
        }

        if (groups.Has("time"))
        {
            answer["completionStartTime"] = whole?.CompletionStartTime;
            answer["createdAt"] = whole?.CreatedAt;
            answer["updatedAt"] = whole?.UpdatedAt;
        }

        if (groups.Has("io"))
        {
            answer["input"] = TextOf(story?.Input);
            answer["output"] = TextOf(story?.Output);
        }

        if (groups.Has("metadata"))
        {
            answer["metadata"] = whole is null ? new JsonObject() : MetadataOf(whole.Metadata);
        }

        if (groups.Has("model"))
        {
            answer["providedModelName"] = row.Model;
            answer["internalModelId"] = null;
            answer["modelParameters"] = whole is null ? null : Node(whole.ModelParameters);
        }

        if (groups.Has("usage"))
        {
            AddUsage(answer, row, story);
        }

        if (groups.Has("prompt"))
        {
            answer["promptId"] = null;
            answer["promptName"] = whole?.PromptName;
            answer["promptVersion"] = whole?.PromptVersion;
        }

        if (groups.Has("metrics"))
        {
            answer["latency"] = LangfuseTraces.Seconds(row.EndNano - row.StartNano);
            answer["timeToFirstToken"] = whole?.TimeToFirstToken;
        }

        if (groups.Has("trace_context"))
        {
            answer["traceName"] = trace.Name;
            answer["tags"] = new JsonArray([.. trace.Tags.Select(t => (JsonNode?)JsonValue.Create(t))]);
            answer["release"] = trace.Release;
        }

        return answer;
    }

    static void AddUsage(JsonObject answer, SpanRow row, SpanStory? story)
    {
        var (usage, costs) = (new JsonObject(), new JsonObject());
        foreach (var (name, tokens) in LangfuseDetails.UsageOf(story, row.Usage))
        {
            usage[name] = tokens;
        }

        foreach (var (name, dollars) in LangfuseDetails.CostOf(story, row))
        {
            costs[name] = dollars;
        }

        answer["usageDetails"] = usage;
        answer["costDetails"] = costs;
        answer["inputUsage"] = row.Usage.InputTokens ?? 0;
        answer["outputUsage"] = row.Usage.OutputTokens ?? 0;
        answer["totalUsage"] = row.Usage.TotalTokens ?? 0;
        answer["inputCost"] = Summaries.Dollars(row.InputCostPicoUsd);
        answer["outputCost"] = Summaries.Dollars(row.OutputCostPicoUsd);
        answer["totalCost"] = Summaries.Dollars(row.CostPicoUsd);
    }

    /// <summary>As it was sent: text, JSON or not.</summary>
    static string? TextOf(Content? content) => content is null ? null : AttributeShapes.Text(content.Payload.Utf8);

    JsonObject MetadataOf(JsonElement metadata)
    {
        var shown = new JsonObject();
        if (metadata.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in metadata.EnumerateObject())
            {
                shown[member.Name] = Shortened(member.Name, member.Value);
            }
        }

        return shown;
    }

    JsonNode? Shortened(string name, JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (text.Length <= LongestMetadata || expanded.Contains(name))
        {
            return Node(value);
        }

        // Not in the middle of a character.
        var length = LongestMetadata - (char.IsHighSurrogate(text[LongestMetadata - 1]) ? 1 : 0);
        return JsonValue.Create(text[..length]);
    }

    static JsonNode? Node(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => JsonObject.Create(element),
            JsonValueKind.Array => JsonArray.Create(element),
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            _ => JsonValue.Create(element),
        };
}
