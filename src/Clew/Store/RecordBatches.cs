using Clew.Model;

namespace Clew.Store;

/// <summary>Records that were kept, made into batches again as if they had just come.</summary>
static class RecordBatches
{
    public static void Add(RecordBatch batch, Record record, IDeriver deriver)
    {
        var first = batch.Facts.Count;
        var derived = deriver.Derive(record, batch.Facts, detail: false);
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
