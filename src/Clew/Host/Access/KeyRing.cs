using System.Collections.Frozen;
using Clew.Host.Admin;
using Clew.Store;

namespace Clew.Host.Access;

/// <summary>
/// The good keys, in memory, so that a request need not ask the store. Bounded by the number of keys; reloaded after
/// every change, all of which go through this process because it holds the data directory.
/// </summary>
sealed class KeyRing
{
    readonly IProjectStore store;
    volatile Keys keys = new([]);

    KeyRing(IProjectStore store) => this.store = store;

    public static async Task<KeyRing> OpenAsync(IProjectStore store, CancellationToken ct)
    {
        var ring = new KeyRing(store);
        await ring.ReloadAsync(ct);
        return ring;
    }

    public bool IsEmpty => keys.BySecretHash.Count == 0;

    public async Task ReloadAsync(CancellationToken ct) =>
        keys = new([.. (await store.ListKeysAsync(null, ct)).Where(key => key.RevokedNano is null)]);

    /// <summary>
    /// The key that has this secret and, if one was given, this public part. It is looked up by the hash of the secret,
    /// so that the time taken says nothing about any secret.
    /// </summary>
    public ApiKey? Find(Credentials credentials) =>
        keys.BySecretHash.TryGetValue(Secret.Hash(credentials.Secret), out var key)
        && Secret.AreEqual(credentials.PublicKey ?? key.PublicKey, key.PublicKey)
            ? key
            : null;

    /// <summary>The key of this public part. Everyone may know that, so it proves nothing.</summary>
    public ApiKey? FindPublic(string publicKey) => keys.ByPublicKey.GetValueOrDefault(publicKey);

    sealed class Keys(IReadOnlyList<ApiKey> good)
    {
        public FrozenDictionary<string, ApiKey> BySecretHash { get; } =
            good.ToFrozenDictionary(key => key.SecretHash, StringComparer.Ordinal);

        public FrozenDictionary<string, ApiKey> ByPublicKey { get; } =
            good.ToFrozenDictionary(key => key.PublicKey, StringComparer.Ordinal);
    }
}
