using System.Collections.Concurrent;

namespace Clew.Store.Sqlite;

/// <summary>The numbers of the projects, known to everyone: there are few, and every request asks.</summary>
sealed class ProjectNumbers
{
    readonly ConcurrentDictionary<string, long> numbers = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<long, string> names = [];

    /// <exception cref="UnknownProjectException">There is no such project.</exception>
    public long NumberOf(string id) =>
        numbers.TryGetValue(id, out var number) ? number : throw new UnknownProjectException(id);

    /// <summary>The number, or one that no project has.</summary>
    public long Find(string id) => numbers.GetValueOrDefault(id, -1);

    /// <summary>The id behind a number; empty for one that no project has.</summary>
    public string NameOf(long number) => names.GetValueOrDefault(number, "");

    public void Add(string id, long number) => (names[number], numbers[id]) = (id, number);
}

/// <summary>Projects and keys in the same file as the traces.</summary>
sealed class SqliteProjects(Writer writer, Readers readers, ProjectNumbers numbers) : IProjectStore
{
    /// <summary>When a file is opened: makes the project <c>default</c> if need be, and learns all numbers.</summary>
    public static void EnsureDefault(Database database, ProjectNumbers numbers, TimeProvider time)
    {
        using var insert = database.PrepareOnce(
            "INSERT OR IGNORE INTO project (id, name, created) VALUES ('default', 'Default', ?)"
        );
        insert.Bind(1, time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000).Run();
        using var all = database.PrepareOnce("SELECT id, no FROM project");
        while (all.Step())
        {
            numbers.Add(all.Text(0)!, all.Long(1));
        }
    }

    public Task<IReadOnlyList<Project>> ListProjectsAsync(CancellationToken ct) =>
        readers.ReadAsync<IReadOnlyList<Project>>(
            reader =>
            {
                var projects = new List<Project>();
                using var list = reader.Database.PrepareOnce("SELECT id, name, created FROM project ORDER BY id");
                while (list.Step())
                {
                    projects.Add(new(list.Text(0)!, list.Text(1)!, list.Long(2)));
                }

                return projects;
            },
            ct
        );

    public async Task<bool> CreateProjectAsync(Project project, CancellationToken ct)
    {
        var created = false;
        await writer.RunAsync(
            database =>
            {
                using var insert = database.PrepareOnce(
                    "INSERT OR IGNORE INTO project (id, name, created) VALUES (?, ?, ?)"
                );
                created = insert.Bind(1, project.Id).Bind(2, project.Name).Bind(3, project.CreatedNano).Run() == 1;
            },
            ct
        );
        if (created)
        {
            var number = await readers.ReadAsync(
                reader =>
                {
                    using var find = reader.Database.PrepareOnce("SELECT no FROM project WHERE id = ?");
                    find.Bind(1, project.Id).Step();
                    return find.Long(0);
                },
                ct
            );
            numbers.Add(project.Id, number);
        }

        return created;
    }

    public Task<IReadOnlyList<ApiKey>> ListKeysAsync(string? project, CancellationToken ct) =>
        readers.ReadAsync<IReadOnlyList<ApiKey>>(
            reader =>
            {
                var keys = new List<ApiKey>();
                using var list = reader.Database.PrepareOnce(
                    "SELECT k.public_key, k.secret_hash, p.id, k.note, k.created, k.revoked FROM api_key k "
                        + "JOIN project p ON p.no = k.project WHERE ?1 IS NULL OR p.id = ?1 ORDER BY k.created, k.public_key"
                );
                list.Bind(1, project);
                while (list.Step())
                {
                    keys.Add(
                        new(list.Text(0)!, list.Text(1)!, list.Text(2)!, list.Text(3), list.Long(4), list.LongOrNull(5))
                    );
                }

                return keys;
            },
            ct
        );

    public Task CreateKeyAsync(ApiKey key, CancellationToken ct)
    {
        var project = numbers.NumberOf(key.Project);
        return writer.RunAsync(
            database =>
            {
                using var insert = database.PrepareOnce(
                    "INSERT INTO api_key (public_key, secret_hash, project, note, created, revoked) "
                        + "VALUES (?, ?, ?, ?, ?, ?)"
                );
                insert.Bind(1, key.PublicKey).Bind(2, key.SecretHash).Bind(3, project).Bind(4, key.Note);
                insert.Bind(5, key.CreatedNano).Bind(6, key.RevokedNano).Run();
            },
            ct
        );
    }

    public async Task<bool> RevokeKeyAsync(string publicKey, long nowNano, CancellationToken ct)
    {
        var revoked = false;
        await writer.RunAsync(
            database =>
            {
                using var update = database.PrepareOnce(
                    "UPDATE api_key SET revoked = ? WHERE public_key = ? AND revoked IS NULL"
                );
                revoked = update.Bind(1, nowNano).Bind(2, publicKey).Run() == 1;
            },
            ct
        );
        return revoked;
    }
}
