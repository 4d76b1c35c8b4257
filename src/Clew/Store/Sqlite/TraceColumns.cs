using Clew.Model;

namespace Clew.Store.Sqlite;

/// <summary>A trace row as columns of table <c>trace</c>, and back.</summary>
static class TraceColumns
{
    /// <summary>What reads select, in the order <see cref="Read"/> expects.</summary>
    public const string Names =
        "id, start, end, spans, errors, status, input_tokens, output_tokens, cache_read, cache_write, reasoning, "
        + "total_tokens, cost, root, input_span, output_span, name, models, services, session, user, environment, "
        + "release, version, tags, public, input_preview, output_preview, metadata, own, external_id, "
        + "output_updated, created, updated";

    const int StartColumn = 1;

    /// <summary>Sets everything but the start, the session and the user, so that no index is touched.</summary>
    public static string Update { get; } = UpdateOf("", name => name is not ("session" or "user"));

    /// <summary>Sets everything and lists the trace at its start.</summary>
    public static string UpdateAndList { get; } = UpdateOf("start = ?1, listed = 1, ", _ => true);

    static string UpdateOf(string first, Func<string, bool> isSet) =>
        $"UPDATE trace SET {first}"
        + string.Join(
            ", ",
            Names
                .Split(", ")
                .Skip(StartColumn + 1)
                .Select((name, i) => (Name: name, Index: i + 2))
                .Where(c => isSet(c.Name))
                .Select(c => $"{c.Name} = ?{c.Index}")
        )
        + ", stated = ?34, loose = ?35 WHERE no = ?36";

    public const int Count = 34;

    const long OwnInput = 1;
    const long OwnOutput = 2;
    const long Stated = 4;

    // Names may contain any printable character; a control character never occurs in an id or a name list.
    internal const char Separator = '\u001f';
    const char LeafSeparator = '\u001e';

    public static void Bind(Statement s, TraceRow row, ReadOnlySpan<byte> stated, long loose, long number)
    {
        s.Bind(1, row.StartNano).Bind(2, row.EndNano).Bind(3, row.SpanCount).Bind(4, row.ErrorCount);
        s.Bind(5, (long)row.Status).Bind(6, row.Usage.InputTokens).Bind(7, row.Usage.OutputTokens);
        s.Bind(8, row.Usage.CacheReadTokens).Bind(9, row.Usage.CacheWriteTokens).Bind(10, row.Usage.ReasoningTokens);
        s.Bind(11, row.Usage.ReportedTotal).Bind(12, row.CostPicoUsd);
        SpanColumns.BindId(s, 13, row.RootSpanId);
        SpanColumns.BindId(s, 14, row.InputSpanId);
        SpanColumns.BindId(s, 15, row.OutputSpanId);
        s.Bind(16, row.Name).Bind(17, Join(row.Models)).Bind(18, Join(row.Services)).Bind(19, row.SessionId);
        s.Bind(20, row.UserId).Bind(21, row.Environment).Bind(22, row.Release).Bind(23, row.Version);
        s.Bind(24, Join(row.Tags))
            .Bind(25, row.IsPublic ? 1 : 0)
            .Bind(26, row.InputPreview)
            .Bind(27, row.OutputPreview);
        s.Bind(28, JoinLeaves(row.Metadata));
        s.Bind(29, (row.HasOwnInput ? OwnInput : 0) | (row.HasOwnOutput ? OwnOutput : 0) | (row.IsStated ? Stated : 0));
        s.Bind(30, row.ExternalId).Bind(31, row.OutputUpdatedNano);
        s.Bind(32, row.CreatedNano).Bind(33, row.UpdatedNano);
        s.Bind(34, stated).Bind(35, loose).Bind(36, number);
    }

    /// <summary>Of a trace that is listed.</summary>
    public static TraceRow Read(Statement s) =>
        new()
        {
            TraceId = ReadId(s, 0),
            StartNano = s.Long(1),
            EndNano = s.LongOrNull(2),
            SpanCount = (int)s.Long(3),
            ErrorCount = (int)s.Long(4),
            Status = (SpanStatus)s.Long(5),
            Usage = new(
                s.LongOrNull(6),
                s.LongOrNull(7),
                s.LongOrNull(8),
                s.LongOrNull(9),
                s.LongOrNull(10),
                s.LongOrNull(11)
            ),
            CostPicoUsd = s.LongOrNull(12),
            RootSpanId = SpanColumns.ReadId(s, 13),
            InputSpanId = SpanColumns.ReadId(s, 14),
            OutputSpanId = SpanColumns.ReadId(s, 15),
            Name = s.Text(16),
            Models = Split(s.Text(17)),
            Services = Split(s.Text(18)),
            SessionId = s.Text(19),
            UserId = s.Text(20),
            Environment = s.Text(21),
            Release = s.Text(22),
            Version = s.Text(23),
            Tags = Split(s.Text(24)),
            IsPublic = s.Long(25) == 1,
            InputPreview = s.Text(26),
            OutputPreview = s.Text(27),
            Metadata = SplitLeaves(s.Text(28)),
            HasOwnInput = (s.Long(29) & OwnInput) != 0,
            HasOwnOutput = (s.Long(29) & OwnOutput) != 0,
            IsStated = (s.Long(29) & Stated) != 0,
            ExternalId = s.Text(30),
            OutputUpdatedNano = s.LongOrNull(31),
            CreatedNano = s.Long(32) is > 0 and var created ? created : s.Long(1),
            UpdatedNano = s.Long(33) is > 0 and var updated ? updated : s.Long(1),
            Exists = true,
        };

    /// <summary>16 bytes for an OTLP id, text for any other.</summary>
    public static void BindId(Statement statement, int index, TraceId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (id.TryWriteBytes(bytes))
        {
            statement.Bind(index, bytes);
        }
        else
        {
            statement.Bind(index, id.ToString());
        }
    }

    public static TraceId ReadId(Statement statement, int column)
    {
        var id = default(TraceId);
        _ = statement.IsText(column)
            ? TraceId.TryParse(statement.Text(column), out id)
            : TraceId.TryFromBytes(statement.Blob(column), out id);
        return id;
    }

    /// <summary>The JSON of one path in a joined list of leaves; null if it is not there.</summary>
    public static string? FindLeaf(string leaves, string path)
    {
        foreach (var range in leaves.AsSpan().Split(LeafSeparator))
        {
            var leaf = leaves.AsSpan()[range];
            if (leaf.Length > path.Length && leaf[path.Length] == Separator && leaf.StartsWith(path))
            {
                return leaf[(path.Length + 1)..].ToString();
            }
        }

        return null;
    }

    /// <summary>What totals need: without previews and metadata, which are most of a row.</summary>
    public static string Narrow { get; } =
        string.Join(
            ", ",
            Names.Split(", ").Select(n => n is "input_preview" or "output_preview" or "metadata" ? "NULL" : n)
        );

    public static string WithoutMetadata { get; } =
        string.Join(", ", Names.Split(", ").Select(n => n == "metadata" ? "NULL" : n));

    /// <summary>A trace's values that its spans and scores share, as <see cref="ReadValues"/> expects them.</summary>
    public const string Values =
        "t.no, t.id, t.start, t.name, t.session, t.user, t.environment, t.release, t.version, t.tags, t.public";

    /// <param name="first">The column of the number.</param>
    public static TraceValues ReadValues(Statement s, int first) =>
        new()
        {
            TraceId = ReadId(s, first + 1),
            StartNano = s.Long(first + 2),
            Name = s.Text(first + 3),
            SessionId = s.Text(first + 4),
            UserId = s.Text(first + 5),
            Environment = s.Text(first + 6),
            Release = s.Text(first + 7),
            Version = s.Text(first + 8),
            Tags = Split(s.Text(first + 9)),
            IsPublic = s.Long(first + 10) == 1,
        };

    static string? Join(IReadOnlyList<string> names) =>
        names.Count == 0 ? null : string.Join(Separator, names.Select(n => n.Replace(Separator, ' ')));

    /// <summary>JSON has no control characters but white space.</summary>
    static string? JoinLeaves(IReadOnlyList<KeyValuePair<string, string>> leaves) =>
        leaves.Count == 0
            ? null
            : string.Join(
                LeafSeparator,
                leaves.Select(l =>
                    l.Key.Replace(Separator, ' ').Replace(LeafSeparator, ' ')
                    + Separator
                    + l.Value.Replace(Separator, ' ').Replace(LeafSeparator, ' ')
                )
            );

    static KeyValuePair<string, string>[] SplitLeaves(string? leaves) =>
        leaves is null
            ? []
            :
            [
                .. leaves
                    .Split(LeafSeparator)
                    .Select(l => l.Split(Separator))
                    .Select(l => new KeyValuePair<string, string>(l[0], l[^1])),
            ];

    static string[] Split(string? names) => names?.Split(Separator) ?? [];
}
