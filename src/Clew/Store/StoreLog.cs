using Microsoft.Extensions.Logging;

namespace Clew.Store;

/// <summary>What stores have to say about themselves. No content of a trace is ever logged.</summary>
static partial class StoreLog
{
    [LoggerMessage(100, LogLevel.Error, "A commit failed; its requests were answered as not kept.")]
    public static partial void CommitFailed(ILogger log, Exception e);

    [LoggerMessage(101, LogLevel.Critical, "A rollback failed.")]
    public static partial void RollbackFailed(ILogger log, Exception e);

    [LoggerMessage(102, LogLevel.Warning, "A checkpoint failed; it will be tried again.")]
    public static partial void CheckpointFailed(ILogger log, Exception e);

    [LoggerMessage(
        103,
        LogLevel.Warning,
        "Older traces were understood by other rules than this version's; 'clew reindex' brings them up to date."
    )]
    public static partial void RulesChanged(ILogger log);

    [LoggerMessage(104, LogLevel.Error, "Block {Block} is damaged: deleted records cannot be wiped from it.")]
    public static partial void BlockCannotBeWiped(ILogger log, long block, Exception e);

    [LoggerMessage(105, LogLevel.Error, "Deleted records could not be wiped; the next deletion or start tries again.")]
    public static partial void WipingFailed(ILogger log, Exception e);

    [LoggerMessage(109, LogLevel.Error, "Totals could not be rolled up; long ranges are added up from rows meanwhile.")]
    public static partial void RollupFailed(ILogger log, Exception e);
}
