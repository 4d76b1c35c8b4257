using System.Text;
using System.Text.Json;
using Clew.Model;
using Clew.Wire.Langfuse;

namespace Clew.Tests.Wire.Langfuse;

/// <summary>
/// Random batches, good and damaged, with fixed seeds, beside the framework's document model: both must agree on what
/// is JSON and on every slice. A failure names its seed.
/// </summary>
public sealed class LangfuseFuzzTests
{
    const int Rounds = 2000;

    static readonly JsonDocumentOptions AnyDepth = new() { MaxDepth = 100_000 };

    readonly LangfuseBatch batch = new();
    readonly EventCheck check = new();
    readonly LangfuseEvent target = new();

    [Fact]
    public void Random_batches_are_read_as_the_document_model_reads_them()
    {
        var (accepted, refused, kept) = (0, 0, 0);
        for (var seed = 0; seed < Rounds; seed++)
        {
            try
            {
                var random = new RandomEvents(seed);
                var bytes = Encoding.UTF8.GetBytes(random.Batch());
                bytes = seed % 2 == 0 ? bytes : random.Damage(bytes);
                var expected = ItemsOf(bytes);
                var isRead = batch.TryRead(bytes.ToArray(), out var error);
                Assert.Equal(expected is not null, isRead);
                Assert.Equal(isRead, error is "");
                _ = isRead ? accepted++ : refused++;
                if (expected is not null)
                {
                    Assert.Equal(expected.Length, batch.Items.Count);
                    kept += expected.Zip(batch.Items).Count(pair => IsSame(pair.First, pair.Second));
                }
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}", e);
            }
        }

        // Otherwise nothing was compared.
        Assert.True(accepted > 1000 && refused > 500 && kept > 300, $"{accepted} {refused} {kept}");
    }

    /// <summary>The events, or null if this is no batch.</summary>
    static JsonElement[]? ItemsOf(byte[] bytes)
    {
        try
        {
            var root = JsonDocument.Parse(bytes, AnyDepth).RootElement;
            return
                root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("batch", out var found)
                && found.ValueKind == JsonValueKind.Array
                ? [.. found.EnumerateArray()]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>True if the event was good, and compared.</summary>
    bool IsSame(JsonElement expected, LangfuseBatch.Item item)
    {
        Assert.Equal(expected.GetRawText(), Encoding.UTF8.GetString(item.Bytes.Span));
        var isGood = check.Passes(item, target);
        Assert.Equal(isGood, check.Error is null);
        var hasId = expected.ValueKind == JsonValueKind.Object && Last(expected, "id") is { } id && IsText(id);
        Assert.Equal(hasId ? Last(expected, "id")!.Value.GetString() : "unknown", check.Id);
        if (!isGood)
        {
            return false;
        }

        Assert.Equal(check.Type!.Kind is not null, LangfuseEventReader.TryRead(item.Bytes, target));
        if (check.Type.Kind is null)
        {
            return false;
        }

        var body = Last(expected, "body")!.Value;
        Assert.Equal(Last(expected, "type")!.Value.GetString(), target.Type);
        Assert.Equal(
            body.EnumerateObject().Select(member => (member.Name, member.Value.GetRawText())),
            MembersOf(target)
        );
        return true;
    }

    static bool IsText(JsonElement element) => element.ValueKind == JsonValueKind.String;

    static JsonElement? Last(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) ? value : null;

    static IEnumerable<(string, string)> MembersOf(LangfuseEvent read)
    {
        foreach (var member in read.Body)
        {
            yield return (member.KeyText, Encoding.UTF8.GetString(member.Utf8));
        }
    }

    /// <summary>Random but repeatable JSON, much of it what a client could send.</summary>
    sealed class RandomEvents(int seed)
    {
        static readonly string[] Types =
        [
            "trace-create",
            "score-create",
            "event-create",
            "span-update",
            "generation-create",
            "sdk-log",
            "what",
        ];

        static readonly string[] Members =
        [
            "id",
            "traceId",
            "name",
            "input",
            "output",
            "metadata",
            "tags",
            "usage",
            "value",
            "x",
            "level",
            "żółw",
        ];

        static readonly string[] Texts =
        [
            "",
            "a",
            "żółw 乌龟 😀",
            "\\\"\\\\\\n\\u00e9\\ud83d\\ude00",
            "ERROR",
            "o-1",
            "2026",
        ];

        readonly Random random = new(seed);

        public string Batch()
        {
            var items = Enumerable.Range(0, random.Next(5)).Select(_ => Event());
            return $"{Space()}{{{Space()}\"batch\"{Space()}:{Space()}[{string.Join(",", items)}]{Space()}}}{Space()}";
        }

        public byte[] Damage(byte[] bytes)
        {
            var damaged = bytes.ToArray();
            for (var i = random.Next(3); i >= 0 && damaged.Length > 0; i--)
            {
                var place = random.Next(damaged.Length);
                // ASCII only: what becomes of broken UTF-8 has a test of its own.
                damaged = random.Next(3) switch
                {
                    0 => [.. damaged[..place], .. damaged[(place + 1)..]],
                    1 => [.. damaged[..place], (byte)random.Next(' ', 127), .. damaged[place..]],
                    _ => damaged[..place],
                };
            }

            // Half a character would be repaired, which the document model does not do.
            return System.Text.Unicode.Utf8.IsValid(damaged) ? damaged : bytes;
        }

        string Event() =>
            random.Next(10) == 0
                ? Value(3)
                : "{"
                    + string.Join(
                        ',',
                        new[]
                        {
                            $"{Space()}\"id\":{(random.Next(8) == 0 ? Value(1) : "\"e-1\"")}",
                            $"\"timestamp\":{Space()}\"2026-11-20T10:07:03.226Z\"",
                            $"\"type\":\"{Pick(Types)}\"{Space()}",
                            $"\"body\":{(random.Next(8) == 0 ? Value(2) : Body())}",
                        }.Concat(random.Next(3) == 0 ? [$"\"metadata\":{Value(3)}"] : [])
                    )
                    + "}";

        string Body()
        {
            var members = Enumerable
                .Range(0, random.Next(6))
                .Select(_ => $"{Space()}\"{Pick(Members)}\"{Space()}:{Space()}{Value(4)}");
            string[] needed = random.Next(3) == 0 ? [] : ["\"id\":\"o-1\"", "\"log\":1", "\"name\":\"n\""];
            return $"{{{string.Join(",", members.Concat(needed))}{Space()}}}";
        }

        string Value(int depth) =>
            random.Next(depth > 0 ? 9 : 6) switch
            {
                0 => "null",
                1 => "true",
                2 => "false",
                3 => Pick(["0", "-1", "12345678901234567890", "1e-7", "0.5", "1E400"]),
                4 or 5 => $"\"{Pick(Texts)}\"",
                6 or 7 => $"[{Space()}{string.Join($"{Space()},", Values(depth))}{Space()}]",
                _ => $"{{{string.Join(',', Values(depth).Select(value => $"\"{Pick(Members)}\":{value}"))}}}",
            };

        IEnumerable<string> Values(int depth) => Enumerable.Range(0, random.Next(4)).Select(_ => Value(depth - 1));

        string Pick(string[] of) => of[random.Next(of.Length)];

        string Space() => Pick(["", "", " ", "\n\t", "  "]);
    }
}
