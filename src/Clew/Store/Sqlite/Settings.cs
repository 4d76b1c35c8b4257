using Microsoft.Extensions.Logging;

namespace Clew.Store.Sqlite;

/// <summary>What the database says of itself.</summary>
static class Settings
{
    const string Rules = "rules";

    // A number that each deletion raises: there while what was deleted is not wiped from the file.
    const string Wiping = "wiping";

    /// <summary>The rules that derived the rows; null if nobody wrote them down.</summary>
    public static string? RulesOf(Database database)
    {
        using var find = database.PrepareOnce("SELECT value FROM setting WHERE name = ?");
        return find.Bind(1, Rules).Step() ? find.Text(0) : null;
    }

    /// <summary>Names the last deletion that is not finished; null if all are.</summary>
    public static long? UnfinishedDeletion(Database database) =>
        database.Scalar($"SELECT CAST(value AS INTEGER) FROM setting WHERE name = '{Wiping}'");

    public static void BeginDeletion(Database database) =>
        database.Execute(
            $"INSERT INTO setting (name, value) VALUES ('{Wiping}', '1') "
                + "ON CONFLICT (name) DO UPDATE SET value = value + 1"
        );

    /// <summary>Unless another one has begun since.</summary>
    public static void EndDeletion(Database database, long deletion)
    {
        using var end = database.PrepareOnce("DELETE FROM setting WHERE name = ? AND CAST(value AS INTEGER) = ?");
        end.Bind(1, Wiping).Bind(2, deletion).Run();
    }

    /// <summary>Says once, at the start, that a reindexing would change what older traces look like.</summary>
    public static void CompareRules(Database database, string rules, bool isNew, ILogger log)
    {
        if (isNew)
        {
            SetRules(database, rules);
        }
        else if (RulesOf(database) != rules)
        {
            StoreLog.RulesChanged(log);
        }
    }

    public static void SetRules(Database database, string rules)
    {
        using var put = database.PrepareOnce("REPLACE INTO setting (name, value) VALUES (?, ?)");
        put.Bind(1, Rules).Bind(2, rules).Run();
    }
}
