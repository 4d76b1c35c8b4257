using System.Buffers;
using Clew.Model;

namespace Clew.Store.Sqlite;

/// <summary>A batch on its way to the writer, folded as far as that goes without looking at rows.</summary>
/// <param name="Rows">For each entry that makes a span, the row it has if nothing else is known of the span.</param>
sealed record WriteRequest(RecordBatch Batch, long Project, SpanRow?[] Rows)
{
    public TaskCompletionSource<AppendResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>
/// Requests that are committed together, and their records as one compressed block.
/// </summary>
/// <param name="Data">Rented from the shared pool; <see cref="Release"/> gives it back.</param>
sealed record WriteGroup(IReadOnlyList<WriteRequest> Requests, byte[] Data, int DataLength, int RawLength)
{
    public int Records { get; } = Requests.Sum(r => r.Batch.Entries.Count);

    public static WriteGroup Of(IReadOnlyList<WriteRequest> requests)
    {
        var (data, length, rawLength) = RecordBlock.Write([.. requests.Select(r => r.Batch)]);
        return new(requests, data, length, rawLength);
    }

    public void Release() => ArrayPool<byte>.Shared.Return(Data);
}
