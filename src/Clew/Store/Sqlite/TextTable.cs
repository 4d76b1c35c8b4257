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

    HashSet<long>? watched;

    public long? NumberOf(string? value)
    {
        if (value is null)
        {
            return null;
        }

        if (!numbers.TryGetValue(value, out var number))
        {
            number = Look(value);
        }

        watched?.Remove(number);
        return number;
    }

    /// <summary>From now on, takes out of these numbers every one that is asked for.</summary>
    public void Watch(HashSet<long> texts) => watched = texts;

    /// <summary>Those that nobody asked for.</summary>
    public IReadOnlySet<long> EndWatch()
    {
        IReadOnlySet<long> left = watched ?? [];
        watched = null;
        return left;
    }

    /// <summary>After a rollback: numbers given since the last commit do not exist. After a deletion likewise.</summary>
    public void Forget() => numbers.Clear();

    long Look(string value)
    {
        var number = Read(find.Bind(1, value)) ?? Read(insert.Bind(1, value))!.Value;
        if (numbers.Count >= Limit)
        {
            numbers.Clear();
        }

        numbers.Add(value, number);
        return number;
    }

    static long? Read(Statement statement)
    {
        var number = statement.Step() ? statement.Long(0) : (long?)null;
        statement.Reset();
        return number;
    }
}
