namespace Clew.Store.Sqlite;

/// <summary>
/// Numbers for shared text, on the writing connection. Remembers at most <see cref="Limit"/> texts; the table has them
/// all.
/// </summary>
sealed class TextTable(Database database)
{
    const int Limit = 65_536;

    readonly Dictionary<string, long> numbers = new(StringComparer.Ordinal);
    readonly Statement find = database.Prepare("SELECT no FROM text WHERE value = ?");
    readonly Statement insert = database.Prepare("INSERT INTO text (value) VALUES (?) RETURNING no");

    public long? NumberOf(string? value)
    {
        if (value is null)
        {
            return null;
        }

        if (numbers.TryGetValue(value, out var number))
        {
            return number;
        }

        number = Read(find.Bind(1, value)) ?? Read(insert.Bind(1, value))!.Value;
        if (numbers.Count >= Limit)
        {
            numbers.Clear();
        }

        numbers.Add(value, number);
        return number;
    }

    /// <summary>After a rollback: numbers given since the last commit do not exist.</summary>
    public void Forget() => numbers.Clear();

    static long? Read(Statement statement)
    {
        var number = statement.Step() ? statement.Long(0) : (long?)null;
        statement.Reset();
        return number;
    }
}
