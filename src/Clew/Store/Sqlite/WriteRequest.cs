using Clew.Model;

namespace Clew.Store.Sqlite;

/// <summary>A batch on its way to the writer, folded as far as that goes without looking at rows.</summary>
/// <param name="Rows">For each entry that makes a span, the row it has if nothing else is known of the span.</param>
sealed record WriteRequest(RecordBatch Batch, long Project, SpanRow?[] Rows)
{
    public TaskCompletionSource<AppendResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The entries that were there already, found when the rows are written; they are kept out of the block.</summary>
    public List<int> Duplicates { get; } = [];

    public static WriteRequest Of(RecordBatch batch, long project, IDeriver deriver)
    {
        var rows = new SpanRow?[batch.Entries.Count];
        var fold = new Fold();
        for (var i = 0; i < rows.Length; i++)
        {
            var entry = batch.Entries[i];
            if (entry.Kind.MakesSpan())
            {
                fold.Clear();
                BatchFolds.Apply(batch, i, Subject.Span, fold);
                rows[i] = deriver.Complete(batch.Project, SpanRow.From(entry.SpanId, fold, batch.ArrivalNano));
            }
        }

        return new(batch, project, rows);
    }
}
