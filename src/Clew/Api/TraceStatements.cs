using Clew.Dialects;
using Clew.Model;
using Clew.Store;

namespace Clew.Api;

/// <summary>
/// What was said of the input and output of a trace itself, on a span or on none. Reads all records of the trace, and
/// keeps no more than what it looks for.
/// </summary>
sealed class TraceStatements
{
    readonly List<(Fact Fact, Precedence Precedence, SpanId Span)> all = [];

    /// <summary>In the order of their arrival.</summary>
    public IReadOnlyList<(Fact Fact, Precedence Precedence, SpanId Span)> All => all;

    public Fold Facts { get; } = new();

    public static async Task<TraceStatements> ReadAsync(
        ITraceStore store,
        DialectTable dialects,
        string project,
        TraceId trace,
        CancellationToken ct
    )
    {
        var statements = new TraceStatements();
        await foreach (var record in store.ReadRecordsAsync(project, trace, null, ct))
        {
            foreach (var (fact, stamp) in SpanStory.Of(record, dialects).Sayings)
            {
                if (
                    fact is
                    { Subject: Subject.Trace, Field: Field.TraceInput or Field.TraceOutput or Field.TraceOutputPatch }
                )
                {
                    statements.Facts.Apply(fact, stamp);
                    statements.all.Add((fact, new(fact.Rank, stamp), record.SpanId));
                }
            }
        }

        return statements;
    }
}
