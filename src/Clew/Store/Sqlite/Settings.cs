namespace Clew.Store.Sqlite;

/// <summary>What the database says of itself.</summary>
static class Settings
{
    const string Rules = "rules";

    /// <summary>The rules that derived the rows; null if nobody wrote them down.</summary>
    public static string? RulesOf(Database database)
    {
        using var find = database.Prepare("SELECT value FROM setting WHERE name = ?");
        return find.Bind(1, Rules).Step() ? find.Text(0) : null;
    }

    public static void SetRules(Database database, string rules)
    {
        using var put = database.Prepare("REPLACE INTO setting (name, value) VALUES (?, ?)");
        put.Bind(1, Rules).Bind(2, rules).Run();
    }
}
