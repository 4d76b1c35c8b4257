using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Clew.Api.Langfuse.Media;
using Clew.Dialects.Parsing;
using Clew.Store;
using Microsoft.AspNetCore.Http;

namespace Clew.Api.Langfuse.Datasets;

/// <summary>
/// Finds the media in items of datasets: texts that are a token and nothing else. Clients put the medium in the place of
/// such a text, so that a token in the middle of one is left to be read.
/// </summary>
static partial class LangfuseItemMedia
{
    public static async Task<IReadOnlyList<LangfuseDatasetItem>> AddAsync(
        HttpContext context,
        IDocumentStore documents,
        MediaAddresses addresses,
        IReadOnlyList<LangfuseDatasetItem> items,
        CancellationToken ct
    )
    {
        var project = TracesApi.ProjectOf(context);
        var known = new Dictionary<string, LangfuseReferredMedia?>();
        var whole = new List<LangfuseDatasetItem>(items.Count);
        foreach (var item in items)
        {
            var references = new List<LangfuseMediaReference>();
            foreach (var (field, path, token, id) in TokensOf(item))
            {
                if (!known.TryGetValue(id, out var medium))
                {
                    known[id] = medium = await FindAsync(id);
                }

                if (medium is not null)
                {
                    references.Add(new(field, token, path, medium));
                }
            }

            whole.Add(references.Count == 0 ? item : item with { MediaReferences = references });
        }

        return whole;

        async Task<LangfuseReferredMedia?> FindAsync(string id)
        {
            if (await MediaRecord.FindUploadedAsync(documents, project, id, ct) is not { } record)
            {
                return null;
            }

            var (url, expiry) = addresses.Of(context.Request, MediaAddresses.Content, project, id);
            return new(id, record.ContentType, record.ContentLength, url, expiry);
        }
    }

    /// <summary>Notes which media an item has, so that they stay when the trace goes from which it was taken.</summary>
    public static void KeepUses(IDocumentChange change, LangfuseDatasetItem item, long now)
    {
        foreach (var (field, id) in TokensOf(item).Select(found => (found.Field, found.Id)).Distinct())
        {
            change.Put(new MediaUse(null, null, item.DatasetId, item.Id, field).ToDocument(id, now));
        }
    }

    /// <summary>When an item goes with all its versions.</summary>
    public static void StrikeUses(IDocumentChange change, string item)
    {
        foreach (var use in change.List(new(MediaUse.Kind) { Name = item, Limit = int.MaxValue }).Documents)
        {
            // The name may also be the id of a trace.
            if (use.Read(LangfuseJson.Plain.MediaUse).DatasetItemId == item)
            {
                change.Delete(MediaUse.Kind, use.Id);
            }
        }
    }

    static List<(string Field, string Path, string Token, string Id)> TokensOf(LangfuseDatasetItem item)
    {
        var found = new List<(string, string, string, string)>();
        foreach (
            var (field, value) in new[]
            {
                ("input", item.Input),
                ("expectedOutput", item.ExpectedOutput),
                ("metadata", item.Metadata),
            }
        )
        {
            // Most items have none, and need no walk.
            if (value is { } v && JsonMarshal.GetRawUtf8Value(v).IndexOf("@@@langfuseMedia:"u8) >= 0)
            {
                Walk(v, "$", (path, token, id) => found.Add((field, path, token, id)));
            }
        }

        return found;
    }

    static void Walk(JsonElement value, string path, Action<string, string, string> found)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when Token().Match(JsonStrings.TextOf(value)!) is { Success: true } match:
                found(path, match.Value, match.Groups["id"].Value);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Walk(member.Value, $"{path}['{JsonStrings.NameOf(member)}']", found);
                }

                break;
            case JsonValueKind.Array:
                foreach (var (place, item) in value.EnumerateArray().Index())
                {
                    Walk(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{place}]"), found);
                }

                break;
        }
    }

    [GeneratedRegex(@"\A@@@langfuseMedia:type=[^|@]+\|id=(?<id>[^|@]+)\|source=[^|@]+@@@\z")]
    private static partial Regex Token();
}
