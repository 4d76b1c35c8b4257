using System.Globalization;
using System.Text;
using Clew.Store;

namespace Clew.Tests.Store;

/// <summary>What every store must do with documents. A store is tested by inheriting this.</summary>
public abstract class DocumentContract : IAsyncLifetime
{
    static readonly CancellationToken None = CancellationToken.None;

    internal IDocumentStore Documents { get; private set; } = null!;
    IProjectStore projects = null!;

    internal abstract (IDocumentStore, IProjectStore) Open();

    public virtual async Task InitializeAsync()
    {
        (Documents, projects) = Open();
        await projects.CreateProjectAsync(new("other", "Other", 1), None);
    }

    public abstract Task DisposeAsync();

    internal static Document Of(
        string id,
        string json = "{}",
        long created = 1,
        string? parent = null,
        string? name = null
    ) => new("note", id, parent, name, created, created + 1, Encoding.UTF8.GetBytes(json));

    internal Task Put(params Document[] documents) =>
        Documents.ChangeAsync(
            "default",
            change =>
            {
                Array.ForEach(documents, change.Put);
                return 0;
            },
            None
        );

    internal async Task<string?> Json(string id, string project = "default") =>
        await Documents.FindAsync(project, "note", id, None) is { } found
            ? Encoding.UTF8.GetString(found.Json.Span)
            : null;

    async Task<string> Ids(DocumentQuery query, string project = "default")
    {
        var page = await Documents.ListAsync(project, query, None);
        return string.Join(' ', page.Documents.Select(d => d.Id)) + " of " + page.Total;
    }

    [Fact]
    public async Task EverythingOfADocumentComesBack()
    {
        await Put(Of("ä/b", "{\"a\":\"☔\"}", 5, "p", "n"), Of("bare"));
        var found = Assert.IsType<Document>(await Documents.FindAsync("default", "note", "ä/b", None));
        Assert.Equal(("note", "ä/b", "p", "n"), (found.Kind, found.Id, found.Parent, found.Name));
        Assert.Equal((5, 6, "{\"a\":\"☔\"}"), (found.CreatedNano, found.UpdatedNano, await Json("ä/b")));
        var bare = await Documents.FindAsync("default", "note", "bare", None);
        Assert.Equal((null, null), (bare!.Parent, bare.Name));
        Assert.Null(await Documents.FindAsync("default", "other kind", "bare", None));
    }

    [Fact]
    public async Task PuttingReplacesAndDeletingIsFinal()
    {
        await Put(Of("a", "1", 1, "p", "n"));
        await Put(Of("a", "2", 9));
        Assert.Equal("2", await Json("a"));
        Assert.Equal("a of 1", await Ids(new("note")));
        Assert.Equal(" of 0", await Ids(new("note") { Parent = "p" }));
        Assert.True(await Documents.ChangeAsync("default", change => change.Delete("note", "a"), None));
        Assert.False(await Documents.ChangeAsync("default", change => change.Delete("note", "a"), None));
        Assert.Null(await Json("a"));
        Assert.Equal(" of 0", await Ids(new("note")));
    }

    [Fact]
    public async Task TheMemoryOfAPutBelongsToTheCallerAgain()
    {
        var bytes = "123"u8.ToArray();
        await Put(Of("a") with { Json = bytes });
        bytes[0] = (byte)'9';
        Assert.Equal("123", await Json("a"));
    }

    [Fact]
    public async Task ListsAreNarrowedOrderedAndCut()
    {
        await Put(
            Of("1", created: 3, parent: "p", name: "b/x"),
            Of("2", created: 2, parent: "q", name: "b/y"),
            Of("3", created: 2, parent: "p", name: "a"),
            Of("4", created: 1, parent: "p", name: "b"),
            Of("5", created: 4)
        );
        await Put(Of("1", created: 9) with { Kind = "else" });
        Assert.Equal("5 1 3 2 4 of 5", await Ids(new("note")));
        Assert.Equal("4 2 3 1 5 of 5", await Ids(new("note") { Order = DocumentOrder.OldestFirst }));
        Assert.Equal("5 3 4 1 2 of 5", await Ids(new("note") { Order = DocumentOrder.NameAscending }));
        Assert.Equal("2 1 4 3 5 of 5", await Ids(new("note") { Order = DocumentOrder.NameDescending }));
        Assert.Equal("1 3 4 of 3", await Ids(new("note") { Parent = "p" }));
        Assert.Equal("4 of 1", await Ids(new("note") { Name = "b" }));
        Assert.Equal("1 2 of 2", await Ids(new("note") { NamePrefix = "b/" }));
        Assert.Equal("1 of 1", await Ids(new("note") { NamePrefix = "b/", Parent = "p" }));
        Assert.Equal("3 2 of 5", await Ids(new("note") { Offset = 2, Limit = 2 }));
        Assert.Equal("4 of 5", await Ids(new("note") { Offset = 4, Limit = 2 }));
        Assert.Equal(" of 5", await Ids(new("note") { Offset = 5 }));
        Assert.Equal(" of 5", await Ids(new("note") { Limit = 0 }));
    }

    [Fact]
    public async Task TextComparesByItsBytesAndWildcardsMeanThemselves()
    {
        await Put(
            Of("1", name: "a%"),
            Of("2", name: "ab"),
            Of("3", name: "A_"),
            Of("4", name: "\uFF5E"),
            Of("5", name: "😀")
        );
        Assert.Equal("3 1 2 4 5 of 5", await Ids(new("note") { Order = DocumentOrder.NameAscending }));
        Assert.Equal("1 of 1", await Ids(new("note") { NamePrefix = "a%" }));
        Assert.Equal("3 of 1", await Ids(new("note") { NamePrefix = "A_" }));
        Assert.Equal("5 of 1", await Ids(new("note") { NamePrefix = "😀" }));
    }

    [Fact]
    public async Task AChangeSeesWhatItDidAndWhatWasThere()
    {
        await Put(Of("old", created: 1));
        var seen = await Documents.ChangeAsync(
            "default",
            change =>
            {
                change.Put(Of("new", created: 2));
                change.Delete("note", "old");
                return (change.Find("note", "old"), change.Find("note", "new"), change.List(new("note")));
            },
            None
        );
        Assert.Null(seen.Item1);
        Assert.NotNull(seen.Item2);
        Assert.Equal(("new", 1), (Assert.Single(seen.Item3.Documents).Id, seen.Item3.Total));
    }

    [Fact]
    public async Task AChangeThatThrowsChangesNothingAndItsExceptionComesOut()
    {
        await Put(Of("a", "1"));
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() =>
            Documents.ChangeAsync<int>(
                "default",
                change =>
                {
                    change.Put(Of("a", "2"));
                    change.Put(Of("b"));
                    throw new InvalidDataException("as it must");
                },
                None
            )
        );
        Assert.Equal("as it must", refusal.Message);
        Assert.Equal("1", await Json("a"));
        Assert.Equal("a of 1", await Ids(new("note")));
        await Put(Of("b"));
        Assert.Equal("b a of 2", await Ids(new("note")));
    }

    [Fact]
    public async Task ADocumentThatIsTooLargeIsRefused()
    {
        await Put(Of("a") with { Json = new byte[Document.MaxBytes] });
        await Assert.ThrowsAsync<ArgumentException>(() => Put(Of("b") with { Json = new byte[Document.MaxBytes + 1] }));
        Assert.Equal("a of 1", await Ids(new("note")));
    }

    [Fact]
    public async Task FiftyThatCountUpAtOnceCountToFifty()
    {
        var numbers = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(_ =>
                    Task.Run(() =>
                        Documents.ChangeAsync(
                            "default",
                            change =>
                            {
                                var version = (int)change.List(new("note") { Limit = 0 }).Total + 1;
                                change.Put(Of(version.ToString(CultureInfo.InvariantCulture)));
                                return version;
                            },
                            None
                        )
                    )
                )
        );
        Assert.Equal(Enumerable.Range(1, 50), numbers.Order());
        Assert.Equal(50, (await Documents.ListAsync("default", new("note"), None)).Total);
    }

    [Fact]
    public async Task ProjectsSeeNothingOfEachOther()
    {
        await Put(Of("a", "1"));
        await Documents.ChangeAsync(
            "other",
            change =>
            {
                Assert.Null(change.Find("note", "a"));
                Assert.False(change.Delete("note", "a"));
                change.Put(Of("a", "2"));
                return 0;
            },
            None
        );
        Assert.Equal(("1", "2"), (await Json("a"), await Json("a", "other")));
        Assert.Equal("a of 1", await Ids(new("note"), "other"));
        Assert.Null(await Json("a", "nobody"));
        Assert.Equal(" of 0", await Ids(new("note"), "nobody"));
        await Assert.ThrowsAsync<UnknownProjectException>(() => Documents.ChangeAsync("nobody", _ => 0, None));
    }
}
