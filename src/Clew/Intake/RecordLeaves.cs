using System.Text;
using System.Text.Json;
using Clew.Model;

namespace Clew.Intake;

/// <summary>Takes what was decoded apart into leaves, without asking what any of it means.</summary>
static class RecordLeaves
{
    /// <summary>Deeper than anybody asks; what is below is still part of the text.</summary>
    const int DeepestPath = 16;

    // Ids and times are found by their own fields; as text they would only be in the way.
    static readonly string[] unread =
    [
        "id",
        "traceId",
        "parentObservationId",
        "observationId",
        "timestamp",
        "startTime",
        "endTime",
        "completionStartTime",
    ];

    public static void Of(DecodedSpan span, bool withOrigin, ILeafSink sink)
    {
        AddText(LeafSite.Name, span.Name, sink);
        AddAll(LeafSite.Attribute, span.Attributes, sink);
        foreach (var happened in span.Events)
        {
            AddText(LeafSite.EventName, happened.Name, sink);
            AddAll(LeafSite.EventAttribute, happened.Attributes, sink);
        }

        foreach (var link in span.Links)
        {
            AddAll(LeafSite.LinkAttribute, link.Attributes, sink);
        }

        AddText(LeafSite.Status, span.StatusMessage, sink);
        if (withOrigin)
        {
            AddOrigin(span.Resource, span.Scope, sink);
        }
    }

    public static void Of(DecodedLog log, bool withOrigin, ILeafSink sink)
    {
        AddText(LeafSite.Name, Encoding.UTF8.GetBytes(log.EventName), sink);
        Add(LeafSite.LogBody, default, log.Body, isAttribute: false, 0, sink);
        AddAll(LeafSite.LogAttribute, log.Attributes, sink);
        AddText(LeafSite.LogAttribute, Encoding.UTF8.GetBytes(log.SeverityText), sink);
        if (withOrigin)
        {
            AddOrigin(log.Resource, log.Scope, sink);
        }
    }

    public static void Of(LangfuseEvent said, ILeafSink sink)
    {
        foreach (var member in said.Body)
        {
            var key = member.KeyText;
            if (!unread.Contains(key, StringComparer.Ordinal) && !member.Utf8.SequenceEqual("null"u8))
            {
                var bytes = Encoding.UTF8.GetBytes(key);
                sink.Add(new(LeafSite.Member, bytes, ValueKind.String, member.Memory, 0, true, false));
            }

            // Inputs and outputs are content, and no attribute of anything.
            if (key is not ("input" or "output"))
            {
                AddMembers(key, member.Memory, sink);
            }
        }
    }

    static void AddOrigin(DecodedOrigin resource, DecodedOrigin scope, ILeafSink sink)
    {
        AddAll(LeafSite.Resource, resource.Attributes, sink);
        AddText(LeafSite.Scope, Encoding.UTF8.GetBytes(scope.Name), sink);
        AddAll(LeafSite.Scope, scope.Attributes, sink);
    }

    static void AddText(LeafSite site, ReadOnlyMemory<byte> utf8, ILeafSink sink)
    {
        if (!utf8.IsEmpty)
        {
            sink.Add(new(site, default, ValueKind.String, utf8, 0, true, false));
        }
    }

    static void AddAll(LeafSite site, Attributes attributes, ILeafSink sink)
    {
        foreach (var value in attributes)
        {
            Add(site, value.KeyMemory, value, isAttribute: true, 0, sink);
        }
    }

    static void Add(
        LeafSite site,
        ReadOnlyMemory<byte> key,
        in Value value,
        bool isAttribute,
        int depth,
        ILeafSink sink
    )
    {
        switch (value.Kind)
        {
            case ValueKind.String:
                sink.Add(new(site, key, ValueKind.String, value.Memory, 0, true, isAttribute));
                break;
            case ValueKind.Bool or ValueKind.Int or ValueKind.Double:
                sink.Add(new(site, key, value.Kind, default, value.Int, true, isAttribute));
                break;
            case ValueKind.Array:
                foreach (var item in value.Children)
                {
                    Add(site, key, item, isAttribute && depth < DeepestPath, depth + 1, sink);
                }

                break;
            case ValueKind.Map:
                foreach (var item in value.Children)
                {
                    Add(site, Join(key, item.Key, depth), item, isAttribute && depth < DeepestPath, depth + 1, sink);
                }

                break;
            default:
                break;
        }
    }

    static ReadOnlyMemory<byte> Join(ReadOnlyMemory<byte> path, ReadOnlySpan<byte> key, int depth)
    {
        if (depth >= DeepestPath)
        {
            return path;
        }

        if (path.IsEmpty)
        {
            return key.ToArray();
        }

        var joined = new byte[path.Length + 1 + key.Length];
        path.Span.CopyTo(joined);
        joined[path.Length] = (byte)'.';
        key.CopyTo(joined.AsSpan(path.Length + 1));
        return joined;
    }

    /// <summary>The scalars of a member by their paths; of an array each under the path of the array.</summary>
    static void AddMembers(string key, ReadOnlyMemory<byte> json, ILeafSink sink)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            AddMembers(key, document.RootElement, 0, sink);
        }
        catch (JsonException)
        {
            // Deeper than anybody asks; it is still part of the text.
        }
    }

    static void AddMembers(string path, JsonElement element, int depth, ILeafSink sink)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when depth < DeepestPath:
                foreach (var member in element.EnumerateObject())
                {
                    AddMembers($"{path}.{member.Name}", member.Value, depth + 1, sink);
                }

                break;
            case JsonValueKind.Array when depth < DeepestPath:
                foreach (var item in element.EnumerateArray())
                {
                    AddMembers(path, item, depth + 1, sink);
                }

                break;
            case JsonValueKind.String:
                AddValue(path, ValueKind.String, TextOf(element), 0, sink);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                AddValue(path, ValueKind.Bool, default, element.ValueKind == JsonValueKind.True ? 1 : 0, sink);
                break;
            case JsonValueKind.Number when element.TryGetInt64(out var whole):
                AddValue(path, ValueKind.Int, default, whole, sink);
                break;
            case JsonValueKind.Number when element.TryGetDouble(out var number) && double.IsFinite(number):
                AddValue(path, ValueKind.Double, default, BitConverter.DoubleToInt64Bits(number), sink);
                break;
            default:
                break;
        }
    }

    static byte[] TextOf(JsonElement text)
    {
        try
        {
            return Encoding.UTF8.GetBytes(text.GetString()!);
        }
        catch (InvalidOperationException)
        {
            // Half a character.
            return Encoding.UTF8.GetBytes(text.GetRawText());
        }
    }

    static void AddValue(string path, ValueKind kind, ReadOnlyMemory<byte> utf8, long bits, ILeafSink sink) =>
        sink.Add(new(LeafSite.Member, Encoding.UTF8.GetBytes(path), kind, utf8, bits, false, true));
}
