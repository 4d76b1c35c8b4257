using System.Text;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Content that its sender cut is shown as far as it goes, and says that it was cut.</summary>
public class CutContentTests
{
    [Theory]
    [InlineData("""[{"role":"user","content":"long te""", """[{"role":"user","content":"long te"}]""")]
    [InlineData("""[{"role":"user","content":"a"},{"role":"assi""", """[{"role":"user","content":"a"}]""")]
    [InlineData("""[{"role":"user","content":"a"},{"ro""", """[{"role":"user","content":"a"}]""")]
    [InlineData("""[{"role":"user","content":"a"},""", """[{"role":"user","content":"a"}]""")]
    [InlineData("""[{"role":"user","content":""", """[{"role":"user"}]""")]
    [InlineData("""[{"role":"user","parts":[{"type":"te""", """[{"role":"user"}]""")]
    [InlineData("""{"a":[1,{"b":true},23""", """{"a":[1,{"b":true}]}""")]
    [InlineData("""{"a":[1,{"b":tru""", """{"a":[1]}""")]
    [InlineData("""{"a":1, "b" : """, """{"a":1}""")]
    [InlineData("""{"a":"x\""", """{"a":"x"}""")]
    [InlineData("""{"a":"x\u00e""", """{"a":"x"}""")]
    [InlineData("""{"a":"x\ud83d""", """{"a":"x"}""")]
    [InlineData("""{"a":"x\ud83d\ude0""", """{"a":"x"}""")]
    [InlineData("""{"a":"x\ud83d\ude00""", """{"a":"x\ud83d\ude00"}""")]
    [InlineData("""{"a":"x...[truncated]""", """{"a":"x"}""")]
    [InlineData("""{"a":"x… [TRUNCATED]""", """{"a":"x… "}""")]
    [InlineData("""{"a":"x…""", """{"a":"x"}""")]
    [InlineData("""{"a":1}, <truncated>""", null)]
    [InlineData("""[{"a":1},<truncated> """, """[{"a":1}]""")]
    [InlineData("""["a","b""", """["a","b"]""")]
    [InlineData("""{"a":1}""", null)]
    [InlineData("""{"a":1]""", null)]
    [InlineData("""[1,]""", null)]
    [InlineData("""{"a",""", null)]
    [InlineData("[INFO] started", null)]
    [InlineData("[see the log", null)]
    [InlineData("{'role': 'user'", null)]
    [InlineData("[nullable", null)]
    [InlineData("[12monkeys", null)]
    [InlineData("[", null)]
    [InlineData("{\"a", null)]
    [InlineData("{\"a\n\": 1", null)]
    [InlineData("text", null)]
    [InlineData("", null)]
    public void JSON_without_an_end_is_closed(string text, string? expected)
    {
        var isClosed = CutJson.TryClose(Encoding.UTF8.GetBytes(text), out var closed);
        Assert.Equal(expected, isClosed ? Encoding.UTF8.GetString(closed!) : null);
        Assert.True(!isClosed || Json.IsValid(closed));
    }

    [Fact]
    public void Every_beginning_of_a_conversation_can_be_read()
    {
        const string Whole = """
            [{"role":"system","content":"Be terse."},
             {"role":"user","parts":[{"type":"text","content":"Wie gehts? 🙂 \u2614\ud83d\ude00 \"so\""}]},
             {"content":[{"type":"tool_use","id":"c1","name":"get","input":{"n":[1,-2.5e3,null,true]}}],"role":"assistant"}]
            """;
        var utf8 = Encoding.UTF8.GetBytes(Whole);
        for (var length = """[{"role":"system",""".Length; length < utf8.Length; length++)
        {
            var start = utf8.AsMemory(0, length);
            Assert.True(CutJson.TryClose(start.Span, out var closed));
            Assert.True(Json.IsValid(closed), Encoding.UTF8.GetString(closed));
            Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(closed));
            var messages = Messages.TryParse(new(start, null))!;
            Assert.NotNull(messages);
            Assert.InRange(messages.Count - ChatMl.Facts(start.Span)!.Value.Messages, 0, 1);
        }

        Assert.False(CutJson.TryClose(utf8, out _));
    }

    [Fact]
    public void A_cut_chat_has_its_facts_its_preview_and_its_messages()
    {
        const string Cut = """[{"role":"user","content":"Hi there"},{"role":"assistant","content":"long te""";
        var builder = new SpanBuilder().With("gen_ai.input.messages", Cut).With("gen_ai.output.messages", Cut);
        var row = builder.Row();
        Assert.Equal((2, 1, 1), (row.Chat?.Messages, row.Chat?.User, row.Chat?.Assistant));
        Assert.Equal(("Hi there", "long te"), (row.InputPreview, row.OutputPreview));
        var input = Content.InputOf(builder.Fold())!;
        Assert.Equal(Cut, Encoding.UTF8.GetString(input.Payload.Utf8.Span));
        Assert.Equal("text/plain", input.Payload.Mime);
        var messages = Messages.TryParse(input.Payload)!;
        Assert.Equal(["user", "assistant"], messages.Select(m => m.Role));
        Assert.Equal("long te", messages[1].Parts[0].Text);
        Assert.True(SenderCut.Is(input.Payload, messages));
    }

    [Fact]
    public void A_cut_chat_gets_its_instructions_too()
    {
        var fold = new SpanBuilder()
            .With("gen_ai.system_instructions", "Be terse.")
            .With("gen_ai.input.messages", """[{"role":"user","content":"long te""")
            .Fold();
        var messages = Messages.TryParse(Content.InputOf(fold)!.Payload)!;
        Assert.Equal(["system", "user"], messages.Select(m => m.Role));
    }

    [Fact]
    public void The_rest_of_a_message_without_its_role_is_shown_but_not_counted()
    {
        const string Cut = """[{"content":"Hi","role":"user"},{"content":"long te""";
        var messages = Messages.TryParse(new(Encoding.UTF8.GetBytes(Cut), null))!;
        Assert.Equal([("user", "Hi"), ("unknown", "long te")], messages.Select(m => (m.Role, m.Parts[0].Text)));
        Assert.Equal(1, ChatMl.Facts(Encoding.UTF8.GetBytes(Cut))?.Messages);
    }

    [Theory]
    [InlineData("an answer that was cut...[truncated]", true)]
    [InlineData("an answer that was cut [Truncated] ", true)]
    [InlineData("an answer that was cut<truncated>", true)]
    [InlineData("\"a JSON string...[truncated]\"", true)]
    [InlineData("[{\"role\":\"user\",\"content\":\"a", true)]
    [InlineData("[{\"role\":\"user\",\"content\":\"a...[truncated]\"}]", true)]
    [InlineData("{\"text\":\"a", true)]
    [InlineData("I wonder…", false)]
    [InlineData("I wonder...", false)]
    [InlineData("[truncated] is a word", false)]
    [InlineData("{\"text\":\"a\"}", false)]
    [InlineData("[INFO] started", false)]
    [InlineData("", false)]
    public void What_was_cut_by_its_sender_says_so(string text, bool expected)
    {
        var payload = new Payload(Encoding.UTF8.GetBytes(text), null);
        Assert.Equal(expected, SenderCut.Is(payload, Messages.TryParse(payload)));
    }
}
