using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Tests.Cli;

public sealed class YamlTextTests
{
    [Fact]
    public void What_people_write_by_hand_is_read()
    {
        var json = YamlText.Parse(
            """
            ---
            # steps
            observations:
            - name: fetch   # the first
              type: SPAN
              input: {"q": [1, 2]}
              metadata:
                retries: 3
                ratio: 1.50
                ok: true
                note: 'it''s "fine"'
                url: http://example.org:80/a#b
                empty:
                none: ~
            -
              name: "tab\tand # hash"
              output: |
                two
                  lines
              tags:
                - a
                - - nested
            - >-
              folded
              text
            """
        );
        Assert.Equal(
            """{"observations":[{"name":"fetch","type":"SPAN","input":{"q": [1, 2]},"metadata":{"retries":3,"ratio":1.50,"ok":true,"note":"it's \"fine\"","url":"http://example.org:80/a#b","empty":null,"none":null}},{"name":"tab\tand # hash","output":"two\n  lines\n","tags":["a",["nested"]]},"folded text"]}""",
            json.GetRawText()
        );
    }

    [Theory]
    [InlineData("a: &x 1", "Line 1")]
    [InlineData("a: 1\n   b: 2", "Line 2")]
    [InlineData("a: 'open", "Line 1")]
    [InlineData("a:\n\t- b", "tab")]
    [InlineData("a: {b: c}", "not JSON")]
    [InlineData("a: 1\nb", "':'")]
    public void What_is_not_read_is_told_with_its_line(string yaml, string told) =>
        Assert.Contains(told, Assert.Throws<Refusal>(() => YamlText.Parse(yaml)).Message, StringComparison.Ordinal);

    [Fact]
    public void Nesting_has_an_end() =>
        Assert.Throws<Refusal>(() => YamlText.Parse(string.Concat(Enumerable.Repeat("- ", 10_000)) + "x"));
}
