using System.Text.Json;
using Clew.Model;
using Microsoft.AspNetCore.Http;

namespace Clew.Api;

/// <summary>Which traces a request is about, in its body.</summary>
sealed record TraceIdList(IReadOnlyList<string?>? TraceIds)
{
    const int Most = 1000;

    /// <summary>The ids, or a sentence that says what is wrong with the body.</summary>
    public static async Task<(TraceId[] Ids, string? Complaint)> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        TraceIdList? list;
        try
        {
            list = await JsonSerializer.DeserializeAsync(request.Body, ApiJson.Plain.TraceIdList, ct);
        }
        catch (JsonException e)
        {
            return ([], $"The body must be JSON such as {{\"traceIds\": [\"…\"]}}; it is not, at {Place(e)}.");
        }

        if (list?.TraceIds is not { Count: >= 1 and <= Most } texts)
        {
            return ([], $"traceIds has {list?.TraceIds?.Count ?? 0} ids; it must be a list of 1 to {Most}.");
        }

        var ids = new TraceId[texts.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            if (!TraceId.TryParse(texts[i], out ids[i]))
            {
                return ([], $"traceIds[{i}] is not an id: 1 to 800 characters, none of them a control character.");
            }
        }

        return (ids, null);
    }

    static string Place(JsonException e) =>
        e.Path is null or "$" ? $"byte {e.BytePositionInLine ?? 0} of line {1 + (e.LineNumber ?? 0)}" : e.Path;
}
