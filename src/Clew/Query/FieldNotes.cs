using Clew.Model;

namespace Clew.Query;

/// <summary>
/// The notes of all fields, by subject and name. Names are looked up in any case and with or without underscores, so
/// that <c>user_id</c> needs no alias where there is <c>userId</c>.
/// </summary>
static class FieldNotes
{
    public static IReadOnlyDictionary<(Subject, string), FieldNote> All { get; } =
        OfTraces().Concat(OfSpans()).Concat(OfScores()).ToDictionary(note => note.Key, note => note.Note);

    static IEnumerable<((Subject, string) Key, FieldNote Note)> OfTraces()
    {
        const Subject Of = Subject.Trace;
        yield return Note(Of, "id", "Its id.", ["traceId"], ["id:4bf92f3577b34da6a3ce929d0e0e4736"]);
        yield return Note(Of, "name", "What it is called: its own name, else that of its root.", [], ["name:checkout"]);
        yield return Note(
            Of,
            "start",
            "When its first span began.",
            ["time", "timestamp"],
            ["start>=-2h", "start:today", "start:2026-11-01..2026-11-20"]
        );
        yield return Note(Of, "end", "When its last span ended.", [], ["end<2026-11-20T14:30"]);
        yield return Note(Of, "created", "When its first record arrived.", ["createdAt"], ["created:last24h"]);
        yield return Note(Of, "updated", "When its last record arrived.", ["updatedAt"], ["updated>-5m"]);
        yield return Note(
            Of,
            "latency",
            "From its first start to its last end.",
            ["duration"],
            ["duration>2s", "latency:100ms..1s"]
        );
        yield return Note(Of, "user", "On whose behalf.", ["userId", "user.id"], ["user:42"]);
        yield return Note(
            Of,
            "session",
            "The conversation it is part of.",
            ["sessionId", "session.id"],
            ["session:abc"]
        );
        yield return Note(Of, "environment", "Where the program ran.", ["env"], ["env:staging"]);
        yield return Note(Of, "release", "The release of the program.", [], ["release:2026.11*"]);
        yield return Note(Of, "version", "The version of what made it.", [], ["version:3"]);
        yield return Note(Of, "tags", "Its labels.", ["tag"], ["tag:prod", "tags:(red and blue)"]);
        yield return Note(Of, "public", "Whether it is shared.", ["isPublic"], ["is:public"]);
        yield return Note(Of, "status", "That of its root.", [], ["status:failed", "status:running,pending"]);
        foreach (var note in Usage(Of, "of all its spans, each counted once"))
        {
            yield return note;
        }

        yield return Note(Of, "spans", "How many spans it has.", ["spanCount"], ["spans>100"]);
        yield return Note(
            Of,
            "errors",
            "How many of its spans failed.",
            ["error", "errorCount"],
            ["has:error", "errors>=3"]
        );
        yield return Note(
            Of,
            "warnings",
            "How many of its spans warn and did not fail.",
            ["warning"],
            ["has:warnings"]
        );
        yield return Note(Of, "debugs", "How many of its spans are of level debug.", [], ["-has:debugs"]);
        yield return Note(Of, "defaults", "How many of its spans are of the usual level.", [], ["defaults>10"]);
        yield return Note(
            Of,
            "models",
            "The models that it asked for, the first 8; span.model knows all.",
            ["model"],
            ["model:gpt-4o*"]
        );
        yield return Note(
            Of,
            "services",
            "The services that took part, the first 8.",
            ["service"],
            ["service:gateway"]
        );
        yield return Note(
            Of,
            "metadata",
            "What was said of it under this path. Text or a number, also if the number was sent as text.",
            ["meta"],
            ["metadata.customer.tier=gold", "metadata[\"order no\"]>100"]
        );
        yield return Note(
            Of,
            "scores",
            "The names of its scores and of those of its spans.",
            [],
            ["has:scores", "scores:truth"]
        );
        yield return Note(
            Of,
            "score",
            "The value or label of its scores of this name.",
            [],
            ["score.truth>0.5", "score.mood:good"]
        );
    }

    static IEnumerable<((Subject, string) Key, FieldNote Note)> OfSpans()
    {
        const Subject Of = Subject.Span;
        yield return Note(Of, "id", "Its id.", ["spanId", "observationId"], ["id:00f067aa0ba902b7"]);
        yield return Note(
            Of,
            "parent",
            "The id of the span above it; none for a root.",
            ["parentId", "parentSpanId"],
            ["parent:null"]
        );
        yield return Note(Of, "root", "Whether it has no parent.", ["isRoot"], ["is:root"]);
        yield return Note(Of, "name", "What it is called.", [], ["name:chat*"]);
        yield return Note(Of, "type", "What it does.", ["kind"], ["type:tool", "type:generation,embedding"]);
        yield return Note(Of, "status", "How it went.", [], ["status:failed"]);
        yield return Note(Of, "level", "How important its sender says it is.", [], ["-level:debug"]);
        yield return Note(Of, "start", "When it began.", ["time", "timestamp"], ["start>now-2h"]);
        yield return Note(Of, "end", "When it ended; none while it runs.", [], ["end:null"]);
        yield return Note(Of, "latency", "How long it took; none while it runs.", ["duration"], ["duration>2s"]);
        yield return Note(
            Of,
            "model",
            "The model that was asked for, else the one that answered.",
            ["models"],
            ["model:gpt-4o*"]
        );
        yield return Note(
            Of,
            "requestModel",
            "The model that was asked for.",
            ["gen_ai.request.model"],
            ["requestModel:gpt-4o"]
        );
        yield return Note(
            Of,
            "responseModel",
            "The model that answered.",
            ["gen_ai.response.model"],
            ["responseModel:gpt-4o-2024*"]
        );
        yield return Note(
            Of,
            "provider",
            "Who runs the model.",
            ["gen_ai.provider.name", "gen_ai.system"],
            ["provider:openai"]
        );
        yield return Note(
            Of,
            "tool",
            "The name of the tool it called.",
            ["tools", "toolName", "gen_ai.tool.name"],
            ["tool:get_weather"]
        );
        yield return Note(
            Of,
            "service",
            "The service that sent it.",
            ["services", "service.name"],
            ["service:gateway"]
        );
        foreach (var note in Usage(Of, "of this span"))
        {
            yield return note;
        }

        yield return Note(Of, "inputCost", "US dollars of it for the input.", [], ["inputCost>0.01"]);
        yield return Note(Of, "outputCost", "US dollars of it for the output.", [], ["outputCost>0.01"]);
        yield return Note(Of, "timeToFirstToken", "How long its answer took to begin.", ["ttft"], ["ttft>1s"]);
        yield return Note(
            Of,
            "error",
            "What it said when it failed, the beginning of it.",
            ["errorMessage"],
            ["error~timeout"]
        );
        yield return Note(
            Of,
            "errorType",
            "The kind of its failure.",
            ["error.type", "exception.type"],
            ["errorType:*Timeout*"]
        );
        yield return Note(
            Of,
            "prompt",
            "The prompt of a prompt library that it used.",
            ["promptName"],
            ["prompt:greeting"]
        );
        yield return Note(Of, "promptVersion", "The version of that prompt.", [], ["promptVersion:3"]);
        yield return Note(
            Of,
            "messages",
            "How many messages its input has, if it is a chat.",
            Llm("message_count"),
            ["llm.message_count>20"]
        );
        yield return Note(Of, "userMessages", "Those of the user.", Llm("user_message_count"), ["userMessages>5"]);
        yield return Note(
            Of,
            "assistantMessages",
            "Those of the model.",
            Llm("assistant_message_count"),
            ["assistantMessages>5"]
        );
        yield return Note(
            Of,
            "systemMessages",
            "Those of the system.",
            Llm("system_message_count"),
            ["systemMessages:0"]
        );
        yield return Note(
            Of,
            "toolMessages",
            "Those with results of tools.",
            Llm("tool_message_count"),
            ["toolMessages>3"]
        );
        yield return Note(
            Of,
            "toolCalls",
            "How many tool calls its input has.",
            Llm("tool_call_count"),
            ["llm.tool_call_count>5"]
        );
        yield return Note(
            Of,
            "firstRole",
            "Who wrote the first message of its input.",
            Llm("first_role"),
            ["firstRole:system"]
        );
        yield return Note(
            Of,
            "lastRole",
            "Who wrote the last message of its input.",
            Llm("last_role"),
            ["lastRole:tool"]
        );
        yield return Note(Of, "scores", "The names of the scores of this span alone.", [], ["has:scores"]);
        yield return Note(Of, "score", "The value or label of its scores of this name.", [], ["score.truth>0.5"]);
        yield return Note(
            Of,
            "attr",
            "An attribute as it was sent, by its key. Text or a number, also if the number was sent as text.",
            ["attribute", "attributes"],
            ["attr[\"http.status_code\"]=500", "attr.http.route:*/refund"]
        );
    }

    static IEnumerable<((Subject, string) Key, FieldNote Note)> OfScores()
    {
        const Subject Of = Subject.Score;
        yield return Note(Of, "id", "Its id.", ["scoreId"], ["id:score-1"]);
        yield return Note(Of, "name", "What is judged.", [], ["name:truth"]);
        yield return Note(Of, "value", "How much; a boolean is 0 or 1.", [], ["value>=0.5"]);
        yield return Note(Of, "text", "The category or label.", ["label", "category"], ["label:good"]);
        yield return Note(Of, "comment", "Why.", [], ["comment~refund"]);
        yield return Note(Of, "source", "Who gave it: a program, an evaluator or a person.", [], ["source:annotation"]);
        yield return Note(Of, "time", "When it was given.", ["start", "timestamp"], ["time:today"]);
        yield return Note(Of, "traceId", "The id of the trace that is judged.", [], ["traceId:abc"]);
        yield return Note(Of, "span", "The id of the span that is judged.", ["spanId", "observationId"], ["span:*"]);
        yield return Note(Of, "session", "The id of the session that is judged.", ["sessionId"], ["session:abc"]);
        yield return Note(Of, "type", "What it was said to be.", ["dataType"], ["type:numeric"]);
        yield return Note(Of, "config", "The id of the rules it follows.", ["configId"], ["config:abc"]);
        yield return Note(Of, "queue", "The id of the queue it was given in.", ["queueId"], ["queue:abc"]);
        yield return Note(Of, "datasetRun", "The id of the run it judges.", ["datasetRunId"], ["datasetRun:abc"]);
        yield return Note(Of, "author", "Who gave it.", ["authorId", "authorUserId"], ["author:ann"]);
        yield return Note(Of, "environment", "Its own environment, if it was said.", ["env"], ["env:prod"]);
    }

    static IEnumerable<((Subject, string) Key, FieldNote Note)> Usage(Subject of, string whose)
    {
        yield return Note(
            of,
            "inputTokens",
            $"Tokens that went in, cached ones included, {whose}.",
            [],
            ["inputTokens>10k"]
        );
        yield return Note(
            of,
            "outputTokens",
            $"Tokens that came out, those of reasoning included, {whose}.",
            [],
            ["outputTokens:100..2000"]
        );
        yield return Note(of, "totalTokens", $"Tokens in and out, {whose}.", ["tokens"], ["tokens>2000"]);
        yield return Note(
            of,
            "cacheReadTokens",
            $"Tokens that came from a cache, {whose}.",
            ["cachedTokens"],
            ["has:cacheReadTokens"]
        );
        yield return Note(
            of,
            "cacheWriteTokens",
            $"Tokens that went into a cache, {whose}.",
            [],
            ["cacheWriteTokens>0"]
        );
        yield return Note(of, "reasoningTokens", $"Tokens of reasoning, {whose}.", [], ["reasoningTokens>1k"]);
        yield return Note(of, "cost", $"US dollars, {whose}.", ["totalCost"], ["cost>=0.05", "cost>$1"]);
    }

    static string[] Llm(string name) => ["llm." + name, "brokle.llm." + name];

    static ((Subject, string), FieldNote) Note(
        Subject subject,
        string name,
        string about,
        IReadOnlyList<string> aliases,
        IReadOnlyList<string> examples
    ) => ((subject, name), new(about, aliases, examples));
}
