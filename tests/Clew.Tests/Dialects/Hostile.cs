using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Values that no honest sender writes: whatever the key, nothing may fail because of them.</summary>
static class Hostile
{
    static readonly string Deep = string.Concat(Enumerable.Repeat("[", 2_000));

    static readonly object?[] Values =
    [
        "{",
        "[{\"role\":\"user\",\"content\":\"cut",
        "[{\"role\":\"\\ud83c\"}]",
        "{\"text\":\"\\ud83c\",\"value\":\"\\ud83c\",\"type\":\"text\",\"messages\":[],\"message\":3}",
        "{\"type\":\"list\",\"value\":{\"type\":\"list\"},\"usage\":[],\"candidates\":[1],\"toolCalls\":[1,null,{}]}",
        "{\"message\":{},\"usage\":{\"inputTokens\":-1,\"outputTokens\":1e300},\"finishReason\":{}}",
        Deep,
        Deep + string.Concat(Enumerable.Repeat("]", 2_000)),
        "\"",
        "\"\\ud83c\"",
        "null",
        "",
        new byte[] { 0xFF, 0xFE },
        double.NaN,
        null,
        true,
        -1,
        Array.Empty<object>(),
        new (string, object?)[] { ("a", 1), ("a", null), ("", "x") },
        new object?[] { new object?[] { 1, "x", null }, "[", "{\"type\":1}" },
    ];

    public static void Try(Func<object?, SpanBuilder> make)
    {
        foreach (var value in Values)
        {
            var facts = make(value).Facts();
            Assert.DoesNotContain(facts, f => f.Field == Field.DeriveError);
            Assert.All(facts, f => Assert.InRange(f.Rank, 1, Clew.Dialects.Ranks.Patch - 1));
            Assert.Equal(
                make(value).Facts(detail: false).Where(f => f.Subject != Subject.Score),
                facts.Where(f => f.Field < Field.Input)
            );
            var fold = Folding.Of(facts, Subject.Span);
            _ = Content.InputOf(fold) is { } input ? Messages.TryParse(input.Payload) : null;
            _ = Content.OutputOf(fold) is { } output ? Messages.TryParse(output.Payload) : null;
            _ = Content.InstructionsOf(fold);
            _ = FinishReasons.Of(fold);
            _ = PathTree.ToJson(fold, Field.Metadata);
            _ = PathTree.ToJson(fold, Field.Parameter);
        }
    }
}
