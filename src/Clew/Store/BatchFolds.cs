using Clew.Model;

namespace Clew.Store;

/// <summary>Applies the facts of a batch entry; how every store turns facts into folds.</summary>
static class BatchFolds
{
    /// <summary>Merges what entry <paramref name="index"/> says about a subject into its fold.</summary>
    public static void Apply(RecordBatch batch, int index, Subject subject, Fold fold)
    {
        var entry = batch.Entries[index];
        var stamp = batch.StampOf(entry);
        foreach (ref readonly var fact in batch.Facts.Slice(entry.FirstFact, entry.FactCount))
        {
            if (fact.Subject == subject)
            {
                fold.Apply(fact, stamp);
            }
        }
    }
}
