using System.Runtime.ExceptionServices;

namespace Clew.Store.Sqlite;

/// <summary>Documents in the same file as the traces. Changes wait in the same line as everything that is written.</summary>
sealed class SqliteDocuments(Writer writer, Readers readers, ProjectNumbers numbers) : IDocumentStore
{
    /// <summary>What the rows and their indexes take beside the JSON, about.</summary>
    const int RowBytes = 512;

    public Task<Document?> FindAsync(string project, string kind, string id, CancellationToken ct) =>
        readers.ReadAsync(reader => DocumentRows.Find(reader.Database, numbers.Find(project), kind, id), ct);

    public Task<DocumentPage> ListAsync(string project, DocumentQuery query, CancellationToken ct) =>
        readers.ReadAsync(reader => DocumentRows.List(reader.Database, numbers.Find(project), query), ct);

    public async Task<T> ChangeAsync<T>(string project, Func<IDocumentChange, T> change, CancellationToken ct)
    {
        var number = numbers.NumberOf(project);
        var result = default(T)!;
        ExceptionDispatchInfo? refusal = null;
        await writer.RunCountedAsync(
            database =>
            {
                var documents = new Change(database, number);
                database.Execute("SAVEPOINT change");
                try
                {
                    result = change(documents);
                }
                catch (Exception e) when (e is not SqliteException)
                {
                    // The caller's own reason not to change anything; nothing is wrong with the store.
                    refusal = ExceptionDispatchInfo.Capture(e);
                    database.Execute("ROLLBACK TO change");
                }

                database.Execute("RELEASE change");
                return documents.Bytes;
            },
            ct
        );
        refusal?.Throw();
        return result;
    }

    sealed class Change(Database database, long project) : IDocumentChange
    {
        /// <summary>About how much was written.</summary>
        public long Bytes { get; private set; }

        public Document? Find(string kind, string id) => DocumentRows.Find(database, project, kind, id);

        public DocumentPage List(DocumentQuery query) => DocumentRows.List(database, project, query);

        public void Put(Document document)
        {
            document.RequireSize();
            DocumentRows.Put(database, project, document);
            Bytes += document.Json.Length + RowBytes;
        }

        public bool Delete(string kind, string id)
        {
            Bytes += RowBytes;
            return DocumentRows.Delete(database, project, kind, id);
        }
    }
}
