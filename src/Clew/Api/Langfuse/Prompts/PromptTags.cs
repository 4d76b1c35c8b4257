using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Clew.Dialects.Parsing;

namespace Clew.Api.Langfuse.Prompts;

/// <summary>A prompt that another one names: by its version, else by a label.</summary>
sealed record PromptUse(string Name, int? Version, string? Label)
{
    public override string ToString() => Version is { } version ? $"{Name} v{version}" : $"{Name} {Label}";
}

/// <summary>
/// Tags with which a prompt takes in others: <c>@@@langfusePrompt:name=greeting|label=production@@@</c>, or
/// <c>|version=3</c>. They stand in a text, or in the contents of messages. What only looks like one is text.
/// </summary>
static partial class PromptTags
{
    public static IReadOnlyList<PromptUse> UsesOf(JsonElement prompt)
    {
        var uses = new List<PromptUse>();
        foreach (var text in TextsOf(prompt))
        {
            uses.AddRange(Tag().Matches(text).Select(Parse).OfType<PromptUse>());
        }

        return [.. uses.Distinct()];
    }

    /// <summary>The prompt with the tags' places taken by what they stand for.</summary>
    public static JsonElement Replace(JsonElement prompt, IReadOnlyDictionary<PromptUse, string> texts)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new() { SkipValidation = true }))
        {
            Write(writer, prompt);
        }

        return JsonText.Parse(buffer.ToArray());

        void Write(Utf8JsonWriter writer, JsonElement element)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.String:
                    writer.WriteStringValue(Replace(element.GetString()!, texts));
                    break;
                case JsonValueKind.Array:
                    writer.WriteStartArray();
                    foreach (var item in element.EnumerateArray())
                    {
                        Write(writer, item);
                    }

                    writer.WriteEndArray();
                    break;
                case JsonValueKind.Object:
                    writer.WriteStartObject();
                    foreach (var member in element.EnumerateObject())
                    {
                        writer.WritePropertyName(member.Name);
                        if (member.NameEquals("content"))
                        {
                            Write(writer, member.Value);
                        }
                        else
                        {
                            member.Value.WriteTo(writer);
                        }
                    }

                    writer.WriteEndObject();
                    break;
                default:
                    element.WriteTo(writer);
                    break;
            }
        }
    }

    static string Replace(string text, IReadOnlyDictionary<PromptUse, string> texts)
    {
        var result = new StringBuilder();
        var done = 0;
        foreach (Match match in Tag().Matches(text))
        {
            if (Parse(match) is { } use)
            {
                result.Append(text, done, match.Index - done).Append(texts[use]);
                done = match.Index + match.Length;
                if (result.Length > Store.Document.MaxBytes)
                {
                    throw LangfuseRefusal.TooLarge("The prompts that are named make this prompt too large.");
                }
            }
        }

        return result.Append(text, done, text.Length - done).ToString();
    }

    static IEnumerable<string> TextsOf(JsonElement prompt) =>
        prompt.ValueKind switch
        {
            JsonValueKind.String => [JsonStrings.TextOf(prompt)!],
            JsonValueKind.Array => prompt
                .EnumerateArray()
                .Select(message => JsonStrings.TryGet(message, "content", out var content) ? content : default)
                .Select(JsonStrings.TextOf)
                .OfType<string>(),
            _ => [],
        };

    static PromptUse? Parse(Match match)
    {
        var (name, value) = (match.Groups["name"].Value, match.Groups["value"].Value);
        return match.Groups["by"].Value == "label" ? new(name, null, value)
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                ? new(name, version, null)
            : null;
    }

    [GeneratedRegex(@"@@@langfusePrompt:name=(?<name>[^|]+?)\|(?<by>version|label)=(?<value>[^|@]+?)@@@")]
    private static partial Regex Tag();
}
