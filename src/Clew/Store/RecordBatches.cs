using Clew.Model;

namespace Clew.Store;

/// <summary>Records that were kept, made into batches again as if they had just come.</summary>
static class RecordBatches
{
    /// <param name="revise">May take facts away again; is told the place of the first.</param>
    public static void Add(RecordBatch batch, Record record, IDeriver deriver, Action<FactList, int>? revise = null)
    {
        var first = batch.Facts.Count;
        var derived = deriver.Derive(record, batch.Facts, detail: false);
        revise?.Invoke(batch.Facts, first);
        batch.Entries.Add(
            new(
                record.Kind,
                record.Encoding,
                0,
                record.Bytes,
                record.TraceId,
                derived.About,
                record.Hash,
                derived.TimeNano,
                first,
                batch.Facts.Count - first,
                record.Position,
                derived.Phase
            )
        );
    }
}
