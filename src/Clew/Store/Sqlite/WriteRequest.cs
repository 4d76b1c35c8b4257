using Clew.Model;

namespace Clew.Store.Sqlite;

/// <summary>A batch on its way to the writer, folded as far as that goes without looking at rows.</summary>
/// <param name="Rows">For each entry that makes a span, the row it has if nothing else is known of the span.</param>
sealed record WriteRequest(RecordBatch Batch, long Project, SpanRow?[] Rows)
{
    public TaskCompletionSource<AppendResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
