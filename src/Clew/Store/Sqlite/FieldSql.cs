using Clew.Model;
using Clew.Query;

namespace Clew.Store.Sqlite;

/// <summary>How a field is kept, and so how SQL tests it.</summary>
enum Kept : byte
{
    /// <summary>As the value itself.</summary>
    Plain,

    /// <summary>As the number of a shared text.</summary>
    Shared,

    /// <summary>As texts with U+001F between them.</summary>
    Joined,

    /// <summary>As the id of a trace or of a span: bytes, a number or text.</summary>
    TraceId,
    SpanId,
}

/// <param name="Expression">In terms of <c>t</c>, a trace; <c>s</c>, a span of it; <c>c</c>, a score; <c>j</c>, a score of it.</param>
/// <param name="Around">
/// For values in other rows: a condition with <c>{0}</c> for the test, and <c>{1}</c> for the path if there is one.
/// In an expression <c>{1}</c> is the path too.
/// </param>
sealed record FieldSql(Kept Kept, string Expression, string? Around = null)
{
    static readonly string ofTrace =
        $"EXISTS (SELECT 1 FROM score j WHERE j.project = t.project AND j.trace = t.id AND {ScoreColumns.Stands("j")}";

    static readonly string ofSpan = $"{ofTrace} AND j.span = s.id";

    const string Named = " AND j.name = (SELECT no FROM text WHERE value = {1}) AND {0})";

    // kind packs type, status and level; see SpanColumns.
    const string Failed = "(l.kind >> 4 & 15) = 2";

    const string Attribute = "{1}, t.no, s.id, s.block, s.hash, t.loose";

    public static FieldSql Of(QueryField field) => table[field];

    static readonly Dictionary<QueryField, FieldSql> table = new()
    {
        [TraceFields.Id] = new(Kept.TraceId, "t.id"),
        [TraceFields.Name] = Plain("t.name"),
        [TraceFields.Start] = Plain("t.start"),
        [TraceFields.End] = Plain("t.end"),
        [TraceFields.Created] = Plain("t.created"),
        [TraceFields.Updated] = Plain("t.updated"),
        [TraceFields.Latency] = Plain("(t.end - t.start)"),
        [TraceFields.User] = Plain("t.user"),
        [TraceFields.Session] = Plain("t.session"),
        [TraceFields.Environment] = Plain("t.environment"),
        [TraceFields.Release] = Plain("t.release"),
        [TraceFields.Version] = Plain("t.version"),
        [TraceFields.Tags] = new(Kept.Joined, "t.tags"),
        [TraceFields.Public] = Plain("t.public"),
        [TraceFields.Status] = Plain("t.status"),
        [TraceFields.InputTokens] = Plain("t.input_tokens"),
        [TraceFields.OutputTokens] = Plain("t.output_tokens"),
        [TraceFields.TotalTokens] = Plain(TotalOf("t")),
        [TraceFields.CacheReadTokens] = Plain("t.cache_read"),
        [TraceFields.CacheWriteTokens] = Plain("t.cache_write"),
        [TraceFields.ReasoningTokens] = Plain("t.reasoning"),
        [TraceFields.Cost] = Plain("t.cost"),
        [TraceFields.Spans] = Plain("t.spans"),
        [TraceFields.Errors] = Plain("t.errors"),
        [TraceFields.Warnings] = Plain(CountOf(SpanLevel.Warning)),
        [TraceFields.Debugs] = Plain(CountOf(SpanLevel.Debug)),
        [TraceFields.Defaults] = Plain(CountOf(SpanLevel.Default)),
        [TraceFields.Models] = new(Kept.Joined, "t.models"),
        [TraceFields.Services] = new(Kept.Joined, "t.services"),
        [TraceFields.Metadata] = Plain($"{LeafFunctions.Text}(t.metadata, {{1}})"),
        [TraceFields.MetadataNumber] = Plain($"{LeafFunctions.Number}(t.metadata, {{1}})"),
        [TraceFields.ScoreNames] = new(Kept.Shared, "j.name", ofTrace + " AND {0})"),
        [TraceFields.Score] = new(Kept.Plain, "j.text", ofTrace + Named),
        [TraceFields.ScoreValue] = new(Kept.Plain, "j.value", ofTrace + Named),
        [SpanFields.Id] = new(Kept.SpanId, "s.id"),
        [SpanFields.Parent] = new(Kept.SpanId, "s.parent"),
        [SpanFields.IsRoot] = Plain("(s.parent IS NULL)"),
        [SpanFields.Name] = Shared("s.name"),
        [SpanFields.Type] = Plain("(s.kind & 15)"),
        [SpanFields.Status] = Plain("(s.kind >> 4 & 15)"),
        [SpanFields.Level] = Plain("(s.kind >> 8 & 15)"),
        [SpanFields.Start] = Plain("s.start"),
        [SpanFields.End] = Plain("(s.start + s.duration)"),
        [SpanFields.Latency] = Plain("s.duration"),
        [SpanFields.Model] = Shared("coalesce(s.request_model, s.response_model)"),
        [SpanFields.RequestModel] = Shared("s.request_model"),
        [SpanFields.ResponseModel] = Shared("s.response_model"),
        [SpanFields.Provider] = Shared("s.provider"),
        [SpanFields.Tool] = Shared("s.tool"),
        [SpanFields.Service] = Shared("s.service"),
        [SpanFields.InputTokens] = Plain("s.input_tokens"),
        [SpanFields.OutputTokens] = Plain("s.output_tokens"),
        [SpanFields.TotalTokens] = Plain(TotalOf("s")),
        [SpanFields.CacheReadTokens] = Plain("s.cache_read"),
        [SpanFields.CacheWriteTokens] = Plain("s.cache_write"),
        [SpanFields.ReasoningTokens] = Plain("s.reasoning"),
        [SpanFields.Cost] = Plain("s.cost"),
        [SpanFields.InputCost] = Plain("s.input_cost"),
        [SpanFields.OutputCost] = Plain("s.output_cost"),
        [SpanFields.TimeToFirstToken] = Plain("s.first_token"),
        [SpanFields.Error] = Plain("s.error"),
        [SpanFields.ErrorType] = Shared("s.error_type"),
        [SpanFields.Prompt] = Shared("s.prompt"),
        [SpanFields.PromptVersion] = Shared("s.prompt_version"),
        [SpanFields.Messages] = Plain("s.messages"),
        [SpanFields.UserMessages] = Plain("s.user_messages"),
        [SpanFields.AssistantMessages] = Plain("s.assistant_messages"),
        [SpanFields.SystemMessages] = Plain("s.system_messages"),
        [SpanFields.ToolMessages] = Plain("s.tool_messages"),
        [SpanFields.ToolCalls] = Plain("s.tool_calls"),
        [SpanFields.FirstRole] = Shared("s.first_role"),
        [SpanFields.LastRole] = Shared("s.last_role"),
        [SpanFields.ScoreNames] = new(Kept.Shared, "j.name", ofSpan + " AND {0})"),
        [SpanFields.Score] = new(Kept.Plain, "j.text", ofSpan + Named),
        [SpanFields.ScoreValue] = new(Kept.Plain, "j.value", ofSpan + Named),
        [SpanFields.Attribute] = Plain($"{ContentCalls.AttributeText}({Attribute})"),
        [SpanFields.AttributeNumber] = Plain($"{ContentCalls.AttributeNumber}({Attribute})"),
        [ScoreFields.Id] = Plain("c.id"),
        [ScoreFields.Name] = Shared("c.name"),
        [ScoreFields.Value] = Plain("c.value"),
        [ScoreFields.Label] = Plain("c.text"),
        [ScoreFields.Comment] = Plain("c.comment"),
        [ScoreFields.Source] = Plain("c.source"),
        [ScoreFields.Time] = Plain("c.time"),
        [ScoreFields.Trace] = new(Kept.TraceId, "c.trace"),
        [ScoreFields.Span] = new(Kept.SpanId, "c.span"),
        [ScoreFields.Session] = Plain("c.session"),
        [ScoreFields.Type] = Plain("c.type"),
        [ScoreFields.Config] = Plain("c.config"),
        [ScoreFields.Queue] = Plain("c.queue"),
        [ScoreFields.DatasetRun] = Plain("c.dataset_run"),
        [ScoreFields.Author] = Plain("c.author"),
        [ScoreFields.Environment] = Plain("c.environment"),
    };

    /// <summary>One value for a row, text where there is text: to order by, and to search in.</summary>
    public string Value =>
        Kept switch
        {
            Kept.Shared => $"(SELECT value FROM text WHERE no = {Expression})",
            Kept.TraceId =>
                $"CASE typeof({Expression}) WHEN 'blob' THEN lower(hex({Expression})) ELSE {Expression} END",
            Kept.SpanId =>
                $"CASE typeof({Expression}) WHEN 'integer' THEN printf('%016x', {Expression}) ELSE {Expression} END",
            _ => Expression,
        };

    static FieldSql Plain(string expression) => new(Kept.Plain, expression);

    static FieldSql Shared(string expression) => new(Kept.Shared, expression);

    /// <summary>As <see cref="Usage.TotalTokens"/>.</summary>
    static string TotalOf(string row) =>
        $"coalesce({row}.total_tokens, {row}.input_tokens + {row}.output_tokens, {row}.input_tokens, {row}.output_tokens)";

    static string CountOf(SpanLevel level) =>
        "CASE WHEN t.no IS NOT NULL THEN (SELECT count(*) FROM span l WHERE l.trace = t.no "
        + $"AND (l.kind >> 8 & 15) = {(int)level} AND NOT {Failed}) END";
}
