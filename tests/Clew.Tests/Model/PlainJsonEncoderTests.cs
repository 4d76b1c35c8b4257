using System.Text.Json;
using Clew.Model;

namespace Clew.Tests.Model;

public sealed class PlainJsonEncoderTests
{
    static readonly JsonSerializerOptions Plain = new() { Encoder = PlainJsonEncoder.Instance };

    [Theory]
    [InlineData("The capital is Paris. 🇫🇷 ☔ 日本 <b>&'+</b>")]
    [InlineData("tab\t line\n return\r quote\" backslash\\ bell\u0007 delete\u007f nul\0")]
    [InlineData("")]
    public void TextComesBackAndOnlyWhatJsonDemandsIsEscaped(string text)
    {
        var json = JsonSerializer.Serialize(text, Plain);
        Assert.Equal(text, JsonSerializer.Deserialize<string>(json));
        Assert.Equal(
            text.Count(c => c is '"' or '\\' || char.IsControl(c)),
            json[1..^1].Replace("\\\\", "\\", StringComparison.Ordinal).Count(c => c == '\\')
        );
    }

    [Fact]
    public void HalfACharacterBecomesTheReplacementCharacter() =>
        Assert.Equal("a\ufffdb", JsonSerializer.Deserialize<string>(JsonSerializer.Serialize("a\ud83db", Plain)));
}
