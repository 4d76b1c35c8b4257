using Clew.Model;

namespace Clew.Store.Sqlite;

/// <summary>Blocks that were just decoded, because rows that follow each other have their records in few of them.</summary>
sealed class ContentRecords(BlockReader blocks)
{
    const int Remembered = 12;
    static readonly Dictionary<long, Record> Unreadable = [];

    readonly Queue<(long Number, Dictionary<long, Record> Records)> recent = new();

    /// <summary>The records of a block by hash; of two that are equal the first.</summary>
    public IReadOnlyDictionary<long, Record> Of(long number)
    {
        foreach (var block in recent)
        {
            if (block.Number == number)
            {
                return block.Records;
            }
        }

        var records = Read(number);
        recent.Enqueue((number, records));
        if (recent.Count > Remembered)
        {
            recent.Dequeue();
        }

        return records;
    }

    public void Clear() => recent.Clear();

    Dictionary<long, Record> Read(long number)
    {
        try
        {
            var records = new Dictionary<long, Record>();
            foreach (var record in blocks.Read(number))
            {
                records.TryAdd(record.Hash, record);
            }

            return records;
        }
        catch (InvalidDataException)
        {
            // Nobody can read it, so nobody finds anything in it.
            return Unreadable;
        }
    }
}
