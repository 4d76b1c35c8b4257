using Clew.Model;

namespace Clew.Tests.Dialects;

public class OtelGenAiTests
{
    [Fact]
    public void A_chat_span_fills_its_row()
    {
        var row = new SpanBuilder()
            .With("gen_ai.operation.name", "chat")
            .With("gen_ai.provider.name", "openai")
            .With("gen_ai.request.model", "gpt-4o-mini")
            .With("gen_ai.response.model", "gpt-4o-mini-2024-07-18")
            .With("gen_ai.usage.input_tokens", 25)
            .With("gen_ai.usage.output_tokens", 0)
            .With("gen_ai.input.messages", """[{"role":"user","parts":[{"type":"text","content":"Hi \"you\""}]}]""")
            .Row();
        Assert.Equal(SpanType.Generation, row.Type);
        Assert.Equal("openai", row.Provider);
        Assert.Equal("gpt-4o-mini", row.RequestModel);
        Assert.Equal("gpt-4o-mini-2024-07-18", row.ResponseModel);
        Assert.Equal((25, 0), (row.Usage.InputTokens, row.Usage.OutputTokens));
        Assert.Equal("Hi \"you\"", row.InputPreview);
        Assert.Equal(1, row.Chat?.User);
        Assert.Equal(SpanStatus.Completed, row.Status);
    }
}
