using System.Globalization;
using System.Reflection;

namespace Clew.Store.Sqlite;

/// <summary>The database file: its settings, and its schema from the first version on.</summary>
static class SqliteFile
{
    /// <summary>"Clew" in ASCII, in the file's header: tells our files from others.</summary>
    const int ApplicationId = 0x436C6577;

    /// <summary>Opens the file for writing, creates or migrates it.</summary>
    /// <param name="synchronous"><c>FULL</c>, so that an acknowledged commit survives a power cut.</param>
    /// <exception cref="StoreOpenException">It is not ours, too new, or cannot be opened.</exception>
    public static Database OpenForWriting(string path, string synchronous = "FULL")
    {
        Database? database = null;
        try
        {
            database = Database.Open(path, readOnly: false);
            // These three count only before the first table is made.
            database.Execute("PRAGMA page_size = 8192; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
            database.Execute(
                $"PRAGMA synchronous = {synchronous}; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; "
                    + "PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 67108864; "
                    + "PRAGMA temp_store = MEMORY"
            );
            Migrate(database, path);
            return database;
        }
        catch (Exception e)
        {
            database?.Dispose();
            throw e is StoreOpenException
                ? e
                : new StoreOpenException($"The database {path} cannot be opened: {e.Message}", e);
        }
    }

    public static Database OpenForReading(string path)
    {
        var database = Database.Open(path, readOnly: true);
        database.Execute("PRAGMA cache_size = -4096; PRAGMA query_only = ON");
        LeafFunctions.Define(database);
        TextFunctions.Define(database);
        return database;
    }

    /// <summary>The schema's versions, in order; a version is never changed once it was released.</summary>
    public static IReadOnlyList<string> Versions { get; } =
    [
        .. Assembly
            .GetExecutingAssembly()
            .GetManifestResourceNames()
            .Where(n => n.StartsWith("schema/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    static void Migrate(Database database, string path)
    {
        var version = (int)(database.Scalar("PRAGMA user_version") ?? 0);
        var owner = database.Scalar("PRAGMA application_id");
        if (owner != ApplicationId && (version != 0 || database.Scalar("SELECT count(*) FROM sqlite_master") != 0))
        {
            throw new StoreOpenException($"{path} is a database of another program; choose another data directory.");
        }

        if (version > Versions.Count)
        {
            throw new StoreOpenException(
                $"{path} was written by a newer Clew (schema {version}, this one knows {Versions.Count}); use that one."
            );
        }

        for (; version < Versions.Count; version++)
        {
            database.Execute("BEGIN IMMEDIATE");
            database.Execute(Script(Versions[version]));
            database.Execute(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {version + 1}"
                )
            );
            database.Execute("COMMIT");
        }
    }

    static string Script(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
