namespace Clew.Api;

/// <summary>The facts of an input chat once more, under the attribute names that Brokle gave them.</summary>
static class LlmAttributes
{
    const string Prefix = "brokle.llm.";

    public static IEnumerable<AttributeShape> Of(LlmShape? llm)
    {
        if (llm is null)
        {
            yield break;
        }

        (string Name, int Count)[] counts =
        [
            ("message_count", llm.MessageCount),
            ("user_message_count", llm.UserMessageCount),
            ("assistant_message_count", llm.AssistantMessageCount),
            ("system_message_count", llm.SystemMessageCount),
            ("tool_message_count", llm.ToolMessageCount),
            ("tool_call_count", llm.ToolCallCount),
        ];
        foreach (var (name, count) in counts.Where(c => c.Count > 0))
        {
            yield return new(Prefix + name, "int", (long)count);
        }

        if (llm.FirstRole is not null)
        {
            yield return new(Prefix + "first_role", "string", llm.FirstRole);
        }

        if (llm.LastRole is not null)
        {
            yield return new(Prefix + "last_role", "string", llm.LastRole);
        }

        yield return new(Prefix + "has_tool_calls", "bool", llm.HasToolCalls);
    }
}
