using System.Globalization;
using System.Text.RegularExpressions;
using Clew.Store;

namespace Clew.Host.Admin;

/// <summary>What <see cref="IAdmin"/> promises, on an open store. Whoever gave the store closes it.</summary>
sealed partial class StoreAdmin(IProjectStore store, TimeProvider time)
{
    /// <summary>A note is a reminder, not a document.</summary>
    const int LongestNote = 500;

    public async Task<ProjectInfo[]> ListProjectsAsync(CancellationToken ct) =>
        [
            .. (await store.ListProjectsAsync(ct)).Select(project => new ProjectInfo(
                project.Id,
                project.Name,
                Text(project.CreatedNano)
            )),
        ];

    public async Task CreateProjectAsync(NewProject project, CancellationToken ct)
    {
        if (!ProjectId().IsMatch(project.Id))
        {
            throw new Refusal($"'{project.Id}' cannot be a project's id: use 1 to 64 characters of a-z, 0-9, - and _.");
        }

        var name = string.IsNullOrWhiteSpace(project.Name) ? project.Id : project.Name.Trim();
        if (!await store.CreateProjectAsync(new Project(project.Id, name, NowNano()), ct))
        {
            throw new Refusal($"There is a project '{project.Id}' already.");
        }
    }

    public async Task<KeyInfo[]> ListKeysAsync(string? project, CancellationToken ct)
    {
        if (project is not null)
        {
            await RequireProjectAsync(project, ct);
        }

        var keys = await store.ListKeysAsync(project, ct);
        return
        [
            .. keys.Select(key => new KeyInfo(
                key.PublicKey,
                key.Project,
                key.Note,
                Text(key.CreatedNano),
                key.RevokedNano is { } revoked ? Text(revoked) : null
            )),
        ];
    }

    public async Task<IssuedKey> CreateKeyAsync(NewKey key, CancellationToken ct)
    {
        if (key.Note?.Length > LongestNote)
        {
            throw new Refusal($"The note is too long; {LongestNote} characters are allowed.");
        }

        await RequireProjectAsync(key.Project, ct);
        var issued = new IssuedKey(Secret.NewPublicKey(), Secret.NewSecretKey(), key.Project, key.Note);
        await store.CreateKeyAsync(
            new ApiKey(issued.PublicKey, Secret.Hash(issued.SecretKey), key.Project, key.Note, NowNano(), null),
            ct
        );
        return issued;
    }

    public async Task RevokeKeyAsync(string publicKey, CancellationToken ct)
    {
        if (await store.RevokeKeyAsync(publicKey, NowNano(), ct))
        {
            return;
        }

        var isRevoked = (await store.ListKeysAsync(null, ct)).Any(key => key.PublicKey == publicKey);
        throw new Refusal(isRevoked ? $"The key '{publicKey}' is revoked already." : $"There is no key '{publicKey}'.");
    }

    async Task RequireProjectAsync(string id, CancellationToken ct)
    {
        var projects = await store.ListProjectsAsync(ct);
        if (projects.All(project => project.Id != id))
        {
            throw new Refusal($"There is no project '{id}'; create it with 'clew projects create {id}'.");
        }
    }

    long NowNano() => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("^[a-z0-9_-]{1,64}$")]
    private static partial Regex ProjectId();
}
