using System.Text;
using Clew.Dialects.Chat;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Checklist B028–B043, B084, B090, B091: facts of the input chat.</summary>
public class ChatFactsTests
{
    const string Chat = """
        [{"role":"system","content":"Be terse."},
         {"role":"user","content":[{"type":"text","text":"Weather in Paris?"},{"type":"image_url","image_url":{"url":"https://x/a.png"}}]},
         {"role":"assistant","content":null,"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}},{"id":"b"}]},
         {"role":"tool","tool_call_id":"a","content":"rainy"},
         {"role":"user","parts":[{"type":"text","content":"And tomorrow?"}]}]
        """;

    [Fact]
    public void B028_to_B034_B084_a_chat_is_counted() =>
        Assert.Equal(new ChatFacts(5, 2, 1, 1, 1, 2, "system", "user"), Facts(Chat));

    [Fact]
    public void B035_B036_zero_counts_are_left_out()
    {
        var facts = new SpanBuilder()
            .With("gen_ai.input.messages", """[{"role":"user","content":"Hi"}]""")
            .Facts(detail: false);
        Assert.Contains(facts, f => f.Field == Field.UserMessageCount);
        Assert.DoesNotContain(
            facts,
            f => f.Field is Field.SystemMessageCount or Field.ToolMessageCount or Field.ToolCallCount
        );
    }

    [Fact]
    public void B037_only_the_input_counts() =>
        Assert.Null(new SpanBuilder().With("gen_ai.output.messages", Chat).Row().Chat);

    [Fact]
    public void B038_a_chat_in_input_value_counts_too() =>
        Assert.Equal(
            5,
            new SpanBuilder().With("input.value", Chat).With("input.mime_type", "application/json").Row().Chat?.Messages
        );

    [Theory]
    [InlineData("not json", "B039")]
    [InlineData("""[{"role":"user","content":wrong}]""", "B039: wrong, and not only cut")]
    [InlineData("""[{"content":"x"}]""", "B040")]
    [InlineData("""[{"role":"user"},{"content":"x"}]""", "B040: not only the first is tested")]
    [InlineData("""[{"role":1}]""", "B040: a role is text")]
    [InlineData("""[{"role":"user"},"text"]""", "B040")]
    [InlineData("[]", "B041, B091")]
    [InlineData("""{"role":"user","content":"x"}""", "B042")]
    [InlineData("""[{"role":"user"}] x""", "trailing text")]
    [InlineData("""["hello","world"]""", "texts to embed")]
    public void B039_to_B042_B090_what_is_no_chat_has_no_facts_and_is_kept(string input, string why)
    {
        var builder = new SpanBuilder().With("gen_ai.input.messages", input);
        Assert.True(builder.Row().Chat is null, why);
        Assert.False(builder.Row().DeriveError);
        Assert.Equal(input, builder.Fold().InputText());
        Assert.False(ChatMl.IsChat(Encoding.UTF8.GetBytes(input)));
    }

    [Fact]
    public void B043_tool_calls_are_counted_in_every_shape()
    {
        Assert.Equal(
            1,
            Facts(
                """[{"role":"assistant","parts":[{"type":"tool_call","name":"f"},{"type":"text","content":"x"}]}]"""
            )?.ToolCalls
        );
        Assert.Equal(
            1,
            Facts("""[{"role":"assistant","content":[{"type":"tool_use","name":"f","input":{}}]}]""")?.ToolCalls
        );
        Assert.Equal(0, Facts("""[{"role":"assistant","tool_calls":[]}]""")?.ToolCalls);
        Assert.Equal(0, Facts("""[{"role":"assistant","tool_calls":null,"content":"x"}]""")?.ToolCalls);
    }

    [Fact]
    public void Of_two_equal_keys_the_last_counts() =>
        Assert.Equal("tool", Facts("""[{"role":"user","role":"tool"}]""")?.LastRole);

    [Fact]
    public void A_role_nobody_knows_is_kept_but_not_at_any_length()
    {
        Assert.Equal("critic", Facts("""[{"role":"critic"}]""")?.FirstRole);
        Assert.Equal(64, Facts($$"""[{"role":"{{new string('r', 500)}}"}]""")?.FirstRole!.Length);
    }

    static ChatFacts? Facts(string json) => ChatMl.Facts(Encoding.UTF8.GetBytes(json));
}
