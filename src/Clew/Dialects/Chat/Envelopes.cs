using System.Text.Json;

namespace Clew.Dialects.Chat;

/// <summary>
/// Where the conversation is in a whole request or response, by provider:
/// <code>
/// OpenAI chat       {"messages":[…]}                     {"choices":[{"message":{…}}]}
/// OpenAI Responses  {"instructions":…,"input":[…]}       {"output":[…]}
/// Anthropic         {"system":…,"messages":[…]}          {"role":"assistant","content":[…]}
/// Bedrock Converse  {"system":[…],"messages":[…]}
/// Gemini            {"contents":[…]}                     {"candidates":[{"content":{…}}]}
/// LangChain                                              {"generations":[[{"message":{…}}]]}
/// LiveKit           {"items":[…]}
/// </code>
/// </summary>
static class Envelopes
{
    /// <summary>The list of messages; undefined if the object is no envelope.</summary>
    public static JsonElement ListOf(JsonElement root)
    {
        foreach (var name in Lists)
        {
            if (Messages.Member(root, name) is { ValueKind: JsonValueKind.Array } list)
            {
                return list;
            }
        }

        return default;
    }

    /// <summary>The instructions that stand beside the messages, for <see cref="Instructions"/>.</summary>
    public static JsonElement? InstructionsOf(JsonElement root)
    {
        foreach (var name in InstructionNames)
        {
            if (
                Messages.Member(root, name) is
                { ValueKind: JsonValueKind.String or JsonValueKind.Array or JsonValueKind.Object } said
            )
            {
                return said;
            }
        }

        return null;
    }

    static readonly string[] Lists =
    [
        "messages",
        "choices",
        "generations",
        "contents",
        "candidates",
        "items",
        "input",
        "output",
    ];
    static readonly string[] InstructionNames =
    [
        "system",
        "instructions",
        "system_instruction",
        "systemInstruction",
        "system_prompt",
    ];
}
