using Clew.Model;

namespace Clew.Store.Sqlite;

/// <summary>Reads blocks on one connection and remembers the last few, because neighbours are asked for together.</summary>
sealed class BlockReader(Database database, int remembered = 4)
{
    readonly Statement find = database.Prepare("SELECT first_sequence, raw_length, data FROM block WHERE no = ?");
    readonly Queue<(long Number, IReadOnlyList<Record> Records)> recent = new();

    /// <summary>The records of a block, in order.</summary>
    /// <exception cref="InvalidDataException">There is no such block, or it is damaged.</exception>
    public IReadOnlyList<Record> Read(long number)
    {
        foreach (var block in recent)
        {
            if (block.Number == number)
            {
                return block.Records;
            }
        }

        find.Bind(1, number);
        if (!find.Step())
        {
            throw new InvalidDataException($"Block {number} is missing.");
        }

        var records = RecordBlock.Read(find.Blob(2), (int)find.Long(1), find.Long(0));
        find.Reset();
        recent.Enqueue((number, records));
        if (recent.Count > remembered)
        {
            recent.Dequeue();
        }

        return records;
    }

    /// <summary>One record of a trace, or of none that it names. Which span it is about the rows say; older rules may have thought otherwise.</summary>
    public Record Find(long number, TraceId trace, long hash) =>
        Read(number).FirstOrDefault(r => r.Hash == hash && (r.TraceId == trace || r.TraceId.IsEmpty))
        ?? throw new InvalidDataException($"Block {number} does not hold the record that a row names.");

    /// <summary>After a rollback: the number may come to mean another block.</summary>
    public void Forget() => recent.Clear();
}
