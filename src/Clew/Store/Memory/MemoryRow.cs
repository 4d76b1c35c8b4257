using System.Text;
using Clew.Model;
using Clew.Query;
using Clew.Store.Content;

namespace Clew.Store.Memory;

/// <summary>A row with all that a filter can ask about: the field by field meaning of filters, in plain C#.</summary>
/// <param name="Trace">Null for a score whose trace is not there.</param>
/// <param name="Spans">All of the trace.</param>
/// <param name="Scores">Of the trace and of its spans.</param>
sealed record MemoryRow(TraceRow? Trace, IReadOnlyList<SpanRow> Spans, IReadOnlyList<Score> Scores)
{
    public SpanRow? Span { get; init; }

    public ScoreRow? Judgement { get; init; }

    public Score? Score => Judgement?.Score;

    /// <summary>Of the trace.</summary>
    public IReadOnlyList<Record> Records { get; init; } = [];

    public IDeriver? Deriver { get; init; }

    public bool Holds(Filter filter) =>
        filter switch
        {
            Filter.AllOf all => all.Parts.All(Holds),
            Filter.OneOf one => one.Parts.Any(Holds),
            Filter.Opposite opposite => !Holds(opposite.Part),
            _ when ContentTest.IsAbout(filter) => Says(ContentTest.Of(filter)),
            Filter.Comparison comparison => comparison.Holds(ValuesOf(comparison.Field)),
            Filter.SomeSpan some => Spans.Any(s => (this with { Span = s, Judgement = null }).Holds(some.Part)),
            _ => throw new NotSupportedException(filter.ToString()),
        };

    bool Says(ContentTest test) =>
        Judgement is not null ? Score!.Comment is { } comment && test.Holds(Encoding.UTF8.GetBytes(comment))
        : Span is { } span ? OfSpanSays(test, span.SpanId)
        : test.OnInput is null ? test.HoldsOf(Deriver!, Records, Subject.Trace)
        : Spans.Any(s => OfSpanSays(test, s.SpanId)) || test.HoldsOf(Deriver!, Records, Subject.Trace);

    bool OfSpanSays(ContentTest test, SpanId span) =>
        test.HoldsOf(Deriver!, [.. Records.Where(r => r.SpanId == span)], Subject.Span);

    IEnumerable<Record> RecordsOf(SpanId span) => Records.Where(r => r.SpanId == span).OrderBy(r => r.Sequence);

    public Operand? ValueOf(QueryField field) => ValuesOf(new(field, null)).Select(v => (Operand?)v).FirstOrDefault();

    /// <summary>Whether what the span reports of tokens and money counts towards its trace.</summary>
    public bool Counts { get; init; } = true;

    public IEnumerable<Operand> ValuesOf(FieldRef field) =>
        (field.Field.Subject, Trace, Span) switch
        {
            (Subject.Trace, { } trace, _) => OfTrace(field, trace),
            (Subject.Span, _, { } span) => OfSpan(field, span),
            (Subject.Score, _, _) => One(OfScore(field.Field, Score!)),
            _ => [],
        };

    IEnumerable<Operand> OfTrace(FieldRef field, TraceRow row) =>
        field.Field switch
        {
            var f when f == TraceFields.Tags => Texts(row.Tags),
            var f when f == TraceFields.Models => Texts(row.Models),
            var f when f == TraceFields.Services => Texts(row.Services),
            var f when f == TraceFields.Metadata => Texts(Leaves(row, field.Path).Select(LeafValue.Text)),
            var f when f == TraceFields.MetadataNumber => Leaves(row, field.Path)
                .Select(LeafValue.Number)
                .OfType<double>()
                .Select(Operand.Of),
            var f when f == TraceFields.ScoreNames => Texts(Scores.Select(s => s.Name)),
            var f when f == TraceFields.Score => Texts(Scores.Where(s => s.Name == field.Path).Select(s => s.Text)),
            var f when f == TraceFields.ScoreValue => Values(Scores, field.Path),
            var f => One(OfTrace(f, row)),
        };

    object? OfTrace(QueryField field, TraceRow row) =>
        field switch
        {
            var f when f == TraceFields.Id => row.TraceId.ToString(),
            var f when f == TraceFields.Name => row.Name,
            var f when f == TraceFields.Start => row.StartNano,
            var f when f == TraceFields.End => row.EndNano,
            var f when f == TraceFields.Created => row.CreatedNano,
            var f when f == TraceFields.Updated => row.UpdatedNano,
            var f when f == TraceFields.Latency => row.EndNano - row.StartNano,
            var f when f == TraceFields.User => row.UserId,
            var f when f == TraceFields.Session => row.SessionId,
            var f when f == TraceFields.Environment => row.Environment,
            var f when f == TraceFields.Release => row.Release,
            var f when f == TraceFields.Version => row.Version,
            var f when f == TraceFields.Public => row.IsPublic,
            var f when f == TraceFields.Status => (long)row.Status,
            var f when f == TraceFields.InputTokens => row.Usage.InputTokens,
            var f when f == TraceFields.OutputTokens => row.Usage.OutputTokens,
            var f when f == TraceFields.TotalTokens => row.Usage.TotalTokens,
            var f when f == TraceFields.CacheReadTokens => row.Usage.CacheReadTokens,
            var f when f == TraceFields.CacheWriteTokens => row.Usage.CacheWriteTokens,
            var f when f == TraceFields.ReasoningTokens => row.Usage.ReasoningTokens,
            var f when f == TraceFields.Cost => row.CostPicoUsd,
            var f when f == TraceFields.Spans => (long)row.SpanCount,
            var f when f == TraceFields.Errors => (long)row.ErrorCount,
            var f when f == TraceFields.Warnings => Count(SpanLevel.Warning),
            var f when f == TraceFields.Debugs => Count(SpanLevel.Debug),
            var f when f == TraceFields.Defaults => Count(SpanLevel.Default),
            _ => throw new NotSupportedException(field.Name),
        };

    IEnumerable<Operand> OfSpan(FieldRef field, SpanRow row)
    {
        var scores = Scores.Where(s => s.SpanId == row.SpanId);
        return field.Field switch
        {
            var f when f == SpanFields.Attribute => One(
                new AttributeValue(field.Path!).TextOf(Deriver!, RecordsOf(row.SpanId))
            ),
            var f when f == SpanFields.AttributeNumber => One(
                new AttributeValue(field.Path!).NumberOf(Deriver!, RecordsOf(row.SpanId))
            ),
            var f when f == SpanFields.ScoreNames => Texts(scores.Select(s => s.Name)),
            var f when f == SpanFields.Score => Texts(scores.Where(s => s.Name == field.Path).Select(s => s.Text)),
            var f when f == SpanFields.ScoreValue => Values(scores, field.Path),
            var f => One(OfSpan(f, row)),
        };
    }

    static object? OfSpan(QueryField field, SpanRow row) =>
        field switch
        {
            var f when f == SpanFields.Id => row.SpanId.ToString(),
            var f when f == SpanFields.Parent => row.ParentId.IsEmpty ? null : row.ParentId.ToString(),
            var f when f == SpanFields.IsRoot => row.ParentId.IsEmpty,
            var f when f == SpanFields.Name => row.Name,
            var f when f == SpanFields.Type => (long)row.Type,
            var f when f == SpanFields.Status => (long)row.Status,
            var f when f == SpanFields.Level => (long)row.Level,
            var f when f == SpanFields.Start => row.StartNano,
            var f when f == SpanFields.End => row.EndNano,
            var f when f == SpanFields.Latency => row.EndNano - row.StartNano,
            var f when f == SpanFields.Model => row.Model,
            var f when f == SpanFields.RequestModel => row.RequestModel,
            var f when f == SpanFields.ResponseModel => row.ResponseModel,
            var f when f == SpanFields.Provider => row.Provider,
            var f when f == SpanFields.Tool => row.ToolName,
            var f when f == SpanFields.Service => row.Service,
            var f when f == SpanFields.InputTokens => row.Usage.InputTokens,
            var f when f == SpanFields.OutputTokens => row.Usage.OutputTokens,
            var f when f == SpanFields.TotalTokens => row.Usage.TotalTokens,
            var f when f == SpanFields.CacheReadTokens => row.Usage.CacheReadTokens,
            var f when f == SpanFields.CacheWriteTokens => row.Usage.CacheWriteTokens,
            var f when f == SpanFields.ReasoningTokens => row.Usage.ReasoningTokens,
            var f when f == SpanFields.Cost => row.CostPicoUsd,
            var f when f == SpanFields.InputCost => row.InputCostPicoUsd,
            var f when f == SpanFields.OutputCost => row.OutputCostPicoUsd,
            var f when f == SpanFields.TimeToFirstToken => row.TimeToFirstTokenNano,
            var f when f == SpanFields.Error => row.ErrorMessage,
            var f when f == SpanFields.ErrorType => row.ErrorType,
            var f when f == SpanFields.Prompt => row.PromptName,
            var f when f == SpanFields.PromptVersion => row.PromptVersion,
            var f when f == SpanFields.Messages => (long?)row.Chat?.Messages,
            var f when f == SpanFields.UserMessages => (long?)row.Chat?.User,
            var f when f == SpanFields.AssistantMessages => (long?)row.Chat?.Assistant,
            var f when f == SpanFields.SystemMessages => (long?)row.Chat?.System,
            var f when f == SpanFields.ToolMessages => (long?)row.Chat?.Tool,
            var f when f == SpanFields.ToolCalls => (long?)row.Chat?.ToolCalls,
            var f when f == SpanFields.FirstRole => row.Chat?.FirstRole,
            var f when f == SpanFields.LastRole => row.Chat?.LastRole,
            _ => throw new NotSupportedException(field.Name),
        };

    static object? OfScore(QueryField field, Score score) =>
        field switch
        {
            var f when f == ScoreFields.Id => score.Id,
            var f when f == ScoreFields.Name => score.Name,
            var f when f == ScoreFields.Value => score.Value,
            var f when f == ScoreFields.Label => score.Text,
            var f when f == ScoreFields.Comment => score.Comment,
            var f when f == ScoreFields.Source => (long)score.Source,
            var f when f == ScoreFields.Time => score.TimeNano,
            var f when f == ScoreFields.Trace => score.TraceId.IsEmpty ? null : score.TraceId.ToString(),
            var f when f == ScoreFields.Span => score.SpanId.IsEmpty ? null : score.SpanId.ToString(),
            var f when f == ScoreFields.Session => score.SessionId,
            var f when f == ScoreFields.Type => (long?)score.Type,
            var f when f == ScoreFields.Config => score.ConfigId,
            var f when f == ScoreFields.Queue => score.QueueId,
            var f when f == ScoreFields.DatasetRun => score.DatasetRunId,
            var f when f == ScoreFields.Author => score.AuthorId,
            var f when f == ScoreFields.Environment => score.Environment,
            _ => throw new NotSupportedException(field.Name),
        };

    static IEnumerable<string> Leaves(TraceRow row, string? path) =>
        row.Metadata.Where(m => m.Key == path).Select(m => m.Value);

    long Count(SpanLevel level) => Spans.Count(s => s.Level == level && s.Status != SpanStatus.Failed);

    static IEnumerable<Operand> One(object? value) =>
        value switch
        {
            null => [],
            string text => [Operand.Of(text)],
            double number => [Operand.Of(number)],
            bool flag => [Operand.Of(flag ? 1L : 0L)],
            _ => [Operand.Of((long)value)],
        };

    static IEnumerable<Operand> Texts(IEnumerable<string?> texts) => texts.OfType<string>().Select(Operand.Of);

    static IEnumerable<Operand> Values(IEnumerable<Score> scores, string? name) =>
        scores.Where(s => s.Name == name).Select(s => s.Value).OfType<double>().Select(Operand.Of);
}
