using Clew.Model;

namespace Clew.Tests.Dialects;

public class TokenCountsTests
{
    [Theory]
    [InlineData(8, 0, 37, 25, 12)]
    [InlineData(8, 0, 45, 33, 12)]
    [InlineData(0, 4, 41, 25, 16)]
    [InlineData(8, 4, 49, 33, 16)]
    // Either would do: nothing is shown.
    [InlineData(5, 5, 42, 25, 12)]
    // It adds up in no way: nothing is shown.
    [InlineData(8, 4, 100, 25, 12)]
    public void A_total_shows_what_stands_beside_input_and_output(
        int read,
        int thought,
        int total,
        int input,
        int output
    )
    {
        var usage = new SpanBuilder()
            .With("gen_ai.usage.input_tokens", 25)
            .With("gen_ai.usage.output_tokens", 12)
            .With("gen_ai.usage.cache_read.input_tokens", read)
            .With("gen_ai.usage.reasoning_tokens", thought)
            .With("gen_ai.usage.total_tokens", total)
            .Row()
            .Usage;
        Assert.Equal(new Usage(input, output, read, null, thought, total), usage);
    }
}
