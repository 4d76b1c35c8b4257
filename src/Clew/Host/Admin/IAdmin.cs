namespace Clew.Host.Admin;

/// <summary>
/// Projects, keys and upkeep, for the person who owns the data: the same whether a server is running or not. Every member
/// throws <see cref="Refusal"/> with a sentence for that person if it cannot be done.
/// </summary>
interface IAdmin : IAsyncDisposable
{
    /// <summary>Where clients reach the server, or would by default.</summary>
    string Address { get; }

    Task<ProjectInfo[]> ListProjectsAsync(CancellationToken ct);

    Task CreateProjectAsync(NewProject project, CancellationToken ct);

    /// <summary>All keys, revoked ones too, oldest first; of one project if given.</summary>
    Task<KeyInfo[]> ListKeysAsync(string? project, CancellationToken ct);

    Task<IssuedKey> CreateKeyAsync(NewKey key, CancellationToken ct);

    Task RevokeKeyAsync(string publicKey, CancellationToken ct);

    /// <summary>Derives the rows of kept traces again; ends when it is done.</summary>
    /// <param name="sinceNano">Only traces that start then or later, Unix nanoseconds; null for all.</param>
    /// <param name="show">Called now and then with how far it is.</param>
    Task<ReindexInfo> ReindexAsync(long? sinceNano, Action<ReindexInfo> show, CancellationToken ct);
}
