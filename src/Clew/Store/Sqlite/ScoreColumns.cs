using Clew.Model;

namespace Clew.Store.Sqlite;

/// <summary>A score as columns of table <c>score</c>, and back. The only place that knows their order.</summary>
static class ScoreColumns
{
    const string Names =
        "project, id, trace, span, session, name, value, text, comment, source, time, dialect, dialect_version, key, "
        + Say;

    const string Say = "rank, said, phase, arrival, position";

    /// <summary>Keeps a score unless what is there has more of a say. SQLite compares, so that a score is one statement.</summary>
    public static string Put { get; } =
        $"INSERT INTO score ({Names}) VALUES ({string.Join(", ", Names.Split(", ").Select(_ => "?"))}) "
        + "ON CONFLICT (project, id) DO UPDATE SET "
        + string.Join(", ", Names.Split(", ").Skip(2).Select(n => $"{n} = excluded.{n}"))
        + $" WHERE ({string.Join(", ", Say.Split(", ").Select(n => "excluded." + n))}) > ({Say})";

    public const string OfTrace = $"SELECT {Names} FROM score WHERE project = ? AND trace = ?";

    public static void Bind(Statement s, long project, in Fact fact, Score score, in Stamp stamp, TextTable texts)
    {
        // These may fail, and what is bound already would stay for the next score.
        var name = texts.NumberOf(score.Name);
        var (dialect, key) = (texts.NumberOf(fact.Source?.Dialect), texts.NumberOf(fact.Source?.Key));
        s.Bind(1, project).Bind(2, score.Id);
        if (!score.TraceId.IsEmpty)
        {
            TraceColumns.BindId(s, 3, score.TraceId);
        }

        SpanColumns.BindId(s, 4, score.SpanId);
        s.Bind(5, score.SessionId).Bind(6, name).Bind(7, score.Value).Bind(8, score.Text);
        s.Bind(9, score.Comment).Bind(10, (long)score.Source).Bind(11, score.TimeNano);
        s.Bind(12, dialect).Bind(13, (long?)fact.Source?.Version).Bind(14, key);
        s.Bind(15, fact.Rank).Bind(16, stamp.TimeNano).Bind(17, (long)stamp.Phase);
        s.Bind(18, stamp.ArrivalNano).Bind(19, stamp.Position);
    }

    public static ScoreRow Read(Statement s, Func<long, string> text) =>
        new(
            new(
                s.Text(1)!,
                s.IsNull(2) ? default : TraceColumns.ReadId(s, 2),
                SpanColumns.ReadId(s, 3),
                s.Text(4),
                text(s.Long(5)),
                s.DoubleOrNull(6),
                s.Text(7),
                s.Text(8),
                (ScoreSource)s.Long(9),
                s.Long(10)
            ),
            s.IsNull(11) ? null : new(text(s.Long(11)), (int)s.Long(12), text(s.Long(13))),
            s.Long(17)
        );
}
