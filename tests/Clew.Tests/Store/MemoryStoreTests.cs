using Clew.Store;
using Clew.Store.Memory;

namespace Clew.Tests.Store;

public sealed class MemoryStoreTests : StoreContract
{
    internal override (ITraceStore, IProjectStore) Open()
    {
        var store = new MemoryStore(TimeProvider.System, Deriver);
        return (store, store);
    }
}
