using Clew.Model;

namespace Clew.Store.Sqlite;

/// <summary>A span row as columns of table <c>span</c>, and back. The only place that knows their order.</summary>
static class SpanColumns
{
    public const string Names =
        "trace, id, parent, start, duration, kind, name, service, request_model, response_model, provider, tool, "
        + "input_tokens, output_tokens, cache_read, cache_write, reasoning, total_tokens, cost, "
        + "messages, user_messages, assistant_messages, system_messages, tool_messages, tool_calls, first_role, last_role, "
        + "block, hash, priced_by, "
        + "input_cost, output_cost, first_token, error, error_type, prompt, prompt_version";

    public const int Count = 37;

    /// <summary>The columns that name shared texts.</summary>
    public static IReadOnlyList<string> TextNames { get; } =
    [
        "name",
        "service",
        "request_model",
        "response_model",
        "provider",
        "tool",
        "first_role",
        "last_role",
        "priced_by",
        "error_type",
        "prompt",
        "prompt_version",
    ];

    /// <summary>The same, of a table that is called <c>s</c>.</summary>
    public static string Qualified { get; } = string.Join(", ", Names.Split(", ").Select(n => $"s.{n}"));

    /// <summary>As many question marks as there are columns.</summary>
    public static string Parameters { get; } = string.Join(", ", Enumerable.Repeat("?", Count));

    // kind packs what nearly every query wants: type in bits 0-3, status in 4-7, level in 8-11, flags from 12 on.
    const int HasInstructions = 1 << 12;
    const int DeriveError = 1 << 13;
    const int HasInput = 1 << 14;
    const int HasOutput = 1 << 15;

    /// <summary>Usage is reported below it, so that its own does not count.</summary>
    public const int AboveUsage = 1 << 20;

    /// <param name="isAbove">See <see cref="TraceTree.IsAboveUsage"/>.</param>
    public static void Bind(
        Statement statement,
        long trace,
        SpanRow row,
        bool isAbove,
        long block,
        long hash,
        TextTable texts
    )
    {
        statement.Bind(1, trace);
        BindId(statement, 2, row.SpanId);
        BindId(statement, 3, row.ParentId);
        statement
            .Bind(4, row.StartNano)
            .Bind(5, row.EndNano - row.StartNano)
            .Bind(6, KindOf(row) | (isAbove ? AboveUsage : 0L));
        statement.Bind(7, texts.NumberOf(row.Name)).Bind(8, texts.NumberOf(row.Service));
        statement.Bind(9, texts.NumberOf(row.RequestModel)).Bind(10, texts.NumberOf(row.ResponseModel));
        statement.Bind(11, texts.NumberOf(row.Provider)).Bind(12, texts.NumberOf(row.ToolName));
        if (!row.Usage.IsEmpty)
        {
            statement.Bind(13, row.Usage.InputTokens).Bind(14, row.Usage.OutputTokens);
            statement.Bind(15, row.Usage.CacheReadTokens).Bind(16, row.Usage.CacheWriteTokens);
            statement.Bind(17, row.Usage.ReasoningTokens).Bind(18, row.Usage.ReportedTotal);
        }

        statement.Bind(19, row.CostPicoUsd);
        if (row.Chat is { } chat)
        {
            statement.Bind(20, chat.Messages).Bind(21, chat.User).Bind(22, chat.Assistant).Bind(23, chat.System);
            statement.Bind(24, chat.Tool).Bind(25, chat.ToolCalls);
            statement.Bind(26, texts.NumberOf(chat.FirstRole)).Bind(27, texts.NumberOf(chat.LastRole));
        }

        statement.Bind(28, block).Bind(29, hash).Bind(30, texts.NumberOf(row.PricedBy));
        statement.Bind(31, row.InputCostPicoUsd).Bind(32, row.OutputCostPicoUsd).Bind(33, row.TimeToFirstTokenNano);
        statement.Bind(34, row.ErrorMessage).Bind(35, texts.NumberOf(row.ErrorType));
        statement.Bind(36, texts.NumberOf(row.PromptName)).Bind(37, texts.NumberOf(row.PromptVersion));
    }

    /// <summary>Of a row that begins with <see cref="Names"/>.</summary>
    public static bool IsAboveUsage(Statement statement) => (statement.Long(5) & AboveUsage) != 0;

    /// <summary>Reads a row whose columns begin with <see cref="Names"/>.</summary>
    public static SpanRow Read(Statement statement, Func<long, string> text)
    {
        var start = statement.Long(3);
        var kind = (int)statement.Long(5);
        return new()
        {
            SpanId = ReadId(statement, 1),
            ParentId = ReadId(statement, 2),
            StartNano = start,
            EndNano = statement.LongOrNull(4) is { } duration ? start + duration : null,
            Type = (SpanType)(kind & 15),
            Status = (SpanStatus)((kind >> 4) & 15),
            Level = (SpanLevel)((kind >> 8) & 15),
            HasInstructions = (kind & HasInstructions) != 0,
            DeriveError = (kind & DeriveError) != 0,
            HasInput = (kind & HasInput) != 0,
            HasOutput = (kind & HasOutput) != 0,
            Name = Text(6),
            Service = Text(7),
            RequestModel = Text(8),
            ResponseModel = Text(9),
            Provider = Text(10),
            ToolName = Text(11),
            Usage = new(
                statement.LongOrNull(12),
                statement.LongOrNull(13),
                statement.LongOrNull(14),
                statement.LongOrNull(15),
                statement.LongOrNull(16),
                statement.LongOrNull(17)
            ),
            CostPicoUsd = statement.LongOrNull(18),
            PricedBy = Text(29),
            InputCostPicoUsd = statement.LongOrNull(30),
            OutputCostPicoUsd = statement.LongOrNull(31),
            TimeToFirstTokenNano = statement.LongOrNull(32),
            ErrorMessage = statement.Text(33),
            ErrorType = Text(34),
            PromptName = Text(35),
            PromptVersion = Text(36),
            Chat = statement.IsNull(19)
                ? null
                : new(Int(19), Int(20), Int(21), Int(22), Int(23), Int(24), Text(25), Text(26)),
        };

        string? Text(int column) => statement.LongOrNull(column) is { } number ? text(number) : null;
        int Int(int column) => (int)statement.Long(column);
    }

    /// <summary>An OTLP id as its number, any other as text, no id as null.</summary>
    public static void BindId(Statement statement, int index, SpanId id)
    {
        if (id.IsEmpty)
        {
            return;
        }

        if (id.IsBinary)
        {
            statement.Bind(index, id.Number);
        }
        else
        {
            statement.Bind(index, id.ToString());
        }
    }

    /// <summary>The same in table <c>span_record</c>, where '' stands for no span.</summary>
    public static void BindRecordId(Statement statement, int index, SpanId id)
    {
        if (id.IsEmpty)
        {
            statement.Bind(index, "");
        }
        else
        {
            BindId(statement, index, id);
        }
    }

    public static SpanId ReadId(Statement statement, int column)
    {
        if (!statement.IsText(column))
        {
            return statement.LongOrNull(column) is { } number ? SpanId.FromNumber(number) : default;
        }

        return SpanId.TryParse(statement.Text(column), out var id) ? id : default;
    }

    static long KindOf(SpanRow row) =>
        (int)row.Type
        | ((int)row.Status << 4)
        | ((int)row.Level << 8)
        | (row.HasInstructions ? HasInstructions : 0)
        | (row.DeriveError ? DeriveError : 0)
        | (row.HasInput ? HasInput : 0)
        | (row.HasOutput ? HasOutput : 0);
}
