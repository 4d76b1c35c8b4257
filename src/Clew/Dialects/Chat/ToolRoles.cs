using Clew.Model;

namespace Clew.Dialects.Chat;

/// <summary>
/// Langfuse's handler for LangChain gives the answer of a tool the tool's name for a role, and loses the id of the call:
/// <c>{"role":"get_weather","content":"rainy"}</c>. A role that is the name of a tool called before is that tool.
/// </summary>
static class ToolRoles
{
    public static void Mend(List<Message> messages)
    {
        var calls = default(List<MessagePart>);
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            if (calls?.Find(c => c.Name == message.Role) is { } call)
            {
                // Several calls of one tool are answered in their order.
                calls.Remove(call);
                messages[i] = message with { Role = "tool", Name = message.Role, Parts = Answers(message, call) };
            }
            else if (message.Role == "assistant")
            {
                foreach (var part in message.Parts)
                {
                    if (part is { Type: "tool_call", Name.Length: > 0 })
                    {
                        (calls ??= []).Add(part);
                    }
                }
            }
        }
    }

    static MessagePart[] Answers(Message message, MessagePart call) =>
        [
            .. message.Parts.Select(p =>
                p.Type == "text"
                    ? new("tool_result")
                    {
                        Id = call.Id,
                        Name = call.Name,
                        Result = p.Text,
                    }
                    : p
            ),
        ];
}
