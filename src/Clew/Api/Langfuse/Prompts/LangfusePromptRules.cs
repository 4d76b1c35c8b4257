using System.Text.Json;
using System.Text.RegularExpressions;
using Clew.Dialects.Parsing;

namespace Clew.Api.Langfuse.Prompts;

/// <summary>What somebody asks to be the next version of a prompt; checked as far as that goes without the others.</summary>
/// <param name="Tags">Null to keep those that the prompt has.</param>
sealed record PromptDraft(
    string Name,
    string Type,
    JsonElement Prompt,
    JsonElement Config,
    IReadOnlyList<string> Labels,
    IReadOnlyList<string>? Tags,
    string? CommitMessage
);

/// <summary>What names, labels and contents of prompts may be.</summary>
static partial class LangfusePromptRules
{
    public const string Latest = "latest";
    public const string Production = "production";
    public const string Text = "text";
    public const string Chat = "chat";

    const int LongestName = 255;
    const int LongestLabel = 36;
    const int LongestTag = 255;
    const int LongestCommitMessage = 500;

    public static PromptDraft Read(LangfuseBody body)
    {
        var type = body.Choice("type", Text, Chat) ?? Text;
        var draft = new PromptDraft(
            NameOf(body),
            type,
            body.Value("prompt") ?? default,
            body.Given("config") ?? JsonText.Parse("{}"),
            Labels(body, "labels") ?? [],
            Tags(body),
            body.TextOrNull("commitMessage", LongestCommitMessage)
        );
        if (draft.Prompt.ValueKind == JsonValueKind.Undefined)
        {
            body.Note("invalid_type", "prompt is missing.", "prompt");
        }
        else if (type == Chat)
        {
            CheckMessages(body);
        }
        else if (draft.Prompt.ValueKind != JsonValueKind.String)
        {
            body.Note("invalid_type", "prompt must be a text, or type must be chat.", "prompt");
        }

        return draft;
    }

    /// <summary>The labels of a request that moves labels.</summary>
    public static IReadOnlyList<string> ReadNewLabels(LangfuseBody body)
    {
        var labels = Labels(body, "newLabels");
        if (labels is null && !body.Has("newLabels"))
        {
            body.Note("invalid_type", "newLabels is missing.", "newLabels");
        }

        if (labels?.Contains(Latest) == true)
        {
            body.Note("custom", "The label latest is always of the newest version; leave it out.", "newLabels");
        }

        return labels ?? [];
    }

    static string NameOf(LangfuseBody body)
    {
        var name = body.Text("name", LongestName);
        var fault =
            name.Contains('|', StringComparison.Ordinal) ? "name must not have a '|': other prompts could not name it."
            : name.StartsWith('/') || name.EndsWith('/') || name.Contains("//", StringComparison.Ordinal)
                ? "name must not have an empty folder: no '/' at its ends, and no '//'."
            : name.Any(char.IsControl) ? "name must not have control characters."
            : null;
        if (fault is not null)
        {
            body.Note("invalid_value", fault, "name");
        }

        return name;
    }

    static string[]? Labels(LangfuseBody body, string name)
    {
        var labels = body.Texts(name)?.Distinct(StringComparer.Ordinal).ToArray();
        foreach (var label in labels ?? [])
        {
            if (label.Length > LongestLabel || !PlainLabel().IsMatch(label))
            {
                body.Note(
                    "invalid_value",
                    $"The label '{label}' must have 1 to {LongestLabel} characters of a-z, 0-9, '_', '-' and '.'.",
                    name
                );
            }
        }

        return labels;
    }

    static string[]? Tags(LangfuseBody body)
    {
        var tags = body.Texts("tags")?.Distinct(StringComparer.Ordinal).ToArray();
        if (tags?.Any(t => t.Length is 0 or > LongestTag) == true)
        {
            body.Note("invalid_value", $"A tag must have 1 to {LongestTag} characters.", "tags");
        }

        return tags;
    }

    static void CheckMessages(LangfuseBody body)
    {
        var variables = new HashSet<string>(StringComparer.Ordinal);
        var placeholders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in body.Objects("prompt") ?? [])
        {
            if (message.Value("type") is { } type && JsonStrings.TextOf(type) == "placeholder")
            {
                var name = message.Text("name", LongestName);
                if (name is not "" && !PlainVariable().IsMatch(name))
                {
                    message.Note(
                        "invalid_value",
                        "name of a placeholder must begin with a letter and have letters, digits and '_' only.",
                        "name"
                    );
                }

                placeholders.Add(name);
            }
            else
            {
                message.Text("role", LongestName);
                var content = message.Text("content", int.MaxValue, least: 0);
                variables.UnionWith(Variable().Matches(content).Select(m => m.Groups[1].Value));
            }
        }

        variables.IntersectWith(placeholders);
        if (variables.Count > 0)
        {
            body.Note(
                "custom",
                $"Variables and placeholders must have different names; these are both: {string.Join(", ", variables)}.",
                "prompt"
            );
        }
    }

    [GeneratedRegex(@"^[a-z0-9_\-.]+\z")]
    private static partial Regex PlainLabel();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_]*\z")]
    private static partial Regex PlainVariable();

    [GeneratedRegex(@"\{\{\s*([A-Za-z][A-Za-z0-9_]*)\s*\}\}")]
    private static partial Regex Variable();
}
