using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clew.Tests.Oracle;
using Google.Protobuf;

namespace Clew.Tests.Dialects.Fuzz;

/// <summary>What nobody should send, and somebody does.</summary>
static class HostileValues
{
    /// <summary>Pieces to put into the middle of JSON.</summary>
    static readonly string[] Snippets =
    [
        "\"",
        "\\",
        "\\ud83d",
        "\\u00",
        "\\u0000",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "NaN",
        "-",
        "1e999",
        "123456789012345678901234567890",
        "\"__proto__\":{\"role\":\"user\"},",
        "\"\\ud800\":1,",
        "\"role\":1,",
        "...[truncated]",
        "…",
        "\n",
        "\uFFFD",
    ];

    public static readonly string[] Texts =
    [
        "",
        " ",
        "null",
        "\"",
        "\"text\"",
        "{",
        "[",
        "[]",
        "{}",
        "[[]]",
        "[null]",
        "[{}]",
        "[1,\"a\",null,{\"a\":[]}]",
        "{\"a\":1,\"a\":{\"a\":2}}",
        "{\"\":\"\"}",
        "{\"__proto__\":{\"x\":1},\"constructor\":1}",
        "[{\"role\":\"user\",\"content\":\"cut",
        "[{\"role\":\"\\ud83d\",\"content\":\"\\ud83d\",\"\\ud83d\":\"\\ud83d\",\"type\":\"\\ud83d\"}]",
        "{\"\\ud83d\":{\"\\ud83d\":[\"\\ud83d\"]},\"type\":\"chat_messages\",\"value\":\"\\ud83d\"}",
        "[{\"role\":\"user\",\"content\":[[[]]],\"parts\":{\"type\":1},\"tool_calls\":{\"function\":[]}}]",
        "[{\"role\":\"assistant\",\"tool_calls\":[null,1,{\"function\":{\"name\":[],\"arguments\":{}}}]}]",
        "{\"messages\":[{\"role\":null}],\"choices\":[{\"message\":[]}],\"candidates\":{}}",
        "{\"messages\":{\"messages\":{\"messages\":[]}},\"usage\":[],\"message\":1}",
        "{\"input\":-1,\"output\":1e999,\"total\":\"NaN\",\"inputTokens\":9223372036854775807,\"outputTokens\":[]}",
        "{\"prompt_tokens\":\"1\",\"completion_tokens\":1.5,\"cost\":-1,\"total_cost\":1e300}",
        "-1",
        "1e999",
        "NaN",
        "9223372036854775808",
        "99999-99-99T99:99:99Z",
        "\"9999-12-31T23:59:59.9999999Z\"",
        "0001-01-01T00:00:00+14:00",
        "key=value,=,a=",
        "data:image/png;base64,AAAA",
        "http://[::1",
        new('[', 3000),
        new string('[', 600) + new string(']', 600),
        new string('[', 512) + new string(']', 512),
        string.Concat(Enumerable.Repeat("{\"a\":", 400)) + "1" + new string('}', 400),
        string.Concat(Enumerable.Repeat("{\"content\":[", 200)),
        "__REDACTED__",
        "x" + new string('\u0301', 500),
        "\u0000\u0001\u007f\u2028",
    ];

    /// <summary>One of every kind.</summary>
    public static IReadOnlyList<AnyValue> All { get; } =
    [
        .. Texts.Select(t => new AnyValue { StringValue = t }),
        new AnyValue(),
        new() { BoolValue = true },
        new() { IntValue = 0 },
        new() { IntValue = -1 },
        new() { IntValue = long.MaxValue },
        new() { IntValue = long.MinValue },
        new() { DoubleValue = double.NaN },
        new() { DoubleValue = double.PositiveInfinity },
        new() { DoubleValue = double.MaxValue },
        new() { DoubleValue = -0.5 },
        new() { BytesValue = ByteString.CopyFrom(0xFF, 0xFE, 0x00) },
        List(),
        Map(),
        List(new AnyValue(), Text("a"), new AnyValue { IntValue = 1 }, Text("[")),
        Map(("", Text("x")), ("a", Text("1")), ("a", new()), ("__proto__", Map(("x", new() { IntValue = 1 })))),
        List(Map(("role", Text("user")), ("content", Nested(60)))),
        List(Map(("role", new() { IntValue = 1 })), Map(("role", new()))),
        Nested(90),
    ];

    public static AnyValue Text(string text) => new() { StringValue = text };

    public static AnyValue Map(params (string Key, AnyValue Value)[] entries)
    {
        var map = new KeyValueList();
        map.Values.Add(entries.Select(e => new KeyValue { Key = e.Key, Value = e.Value }));
        return new() { KvlistValue = map };
    }

    static AnyValue List(params AnyValue[] items)
    {
        var list = new ArrayValue();
        list.Values.Add(items.AsEnumerable());
        return new() { ArrayValue = list };
    }

    public static AnyValue Any(Random random) => All[random.Next(All.Count)].Clone();

    /// <summary>The same text, but not quite: cut, torn, or with a part of its JSON replaced.</summary>
    public static string Damage(Random random, string text)
    {
        var at = random.Next(text.Length + 1);
        var end = random.Next(at, Math.Min(at + 20, text.Length) + 1);
        return random.Next(6) switch
        {
            0 => text[..at],
            1 => text[..at] + Snippets[random.Next(Snippets.Length)],
            2 => text[..at] + Snippets[random.Next(Snippets.Length)] + text[end..],
            3 => text[..at] + text[end..],
            4 => Reshape(random, text, 3),
            _ => Reshape(random, text, 1),
        };
    }

    /// <summary>Still JSON, but with other things in some of its places.</summary>
    static string Reshape(Random random, string text, int times)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(text, null, new() { MaxDepth = 64 });
        }
        catch (JsonException)
        {
            return text;
        }

        if (root is null)
        {
            return text;
        }

        try
        {
            var places = new List<JsonNode>();
            Collect(root, places);
            for (var i = 0; i < times && places.Count > 1; i++)
            {
                Replace(places[random.Next(1, places.Count)], random);
            }

            return root.ToJsonString();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // Two members of one name, or half a character: more than this class can hold.
            return text;
        }
    }

    static void Collect(JsonNode node, List<JsonNode> places)
    {
        places.Add(node);
        foreach (
            var child in node switch
            {
                JsonObject map => map.Select(m => m.Value),
                JsonArray list => list,
                _ => [],
            }
        )
        {
            if (child is not null)
            {
                Collect(child, places);
            }
        }
    }

    static void Replace(JsonNode place, Random random)
    {
        JsonNode? value = random.Next(10) switch
        {
            0 => null,
            1 => JsonValue.Create(-1),
            2 => JsonValue.Create(true),
            3 => JsonValue.Create(long.MaxValue),
            4 => JsonValue.Create(1e300),
            5 => new JsonArray(1, "a", null, new JsonObject { ["type"] = 1 }),
            6 => new JsonObject
            {
                ["role"] = new JsonArray(),
                ["content"] = 1,
                ["__proto__"] = "x",
            },
            7 => JsonValue.Create(Texts[random.Next(Texts.Length)]),
            8 => JsonValue.Create(place.ToJsonString()),
            _ => new JsonObject { ["value"] = place.DeepClone() },
        };
        switch (place.Parent)
        {
            case JsonObject map:
                var name = place.GetPropertyName();
                map[name] = value;
                break;
            case JsonArray list:
                list[place.GetElementIndex()] = value;
                break;
        }
    }

    /// <summary>An index nobody can mean.</summary>
    public static string Index(Random random) =>
        random.Next(8) switch
        {
            0 => "4000000000",
            1 => "999999999999999999",
            2 => "9999999999999999999",
            3 => "-1",
            4 => "007",
            5 => "__proto__",
            6 => "",
            _ => random.Next(100).ToString(CultureInfo.InvariantCulture),
        };

    static AnyValue Nested(int depth)
    {
        var value = Text("deep");
        for (var i = 0; i < depth; i++)
        {
            value = i % 2 == 0 ? List(value) : Map(("content", value));
        }

        return value;
    }
}
