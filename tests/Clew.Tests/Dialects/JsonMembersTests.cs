using System.Text;
using Clew.Dialects.Parsing;

namespace Clew.Tests.Dialects;

public class JsonMembersTests
{
    [Theory]
    [InlineData("""{"a": [1, {"b":2}] ,"b":3}""", "[1, {\"b\":2}]|3")]
    [InlineData("""{"b":"x","b":"y","c":{"a":1}}""", "|\"y\"")]
    [InlineData("""{"a":null,"b":""}""", "|\"\"")]
    [InlineData("""{"\u0061":1}""", "1|")]
    [InlineData("{}", "|")]
    [InlineData("""{"a":1""", null)]
    [InlineData("""{"a":1} x""", null)]
    [InlineData("""[{"a":1}]""", null)]
    [InlineData("", null)]
    public void Members_are_slices(string json, string? members)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        var found = new Range[2];
        var isObject = JsonMembers.TryFind(utf8, ["a", "b"], found);
        var read = string.Join('|', found.Select(r => Encoding.UTF8.GetString(utf8.AsSpan()[r])));
        Assert.Equal((members is not null, members ?? "|"), (isObject, read));
    }

    [Theory]
    [InlineData("\"plain\"", "plain")]
    [InlineData("  \"plain\" ", "plain")]
    [InlineData("\"a \\\"b\\\" \\u00e9\\n\"", "a \"b\" é\n")]
    [InlineData("\"{\\\"a\\\":1}\"", "{\"a\":1}")]
    [InlineData("\"half \\ud83c\"", "\"half \\ud83c\"")]
    [InlineData("\"open", "\"open")]
    [InlineData("\"two\" \"texts\"", "\"two\" \"texts\"")]
    [InlineData("{\"a\":1}", "{\"a\":1}")]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    public void Text_loses_its_quotes(string json, string text) =>
        Assert.Equal(text, Encoding.UTF8.GetString(JsonMembers.Unquote(Encoding.UTF8.GetBytes(json)).Span));
}
