using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Clew.Store;

namespace Clew.Api.Langfuse;

/// <summary>Documents as the records that they hold.</summary>
static class LangfuseDocuments
{
    public static string NewId() => Guid.NewGuid().ToString();

    /// <summary>Unix nanoseconds, in whole milliseconds: that is what answers can show.</summary>
    public static long NowNano(this TimeProvider time) => time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;

    public static T Read<T>(this Document document, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(document.Json.Span, type)
        ?? throw new InvalidDataException($"The {document.Kind} '{document.Id}' is empty.");

    /// <exception cref="LangfuseRefusal">It is larger than a document may be.</exception>
    public static byte[] Write<T>(T value, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        return json.Length <= Document.MaxBytes
            ? json
            : throw LangfuseRefusal.TooLarge(
                $"This takes {json.Length} bytes as it is kept; at most {Document.MaxBytes} are possible."
            );
    }
}
