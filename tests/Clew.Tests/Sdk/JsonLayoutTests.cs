namespace Clew.Tests.Sdk;

public sealed class JsonLayoutTests
{
    [Fact]
    public void Every_value_stands_on_a_line_of_its_own_with_the_digits_it_came_with() =>
        Assert.Equal(
            """
            {
              "numbers": [
                1,
                1.10,
                12345678901234567890
              ],
              "truth": [
                true,
                null
              ],
              "none": [],
              "empty": {},
              "text": "\"quoted\" ü😀\n",
              "half": "\ud800",
              "deep": [
                [
                  {
                    "a\\b": 1e-7
                  }
                ]
              ]
            }
            """.ReplaceLineEndings(),
            ClewJson.Text(
                ClewJson.Parse(
                    """{"numbers":[1,1.10,12345678901234567890],"truth":[true,null],"none":[],"empty":{},"text":"\"quoted\" \u00fc\ud83d\ude00\n","half":"\ud800","deep":[[{"a\\b":1e-7}]]}"""
                ),
                indented: true
            )
        );
}
