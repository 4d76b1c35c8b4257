using System.Collections.Concurrent;

namespace Clew.Store.Sqlite;

/// <summary>
/// The text behind a number of table <c>text</c>. Texts never change, so readers share one cache; it holds at most
/// <see cref="Limit"/> of them.
/// </summary>
sealed class TextNames(Database database, ConcurrentDictionary<long, string> cache)
{
    const int Limit = 65_536;

    readonly Statement find = database.Prepare("SELECT value FROM text WHERE no = ?");

    public string Of(long number)
    {
        if (cache.TryGetValue(number, out var value))
        {
            return value;
        }

        find.Bind(1, number);
        value = find.Step() ? find.Text(0)! : "";
        find.Reset();
        if (cache.Count >= Limit)
        {
            cache.Clear();
        }

        cache[number] = value;
        return value;
    }

    /// <summary>On the writing connection, after a rollback.</summary>
    public void Forget() => cache.Clear();
}
