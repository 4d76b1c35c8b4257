using Clew.Model;

namespace Clew.Store.Sqlite;

/// <summary>A score as columns of table <c>score</c>, and back. The only place that knows their order.</summary>
static class ScoreColumns
{
    const string Say = "rank, said, phase, arrival, position";

    const string Names =
        "told_by, project, id, trace, span, session, name, value, text, comment, source, time, dialect, "
        + "dialect_version, key, type, config, dataset_run, queue, execution, author, environment, metadata, "
        + Say;

    const int KeyColumns = 3;

    /// <summary>The columns that name shared texts.</summary>
    public static IReadOnlyList<string> TextNames { get; } = ["name", "dialect", "key"];

    /// <summary>Keeps a score unless the same trace has a better word on it. SQLite compares: one statement a score.</summary>
    public static string Put { get; } =
        $"INSERT INTO score ({Names}) VALUES ({string.Join(", ", Names.Split(", ").Select(_ => "?"))}) "
        + "ON CONFLICT (told_by, project, id) DO UPDATE SET "
        + string.Join(", ", Names.Split(", ").Skip(KeyColumns).Select(n => $"{n} = excluded.{n}"))
        + $" WHERE ({SayOf("excluded")}) > ({Say})";

    /// <summary>The scores that judge a trace.</summary>
    public static string OfTrace { get; } =
        $"SELECT {Names} FROM score WHERE project = ? AND trace = ? AND {Stands("score")}";

    /// <summary>The columns of a table that is called <c>c</c>.</summary>
    public static string Qualified { get; } = string.Join(", ", Names.Split(", ").Select(n => $"c.{n}"));

    /// <summary>How many they are.</summary>
    public static int Count { get; } = Names.Split(", ").Length;

    /// <summary>The condition that no other trace has the say over a score.</summary>
    public static string Stands(string score) =>
        $"NOT EXISTS (SELECT 1 FROM score other WHERE other.project = {score}.project AND other.id = {score}.id "
        + $"AND other.told_by <> {score}.told_by "
        + $"AND ({SayOf("other")}, -other.told_by) > ({SayOf(score)}, -{score}.told_by))";

    public static void Bind(
        Statement s,
        long toldBy,
        long project,
        in Fact fact,
        Score score,
        in Stamp stamp,
        TextTable texts
    )
    {
        // These may fail, and what is bound already would stay for the next score.
        var name = texts.NumberOf(score.Name);
        var (dialect, key) = (texts.NumberOf(fact.Source?.Dialect), texts.NumberOf(fact.Source?.Key));
        s.Bind(1, toldBy).Bind(2, project).Bind(3, score.Id);
        if (!score.TraceId.IsEmpty)
        {
            TraceColumns.BindId(s, 4, score.TraceId);
        }

        SpanColumns.BindId(s, 5, score.SpanId);
        s.Bind(6, score.SessionId).Bind(7, name).Bind(8, score.Value).Bind(9, score.Text).Bind(10, score.Comment);
        s.Bind(11, (long)score.Source).Bind(12, score.TimeNano);
        s.Bind(13, dialect).Bind(14, (long?)fact.Source?.Version).Bind(15, key);
        s.Bind(16, (long?)score.Type).Bind(17, score.ConfigId).Bind(18, score.DatasetRunId).Bind(19, score.QueueId);
        s.Bind(20, score.ExecutionTraceId).Bind(21, score.AuthorId).Bind(22, score.Environment);
        s.Bind(23, score.Metadata);
        s.Bind(24, fact.Rank).Bind(25, stamp.TimeNano).Bind(26, (long)stamp.Phase);
        s.Bind(27, stamp.ArrivalNano).Bind(28, stamp.Position);
    }

    public static string ReadId(Statement s) => s.Text(2)!;

    public static ScoreRow Read(Statement s, Func<long, string> text) =>
        new(
            new(
                ReadId(s),
                s.IsNull(3) ? default : TraceColumns.ReadId(s, 3),
                SpanColumns.ReadId(s, 4),
                s.Text(5),
                text(s.Long(6)),
                s.DoubleOrNull(7),
                s.Text(8),
                s.Text(9),
                (ScoreSource)s.Long(10),
                s.Long(11)
            )
            {
                Type = (ScoreType?)s.LongOrNull(15),
                ConfigId = s.Text(16),
                DatasetRunId = s.Text(17),
                QueueId = s.Text(18),
                ExecutionTraceId = s.Text(19),
                AuthorId = s.Text(20),
                Environment = s.Text(21),
                Metadata = s.Text(22),
            },
            s.IsNull(12) ? null : new(text(s.Long(12)), (int)s.Long(13), text(s.Long(14))),
            s.Long(26)
        );

    static string SayOf(string table) => string.Join(", ", Say.Split(", ").Select(n => $"{table}.{n}"));
}
