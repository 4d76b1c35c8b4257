using System.Collections.Immutable;
using System.Text;

namespace Clew.Store.Memory;

/// <summary>Documents in a dictionary; a change works on a copy, which takes its place when the change is through.</summary>
/// <param name="requireProject">Throws <see cref="UnknownProjectException"/> if there is no such project.</param>
sealed class MemoryDocuments(Action<string> requireProject) : IDocumentStore
{
    static readonly Comparer<string?> ByBytes = Comparer<string?>.Create(
        (a, b) =>
            a is null || b is null
                ? (a is null ? 0 : 1) - (b is null ? 0 : 1)
                : Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b))
    );

    readonly Lock gate = new();
    ImmutableDictionary<Key, Document> documents = ImmutableDictionary<Key, Document>.Empty;

    public Task<Document?> FindAsync(string project, string kind, string id, CancellationToken ct) =>
        Task.FromResult(Volatile.Read(ref documents).GetValueOrDefault(new(project, kind, id)));

    public Task<DocumentPage> ListAsync(string project, DocumentQuery query, CancellationToken ct) =>
        Task.FromResult(List(Volatile.Read(ref documents), project, query));

    public Task<T> ChangeAsync<T>(string project, Func<IDocumentChange, T> change, CancellationToken ct)
    {
        requireProject(project);
        lock (gate)
        {
            var copy = documents.ToBuilder();
            try
            {
                var result = change(new Change(project, copy));
                Volatile.Write(ref documents, copy.ToImmutable());
                return Task.FromResult(result);
            }
            catch (Exception e)
            {
                return Task.FromException<T>(e);
            }
        }
    }

    static DocumentPage List(IReadOnlyDictionary<Key, Document> documents, string project, DocumentQuery query)
    {
        var found = documents
            .Where(d => d.Key.Project == project && d.Key.Kind == query.Kind)
            .Select(d => d.Value)
            .Where(d => query.Parent is null || d.Parent == query.Parent)
            .Where(d => query.Name is null || d.Name == query.Name)
            .Where(d =>
                query.NamePrefix is null || d.Name?.StartsWith(query.NamePrefix, StringComparison.Ordinal) == true
            )
            .ToArray();
        var ordered = query.Order switch
        {
            DocumentOrder.NewestFirst => found
                .OrderByDescending(d => d.CreatedNano)
                .ThenByDescending(d => d.Id, ByBytes),
            DocumentOrder.OldestFirst => found.OrderBy(d => d.CreatedNano).ThenBy(d => d.Id, ByBytes),
            DocumentOrder.NameAscending => found.OrderBy(d => d.Name, ByBytes).ThenBy(d => d.Id, ByBytes),
            _ => found.OrderByDescending(d => d.Name, ByBytes).ThenByDescending(d => d.Id, ByBytes),
        };
        return new([.. ordered.Skip((int)Math.Min(query.Offset, int.MaxValue)).Take(query.Limit)], found.Length);
    }

    readonly record struct Key(string Project, string Kind, string Id);

    sealed class Change(string project, ImmutableDictionary<Key, Document>.Builder documents) : IDocumentChange
    {
        public Document? Find(string kind, string id) => documents.GetValueOrDefault(new(project, kind, id));

        public DocumentPage List(DocumentQuery query) => MemoryDocuments.List(documents, project, query);

        public void Put(Document document)
        {
            document.RequireSize();
            documents[new(project, document.Kind, document.Id)] = document with { Json = document.Json.ToArray() };
        }

        public bool Delete(string kind, string id) => documents.Remove(new Key(project, kind, id));
    }
}
