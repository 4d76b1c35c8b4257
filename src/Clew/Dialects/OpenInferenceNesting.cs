using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// OpenInference that was not flattened, or only half: <c>llm.input_messages</c> as a list of objects or as JSON text,
/// <c>llm</c> as one object. Gateways and stores that unflatten on the way in send it on like this. It is flattened
/// here, so that everything else need know only one form.
/// </summary>
static class OpenInferenceNesting
{
    /// <summary>The attributes in flat form; false if they are in it already.</summary>
    public static bool TryFlatten(Attributes attributes, out Attributes flat)
    {
        flat = attributes;
        if (!IsNested(attributes))
        {
            return false;
        }

        var flattener = new TapeFlattener(IsLeaf);
        foreach (var value in attributes)
        {
            if (IsNested(value))
            {
                flattener.Flatten(value);
            }
            else if (IsNestedText(value))
            {
                flattener.FlattenText(value);
            }
            else
            {
                flattener.Copy(value);
            }
        }

        flat = flattener.End();
        return true;
    }

    static bool IsNested(Attributes attributes)
    {
        foreach (var value in attributes)
        {
            if (IsNested(value) || IsNestedText(value))
            {
                return true;
            }
        }

        return false;
    }

    static bool IsNested(in Value value)
    {
        var key = value.Key;
        if (value.Kind == ValueKind.Map)
        {
            return IsOurs(key)
                && (
                    !(key.SequenceEqual("input"u8) || key.SequenceEqual("output"u8))
                    || value.Children.TryGet("value"u8, out _)
                );
        }

        if (value.Kind == ValueKind.Array)
        {
            foreach (var child in value.Children)
            {
                // A list of plain values is a leaf. One of objects in words that are not ours is content as it is.
                return child.Kind == ValueKind.Map && IsOurs(key) && HasOurItems(child);
            }
        }

        return false;
    }

    /// <summary>JSON text under a key where OpenInference has a list or an object.</summary>
    static bool IsNestedText(in Value value)
    {
        if (value.Kind != ValueKind.String || !Json.LooksStructured(value.Utf8))
        {
            return false;
        }

        var key = value.Key;
        if (key.StartsWith("llm."u8))
        {
            var rest = key["llm."u8.Length..];
            return rest.EndsWith(".message"u8)
                || rest.EndsWith(".message.contents"u8)
                || rest.EndsWith(".message.tool_calls"u8)
                || rest.SequenceEqual("token_count"u8)
                || rest.SequenceEqual("cost"u8)
                || (IsList(rest) && HasOurWords(value.Utf8));
        }

        return (
                key.SequenceEqual("retrieval.documents"u8)
                || key.SequenceEqual("reranker.input_documents"u8)
                || key.SequenceEqual("reranker.output_documents"u8)
                || key.SequenceEqual("embedding.embeddings"u8)
                || key.EndsWith("annotations"u8)
                || key.EndsWith("evaluations"u8)
            ) && HasOurWords(value.Utf8);
    }

    static bool IsList(ReadOnlySpan<byte> rest) =>
        rest.SequenceEqual("input_messages"u8)
        || rest.SequenceEqual("output_messages"u8)
        || rest.SequenceEqual("tools"u8)
        || rest.SequenceEqual("prompts"u8)
        || rest.SequenceEqual("choices"u8);

    static bool IsOurs(ReadOnlySpan<byte> key)
    {
        var dot = key.IndexOf((byte)'.');
        var last = key[(key.LastIndexOf((byte)'.') + 1)..];
        if (dot >= 0 && IsLeaf(System.Text.Encoding.UTF8.GetString(last)))
        {
            return false;
        }

        var root = dot < 0 ? key : key[..dot];
        foreach (var known in Roots)
        {
            if (root.SequenceEqual(known))
            {
                return true;
            }
        }

        return false;
    }

    static bool HasOurItems(in Value item)
    {
        foreach (var member in item.Children)
        {
            var dot = member.Key.IndexOf((byte)'.');
            if (IsWord(dot < 0 ? member.Key : member.Key[..dot]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the first object of a JSON list, or the object itself, speaks OpenInference.</summary>
    static bool HasOurWords(ReadOnlySpan<byte> json)
    {
        var quote = json.IndexOf((byte)'"');
        var name = quote < 0 ? default : json[(quote + 1)..];
        var end = name.IndexOfAny((byte)'"', (byte)'.');
        return end > 0 && IsWord(name[..end]);
    }

    static bool IsWord(ReadOnlySpan<byte> name)
    {
        foreach (var word in Words)
        {
            if (name.SequenceEqual(word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Objects under these names are values of the sender's, not structure of ours.</summary>
    static bool IsLeaf(string name) =>
        name
            is "invocation_parameters"
                or "value"
                or "content"
                or "text"
                or "variables"
                or "metadata"
                or "parameters"
                or "json_schema"
                or "arguments"
                or "function_call"
                or "vector"
                or "tags";

    static readonly byte[][] Roots =
    [
        .. new[]
        {
            "llm",
            "openinference",
            "input",
            "output",
            "embedding",
            "retrieval",
            "reranker",
            "annotations",
            "evaluations",
            "trace",
            "session",
            "user",
            "tag",
            "prompt",
            "graph",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    static readonly byte[][] Words =
    [
        .. new[]
        {
            "message",
            "message_content",
            "tool_call",
            "tool",
            "document",
            "embedding",
            "prompt",
            "completion",
            "annotation",
            "evaluation",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
    ];
}
