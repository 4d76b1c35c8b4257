namespace Clew.Store.Sqlite;

/// <summary>Where the records of a trace or span are kept: the number of a block, and their hashes in it.</summary>
static class RecordPlaces
{
    public const string OfTrace =
        "SELECT block, hash FROM span WHERE trace = ?1 UNION ALL SELECT block, hash FROM span_record WHERE trace = ?1";

    public const string OfSpan =
        "SELECT block, hash FROM span WHERE trace = ?1 AND id = ?2 "
        + "UNION ALL SELECT block, hash FROM span_record WHERE trace = ?1 AND span = ?2";

    /// <summary>Runs a bound statement of these and adds what it finds.</summary>
    public static void Read(Statement find, SortedDictionary<long, HashSet<long>> places)
    {
        while (find.Step())
        {
            var block = find.Long(0);
            if (!places.TryGetValue(block, out var hashes))
            {
                places.Add(block, hashes = []);
            }

            hashes.Add(find.Long(1));
        }
    }
}
