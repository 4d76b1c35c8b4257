using Clew.Store;
using Clew.Store.Memory;

namespace Clew.Tests.Store;

public sealed class MemoryDocumentTests : DocumentContract
{
    internal override (IDocumentStore, IProjectStore) Open()
    {
        var store = new MemoryStore(TimeProvider.System, new SayingDeriver());
        return (store.Documents, store);
    }

    public override Task DisposeAsync() => Task.CompletedTask;
}

public sealed class MemoryMediaTests : MediaContract
{
    internal override (IMediaStore, IProjectStore) Open()
    {
        var store = new MemoryStore(TimeProvider.System, new SayingDeriver());
        return (store.Media, store);
    }

    public override Task DisposeAsync() => Task.CompletedTask;
}
