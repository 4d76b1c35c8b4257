namespace Clew.Store;

/// <summary>
/// Keeps bytes that are too large for a document, such as pictures and recordings: up to a gigabyte each, of which no
/// more than a piece is in memory at a time. What they are (type, hash, who refers to them) stands in documents.
/// </summary>
/// <remarks>
/// <para><b>Whole or not at all.</b> Bytes can be read once <see cref="WriteAsync"/> completes; by then they are as
/// durable as the store is. A write that fails or is cut off leaves nothing behind, and what was there before stays.
/// </para>
/// <para><b>Projects are walls.</b> A project that was never created has no media; writing to it fails with
/// <see cref="UnknownProjectException"/>.</para>
/// <para>All members MAY be called from many threads at once.</para>
/// </remarks>
interface IMediaStore
{
    /// <summary>Keeps all that the stream has, in place of what the id had before.</summary>
    /// <param name="content">Read to its end; the caller disposes it. An exception of it comes out as it is.</param>
    /// <returns>How many bytes were kept.</returns>
    /// <exception cref="UnknownProjectException">The project does not exist.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot write now; nothing was kept.</exception>
    Task<long> WriteAsync(string project, string id, Stream content, CancellationToken ct);

    /// <summary>
    /// The bytes, or null if there are none. The stream can be sought in and is read asynchronously only; if the bytes go
    /// away while it is read, it fails with an <see cref="IOException"/> and never ends early.
    /// </summary>
    Task<Stream?> OpenAsync(string project, string id, CancellationToken ct);

    /// <summary>Removes the bytes for ever; false if there were none.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot write now.</exception>
    Task<bool> DeleteAsync(string project, string id, CancellationToken ct);
}
