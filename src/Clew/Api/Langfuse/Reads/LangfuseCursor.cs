using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clew.Model;
using Clew.Store;

namespace Clew.Api.Langfuse.Reads;

/// <summary>
/// Where a page ended, as text that only we need understand: Base64 of JSON with the members that Langfuse's has, but
/// with nanoseconds.
/// </summary>
static class LangfuseCursor
{
    public static string Write(RowCursor cursor)
    {
        var json = new JsonObject
        {
            ["lastStartTimeTo"] = cursor.TimeNano.ToString(CultureInfo.InvariantCulture),
            ["lastTraceId"] = cursor.Trace.IsEmpty ? "" : cursor.Trace.ToString(),
            ["lastId"] = cursor.Score ?? cursor.Span.ToString(),
        };
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(json.ToJsonString(LangfuseReadJson.Plain.Options)));
    }

    /// <param name="isOfScore">Whether it is of a list of scores.</param>
    public static RowCursor? Read(LangfuseCheck check, string? text, bool isOfScore = false)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            // A client may pass it on without escaping the plus signs.
            using var document = JsonDocument.Parse(Convert.FromBase64String(text.Replace(' ', '+')));
            var (root, trace, span) = (document.RootElement, default(TraceId), default(SpanId));
            var id = root.GetProperty("lastId").GetString();
            if (
                long.TryParse(
                    root.GetProperty("lastStartTimeTo").GetString(),
                    CultureInfo.InvariantCulture,
                    out var time
                )
                && id is not null
                && (
                    isOfScore
                    || (
                        TraceId.TryParse(root.GetProperty("lastTraceId").GetString(), out trace)
                        && SpanId.TryParse(id, out span)
                    )
                )
            )
            {
                return new(time, trace, span, isOfScore ? id : null);
            }
        }
        catch (Exception e)
            when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Told below.
        }

        check.Note("invalid_value", "cursor is not one that this API gave; leave it out to start anew.", "cursor");
        return null;
    }
}
