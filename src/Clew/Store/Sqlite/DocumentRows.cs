namespace Clew.Store.Sqlite;

/// <summary>The rows of the table <c>document</c>.</summary>
static class DocumentRows
{
    const string Columns = "kind, id, parent, name, created, updated, json";

    public static Document? Find(Database database, long project, string kind, string id)
    {
        using var find = database.PrepareOnce(
            $"SELECT {Columns} FROM document WHERE project = ? AND kind = ? AND id = ?"
        );
        return find.Bind(1, project).Bind(2, kind).Bind(3, id).Step() ? Read(find) : null;
    }

    public static DocumentPage List(Database database, long project, DocumentQuery query)
    {
        var where = "project = ?1 AND kind = ?2";
        where += query.Parent is null ? "" : " AND parent = ?3";
        where += query.Name is null ? "" : " AND name = ?4";
        // The first half is for the index.
        where += query.NamePrefix is null ? "" : " AND name >= ?5 AND substr(name, 1, length(?5)) = ?5";
        var order = query.Order switch
        {
            DocumentOrder.NewestFirst => "created DESC, id DESC",
            DocumentOrder.OldestFirst => "created, id",
            DocumentOrder.NameAscending => "name, id",
            _ => "name DESC, id DESC",
        };
        using var count = Bind(database.PrepareOnce($"SELECT count(*) FROM document WHERE {where}"), project, query);
        count.Step();
        var total = count.Long(0);
        var documents = new List<Document>();
        if (query.Offset < total)
        {
            using var list = Bind(
                database.PrepareOnce(
                    $"SELECT {Columns} FROM document WHERE {where} ORDER BY {order} LIMIT ?6 OFFSET ?7"
                ),
                project,
                query
            );
            list.Bind(6, query.Limit).Bind(7, query.Offset);
            while (list.Step())
            {
                documents.Add(Read(list));
            }
        }

        return new(documents, total);
    }

    public static void Put(Database database, long project, Document document)
    {
        using var put = database.PrepareOnce(
            $"INSERT INTO document (project, {Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) "
                + "ON CONFLICT (project, kind, id) DO UPDATE SET parent = ?4, name = ?5, created = ?6, updated = ?7, json = ?8"
        );
        put.Bind(1, project).Bind(2, document.Kind).Bind(3, document.Id).Bind(4, document.Parent);
        put.Bind(5, document.Name).Bind(6, document.CreatedNano).Bind(7, document.UpdatedNano);
        put.Bind(8, document.Json.Span).Run();
    }

    public static bool Delete(Database database, long project, string kind, string id)
    {
        using var delete = database.PrepareOnce("DELETE FROM document WHERE project = ? AND kind = ? AND id = ?");
        return delete.Bind(1, project).Bind(2, kind).Bind(3, id).Run() == 1;
    }

    /// <summary>Binds what the condition names; SQLite refuses a number that it does not name.</summary>
    static Statement Bind(Statement statement, long project, DocumentQuery query)
    {
        statement.Bind(1, project).Bind(2, query.Kind);
        if (query.Parent is { } parent)
        {
            statement.Bind(3, parent);
        }

        if (query.Name is { } name)
        {
            statement.Bind(4, name);
        }

        return query.NamePrefix is { } prefix ? statement.Bind(5, prefix) : statement;
    }

    static Document Read(Statement row) =>
        new(row.Text(0)!, row.Text(1)!, row.Text(2), row.Text(3), row.Long(4), row.Long(5), row.Blob(6).ToArray());
}
