namespace Clew.Store;

/// <summary>
/// Keeps what a project has besides traces as small JSON documents: prompts, datasets, score configs, comments. What
/// follows is the contract; one battery of tests holds every store to it.
/// </summary>
/// <remarks>
/// <para><b>Identity</b> is (project, kind, id). The store never looks into the JSON; what it can find by stands beside
/// it: the parent and the name.</para>
/// <para><b>Changes run one after another.</b> Each sees everything that was committed before it and what it did itself,
/// so that "the highest version and one more" is right also when many ask at once.</para>
/// <para><b>A change is all or nothing.</b> If it throws, nothing of it is kept, and the exception comes out as it is.
/// When <see cref="ChangeAsync"/> completes, every read that starts afterwards MUST see the change, and in a durable store
/// it MUST survive the death of the process and of the machine.</para>
/// <para><b>Deleting is final.</b></para>
/// <para><b>Projects are walls.</b> A project that was never created has no documents; changing it fails with
/// <see cref="UnknownProjectException"/>.</para>
/// <para>All members MAY be called from many threads at once.</para>
/// </remarks>
interface IDocumentStore
{
    Task<Document?> FindAsync(string project, string kind, string id, CancellationToken ct);

    Task<DocumentPage> ListAsync(string project, DocumentQuery query, CancellationToken ct);

    /// <param name="change">
    /// Holds up every other write while it runs: it MUST NOT wait for anything, and SHOULD do what it can before.
    /// </param>
    /// <returns>What <paramref name="change"/> returned, once it is kept.</returns>
    /// <exception cref="UnknownProjectException">The project does not exist.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot write now; nothing was kept.</exception>
    Task<T> ChangeAsync<T>(string project, Func<IDocumentChange, T> change, CancellationToken ct);
}

/// <summary>The documents of one project while they are changed. Good only until the change returns.</summary>
interface IDocumentChange
{
    Document? Find(string kind, string id);

    DocumentPage List(DocumentQuery query);

    /// <summary>Keeps a document, in place of the one of its kind and id if there is one.</summary>
    /// <exception cref="ArgumentException">Its JSON is larger than <see cref="Document.MaxBytes"/>.</exception>
    void Put(Document document);

    /// <summary>False if there was none.</summary>
    bool Delete(string kind, string id);
}

/// <param name="Kind">For example <c>prompt</c>; a constant of whoever keeps such documents.</param>
/// <param name="Parent">What it belongs to, for example the id of a dataset; lists can be narrowed to it.</param>
/// <param name="Name">What people call it; lists can be narrowed to it and ordered by it.</param>
/// <param name="CreatedNano">Unix nanoseconds, as are the others.</param>
/// <param name="Json">UTF-8. A store copies it; who reads it must not change it.</param>
sealed record Document(
    string Kind,
    string Id,
    string? Parent,
    string? Name,
    long CreatedNano,
    long UpdatedNano,
    ReadOnlyMemory<byte> Json
)
{
    /// <summary>The largest JSON that is kept: a page of a list is held in memory.</summary>
    public const int MaxBytes = 4 << 20;

    /// <exception cref="ArgumentException">The JSON is too large.</exception>
    public void RequireSize()
    {
        if (Json.Length > MaxBytes)
        {
            throw new ArgumentException($"A document has {Json.Length} bytes; at most {MaxBytes} are kept.");
        }
    }
}

/// <summary>Which documents of a kind, in which order, and which part of that list.</summary>
sealed record DocumentQuery(string Kind)
{
    /// <summary>Only those with this parent; null for any.</summary>
    public string? Parent { get; init; }

    /// <summary>Only those with exactly this name; null for any.</summary>
    public string? Name { get; init; }

    /// <summary>Only those whose name begins with this; null for any.</summary>
    public string? NamePrefix { get; init; }

    public DocumentOrder Order { get; init; } = DocumentOrder.NewestFirst;

    public long Offset { get; init; }

    public int Limit { get; init; } = 50;
}

/// <summary>Ties are broken by id, so that the order is the same for every page. Text compares by its UTF-8 bytes.</summary>
enum DocumentOrder
{
    /// <summary>By the time of creation.</summary>
    NewestFirst,
    OldestFirst,

    /// <summary>Documents without a name come first.</summary>
    NameAscending,
    NameDescending,
}

/// <param name="Total">How many there are on all pages together.</param>
sealed record DocumentPage(IReadOnlyList<Document> Documents, long Total);
