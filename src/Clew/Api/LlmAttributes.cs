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
            yield return Made(Prefix + name, "int", (long)count);
        }

        if (llm.FirstRole is not null)
        {
            yield return Made(Prefix + "first_role", "string", llm.FirstRole);
        }

        if (llm.LastRole is not null)
        {
            yield return Made(Prefix + "last_role", "string", llm.LastRole);
        }

        yield return Made(Prefix + "has_tool_calls", "bool", llm.HasToolCalls);
    }

    /// <summary>Nobody sent it, so nobody forgot to read it.</summary>
    static AttributeShape Made(string key, string type, object value) => new(key, type, value) { MappedBy = Own };

    static readonly string[] Own = ["clew"];
}
