using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Clew.Model;

namespace Clew.Dialects.Parsing;

/// <summary>
/// Lays attributes out anew, with objects and lists of objects taken apart into one key per leaf, as a dialect that
/// flattens would have sent them: <c>a = [{"b":{"c":1}}]</c> becomes <c>a.0.b.c = 1</c>. Values come from the wire or
/// from JSON text. A list of plain values is a leaf, and so is what <paramref name="isLeaf"/> says. What is nested
/// deeper, longer or more numerous than anyone honest sends stays whole.
/// </summary>
/// <param name="isLeaf">Whether the value under the last name of a key is never taken apart.</param>
sealed class TapeFlattener(Predicate<string> isLeaf)
{
    const int MaxDepth = 16;
    const int MaxKeyLength = 512;
    const int MaxLeaves = 16_384;

    readonly ArrayBufferWriter<byte> bytes = new(4096);
    readonly List<ValueTape.Node> nodes = [];
    readonly StringBuilder key = new();
    int leaves;

    /// <summary>Adds an attribute as it is.</summary>
    public void Copy(in Value value) => Add(Write(value.Key), value);

    /// <summary>Adds an attribute taken apart.</summary>
    public void Flatten(in Value value)
    {
        key.Clear().Append(value.KeyText);
        Flatten(value, 0);
    }

    /// <summary>Adds an attribute whose text is JSON taken apart; as it is, if it is none.</summary>
    public void FlattenText(in Value value)
    {
        using var document = Json.TryParse(value.Memory);
        if (document is null)
        {
            Copy(value);
            return;
        }

        key.Clear().Append(value.KeyText);
        Flatten(document.RootElement, 0);
    }

    public Attributes End()
    {
        var tape = new ValueTape();
        tape.Reset(bytes.WrittenSpan.ToArray());
        for (var i = 0; i < nodes.Count; i++)
        {
            tape.Add(nodes[i]);
            tape[i].End = nodes[i].End;
        }

        return new(tape, 0, tape.Count);
    }

    void Flatten(in Value value, int depth)
    {
        if (value.Kind is not (ValueKind.Map or ValueKind.Array) || IsWhole(depth) || !IsNested(value))
        {
            Add(WriteKey(), value);
            return;
        }

        var (length, index) = (key.Length, 0);
        foreach (var child in value.Children)
        {
            AppendName(value.Kind == ValueKind.Map ? child.KeyText : Text(index++));
            Flatten(child, depth + 1);
            key.Length = length;
        }
    }

    void Flatten(JsonElement element, int depth)
    {
        var length = key.Length;
        if (element.ValueKind == JsonValueKind.Object && !IsWhole(depth))
        {
            foreach (var member in element.EnumerateObject())
            {
                AppendName(JsonStrings.NameOf(member));
                Flatten(member.Value, depth + 1);
                key.Length = length;
            }
        }
        else if (element.ValueKind == JsonValueKind.Array && IsNested(element) && !IsWhole(depth))
        {
            var index = 0;
            foreach (var item in element.EnumerateArray())
            {
                AppendName(Text(index++));
                Flatten(item, depth + 1);
                key.Length = length;
            }
        }
        else
        {
            Add(WriteKey(), element);
        }
    }

    bool IsWhole(int depth)
    {
        if (depth >= MaxDepth || leaves >= MaxLeaves || key.Length > MaxKeyLength)
        {
            return true;
        }

        if (depth == 0)
        {
            return false;
        }

        var start = key.Length;
        while (start > 0 && key[start - 1] != '.')
        {
            start--;
        }

        return isLeaf(key.ToString(start, key.Length - start));
    }

    static bool IsNested(in Value value)
    {
        foreach (var child in value.Children)
        {
            if (value.Kind == ValueKind.Map || child.Kind == ValueKind.Map)
            {
                return true;
            }
        }

        return false;
    }

    static bool IsNested(JsonElement array)
    {
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                return true;
            }
        }

        return false;
    }

    void AppendName(string name)
    {
        // A name that is too long ends the taking apart one level below.
        key.Append('.').Append(name);
    }

    static string Text(int index) => index.ToString(CultureInfo.InvariantCulture);

    (int Start, int Length) WriteKey()
    {
        leaves++;
        return Write(Encoding.UTF8.GetBytes(key.ToString()));
    }

    void Add((int Start, int Length) name, in Value value)
    {
        var node = new ValueTape.Node
        {
            KeyStart = name.Start,
            KeyLength = name.Length,
            Kind = value.Kind,
            Bits = value.Int,
        };
        if (value.Kind is ValueKind.String or ValueKind.Bytes)
        {
            (node.Start, node.Length) = Write(value.Utf8);
        }

        var index = Open(node);
        foreach (var child in value.Children)
        {
            Add(Write(child.Key), child);
        }

        Close(index);
    }

    void Add((int Start, int Length) name, JsonElement element)
    {
        var node = new ValueTape.Node { KeyStart = name.Start, KeyLength = name.Length };
        var isList = false;
        switch (element.ValueKind)
        {
            case JsonValueKind.Number when element.TryGetInt64(out var whole):
                (node.Kind, node.Bits) = (ValueKind.Int, whole);
                break;
            case JsonValueKind.Number:
                node.Kind = ValueKind.Double;
                node.Bits = BitConverter.DoubleToInt64Bits(element.TryGetDouble(out var d) ? d : double.NaN);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                (node.Kind, node.Bits) = (ValueKind.Bool, element.ValueKind == JsonValueKind.True ? 1 : 0);
                break;
            case JsonValueKind.String:
                node.Kind = ValueKind.String;
                (node.Start, node.Length) = Write(Encoding.UTF8.GetBytes(JsonStrings.TextOf(element)!));
                break;
            case JsonValueKind.Array when !IsNested(element):
                node.Kind = ValueKind.Array;
                isList = true;
                break;
            case JsonValueKind.Array or JsonValueKind.Object:
                node.Kind = ValueKind.String;
                (node.Start, node.Length) = Write(JsonMarshal.GetRawUtf8Value(element));
                break;
        }

        var index = Open(node);
        if (isList)
        {
            foreach (var item in element.EnumerateArray())
            {
                // Lists within lists are few, and as JSON as good as any.
                Add((0, 0), item);
            }
        }

        Close(index);
    }

    int Open(in ValueTape.Node node)
    {
        nodes.Add(node);
        return nodes.Count - 1;
    }

    void Close(int index) => CollectionsMarshal.AsSpan(nodes)[index].End = nodes.Count;

    (int Start, int Length) Write(ReadOnlySpan<byte> utf8)
    {
        var start = bytes.WrittenCount;
        bytes.Write(utf8);
        return (start, utf8.Length);
    }
}
