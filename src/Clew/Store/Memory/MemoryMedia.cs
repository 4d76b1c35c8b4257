using System.Collections.Concurrent;

namespace Clew.Store.Memory;

/// <summary>Media as arrays of bytes: as little bounded as the rest of this store.</summary>
/// <param name="requireProject">Throws <see cref="UnknownProjectException"/> if there is no such project.</param>
sealed class MemoryMedia(Action<string> requireProject) : IMediaStore
{
    readonly ConcurrentDictionary<(string Project, string Id), byte[]> media = new();

    public async Task<long> WriteAsync(string project, string id, Stream content, CancellationToken ct)
    {
        requireProject(project);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, ct);
        media[(project, id)] = bytes.ToArray();
        return bytes.Length;
    }

    public Task<Stream?> OpenAsync(string project, string id, CancellationToken ct) =>
        Task.FromResult<Stream?>(
            media.TryGetValue((project, id), out var bytes) ? new MemoryStream(bytes, writable: false) : null
        );

    public Task<bool> DeleteAsync(string project, string id, CancellationToken ct) =>
        Task.FromResult(media.TryRemove((project, id), out _));
}
