using System.Buffers;
using System.Text;
using System.Text.Json;
using Clew.Model;

namespace Clew.Dialects.Parsing;

/// <summary>
/// Puts facts by path together again as one JSON object: metadata, parameters. The counterpart of
/// <see cref="Leaves"/>. Where a path is both a value and a parent of values, what was said later stays.
/// </summary>
static class PathTree
{
    public static string ToJson(Fold fold, Field field) =>
        // Parameters have plain names, which may contain dots.
        ToJson(fold.Leaves(field), isFlat: field == Field.Parameter);

    /// <summary>The metadata of a trace: that of its root span, under what was said of the trace itself.</summary>
    public static string OfTrace(IEnumerable<KeyValuePair<string, string>> stated, Fold? rootSpan) =>
        ToJson((rootSpan?.Leaves(Field.Metadata) ?? []).Concat(stated), isFlat: false);

    static string ToJson(IEnumerable<KeyValuePair<string, string>> leaves, bool isFlat)
    {
        var root = new Node();
        foreach (var (path, json) in leaves)
        {
            root.Set(isFlat ? [path] : Split(path), json);
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Json.Writing);
        root.Write(writer);
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary><c>a\.b.c</c> is <c>a.b</c>, <c>c</c>.</summary>
    internal static List<string> Split(string path)
    {
        var names = new List<string>();
        var name = new StringBuilder();
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '.')
            {
                names.Add(name.ToString());
                name.Clear();
            }
            else
            {
                i += path[i] == '\\' && i + 1 < path.Length ? 1 : 0;
                name.Append(path[i]);
            }
        }

        names.Add(name.ToString());
        return names;
    }

    sealed class Node
    {
        readonly Dictionary<string, Node> members = new(StringComparer.Ordinal);
        string? json;

        public void Set(List<string> names, string value)
        {
            var node = this;
            foreach (var name in names)
            {
                node.json = null;
                if (!node.members.TryGetValue(name, out var next))
                {
                    node.members.Add(name, next = new());
                }

                node = next;
            }

            node.members.Clear();
            node.json = value;
        }

        public void Write(Utf8JsonWriter writer)
        {
            if (json is not null)
            {
                writer.WriteRawValue(json, skipInputValidation: true);
                return;
            }

            writer.WriteStartObject();
            foreach (var (name, member) in members)
            {
                writer.WritePropertyName(name);
                member.Write(writer);
            }

            writer.WriteEndObject();
        }
    }
}
