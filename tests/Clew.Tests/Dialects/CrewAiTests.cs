using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Made from the published source of OpenLLMetry's instrumentation of CrewAI; no capture.</summary>
public class CrewAiTests
{
    [Theory]
    [InlineData("crew", SpanType.Chain)]
    [InlineData("task", SpanType.Chain)]
    [InlineData("agent", SpanType.Agent)]
    public void Crews_and_tasks_are_the_steps_around_an_agent(string thing, object type) =>
        Assert.Equal(
            (SpanType)type,
            new SpanBuilder()
                .With("gen_ai.operation.name", "invoke_agent")
                .With($"crewai.{thing}.verbose", "False")
                .Row()
                .Type
        );

    [Theory]
    [InlineData(
        "total_tokens=150 prompt_tokens=100 cached_prompt_tokens=20 completion_tokens=50 successful_requests=2"
    )]
    [InlineData("{'total_tokens': 150, 'prompt_tokens': 100, 'cached_prompt_tokens': 20, 'completion_tokens': 50}")]
    public void A_crew_counts_in_text(string text)
    {
        var usage = new SpanBuilder().With("crewai.crew.token_usage", text).Row().Usage;
        Assert.Equal(new Usage(100, 50, 20, null, null, 150), usage);
    }

    [Theory]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("prompt_tokens=")]
    [InlineData("prompt_tokens=many 12")]
    [InlineData("prompt_tokens=99999999999999999999999")]
    public void Text_without_counts_says_nothing(string text) =>
        Assert.True(new SpanBuilder().With("crewai.crew.token_usage", text).Row().Usage.IsEmpty);

    [Fact]
    public void A_task_is_asked_and_a_crew_has_a_result()
    {
        var task = new SpanBuilder()
            .With("crewai.task.description", "Write a poem")
            .With("crewai.task.agent", "Poet")
            .Fold();
        Assert.Equal("Write a poem", task.InputText());
        Assert.Equal("""{"crewai.task.agent":"Poet"}""", PathTree.ToJson(task, Field.Metadata));
        Assert.Equal("Roses …", new SpanBuilder().With("crewai.crew.result", "Roses …").Fold().OutputText());
    }
}
