using System.Text;
using Clew.Dialects.Chat;

namespace Clew.Tests.Dialects;

public class PreviewTests
{
    [Theory]
    [InlineData(
        """[{"role":"user","content":"one"},{"role":"assistant","content":"x"},{"role":"user","content":"two\n  lines \ud83c\udf27"}]""",
        "two lines 🌧"
    )]
    [InlineData(
        """[{"role":"system","content":"s"},{"role":"user","parts":[{"type":"text","content":"a"},{"type":"uri","uri":"u"},{"type":"text","content":"b"}]}]""",
        "a b"
    )]
    [InlineData(
        """[{"role":"user","content":"ask"},{"role":"user","parts":[{"type":"tool_call_response","response":{"t":18}}]}]""",
        "ask"
    )]
    [InlineData(
        """[{"role":"tool","parts":[{"type":"tool_call","name":"f","arguments":{"a":"b c"}}]}]""",
        """f({"a":"b c"})"""
    )]
    [InlineData(
        """[{"role":"user","parts":[{"type":"tool_call_response","response":[{"text":"rainy"}]}]}]""",
        """[{"text":"rainy"}]"""
    )]
    [InlineData("""[{"role":"user","content":"Hi","parts":[{"type":"text","text":"Hi"}]}]""", "Hi")]
    [InlineData("""[{"role":"user","content":[{"text":"Hi"},{"media":{"url":"u"}}]}]""", "Hi")]
    [InlineData("""[{"role":"user","content":[{"type":"input_text","text":"Hi"}]},{"role":"assistant"}]""", "Hi")]
    [InlineData(
        """[{"role":"tool","content":[{"type":"tool-result","toolName":"f","output":{"type":"text","value":"18"}}]}]""",
        """{"type":"text","value":"18"}"""
    )]
    [InlineData("""[{"role":"tool","content":[{"toolResponse":{"name":"f","output":"rainy"}}]}]""", "rainy")]
    [InlineData("""["hello","world"]""", """["hello","world"]""")]
    [InlineData("{\n  \"a\": 1\n}", """{ "a": 1 }""")]
    [InlineData("\"quoted \\\"x\\\"\"", "quoted \"x\"")]
    [InlineData("  plain \t text ", "plain text")]
    [InlineData("", "")]
    [InlineData("[{\"role\":\"user\",\"content\":\"half \\ud83c\"}]", "half \uFFFD")]
    public void An_input_shows_what_was_asked(string input, string line) =>
        Assert.Equal(line, Preview.OfInput(Bytes(input)));

    [Theory]
    [InlineData(
        """[{"role":"assistant","parts":[{"type":"reasoning","content":"hm"},{"type":"text","content":"Paris"}]}]""",
        "Paris"
    )]
    [InlineData(
        """[{"role":"assistant","content":null,"tool_calls":[{"function":{"name":"f","arguments":"{\"a\":1}"}}]}]""",
        """f({"a":1})"""
    )]
    [InlineData(
        """[{"role":"assistant","content":"","tool_calls":[{"function":{"arguments":"1","name":"f"}},{"function":{"name":"g"}}]}]""",
        "f(1) g()"
    )]
    [InlineData("""[{"role":"model","content":"Bonjour"}]""", "Bonjour")]
    [InlineData(
        """[{"role":"model","content":[{"toolRequest":{"name":"f","ref":"1","input":{"a":1}}}]}]""",
        """f({"a":1})"""
    )]
    public void An_output_shows_what_was_answered(string output, string line) =>
        Assert.Equal(line, Preview.OfOutput(Bytes(output)));

    [Fact]
    public void A_line_ends_before_a_character_that_does_not_fit()
    {
        Assert.Equal(160, Preview.OfText(Bytes(new string('x', 500))).Length);
        var line = Preview.OfText(Bytes(new string('x', 159) + "🌧y"));
        Assert.Equal(new string('x', 159), line);
    }

    [Fact]
    public void Bytes_that_are_no_text_show_as_such() =>
        Assert.Equal("a\uFFFDb", Preview.OfText([(byte)'a', 0xFF, (byte)'b']));

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
