using Clew.Api.Langfuse.Datasets;
using Clew.Model;
using Clew.Store;

namespace Clew.Api.Langfuse.Media;

/// <summary>
/// Deletes the media of traces that nothing else refers to. To be called before the traces go: whoever was interrupted
/// still sees them, asks again, and what is left to do is done. Every step can be repeated.
/// </summary>
sealed class MediaOfTraces(IDocumentStore documents, IMediaStore media)
{
    public async Task DeleteAsync(string project, IReadOnlyCollection<TraceId> traces, CancellationToken ct)
    {
        foreach (var trace in traces)
        {
            await DeleteAsync(project, trace.ToString(), ct);
        }
    }

    async Task DeleteAsync(string project, string trace, CancellationToken ct)
    {
        var uses = new List<(string Id, string Medium)>();
        await foreach (var document in documents.AllAsync(project, new(MediaUse.Kind) { Name = trace }, ct))
        {
            // The name may also be the id of an item.
            if (document.Read(LangfuseJson.Plain.MediaUse).TraceId == trace)
            {
                uses.Add((document.Id, document.Parent!));
            }
        }

        foreach (var group in uses.GroupBy(use => use.Medium))
        {
            HashSet<string> mine = [.. group.Select(use => use.Id)];
            if (!await IsUsedByOthersAsync(project, group.Key, mine, ct))
            {
                await documents.ChangeAsync(project, change => Forget(change, group.Key), ct);
                await media.DeleteAsync(project, group.Key, ct);
            }

            await documents.ChangeAsync(project, change => Strike(change, group.Key, mine), ct);
        }
    }

    async Task<bool> IsUsedByOthersAsync(string project, string id, HashSet<string> mine, CancellationToken ct) =>
        await documents
            .AllAsync(project, new(MediaUse.Kind) { Parent = id }, ct)
            .AnyAsync(use => !mine.Contains(use.Id), ct);

    /// <summary>Before the bytes go: whoever announces them from now on is asked to send them.</summary>
    static bool Forget(IDocumentChange change, string id)
    {
        if (change.Find(MediaRecord.Kind, id) is { } found)
        {
            var record = found.Read(LangfuseJson.Plain.MediaRecord) with { UploadedAt = null };
            change.Put(record.ToDocument(id, found.CreatedNano, found.UpdatedNano));
        }

        return true;
    }

    /// <summary>The uses last: they are what an interrupted deletion is found by.</summary>
    static bool Strike(IDocumentChange change, string id, HashSet<string> mine)
    {
        foreach (var use in mine)
        {
            change.Delete(MediaUse.Kind, use);
        }

        return change.List(new(MediaUse.Kind) { Parent = id, Limit = 1 }).Total > 0
            || change.Delete(MediaRecord.Kind, id);
    }
}
