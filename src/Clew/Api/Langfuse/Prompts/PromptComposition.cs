using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Store;

namespace Clew.Api.Langfuse.Prompts;

/// <summary>A version of a prompt, with its content as it is kept.</summary>
sealed record FoundPrompt(string Name, PromptHead Head, PromptVersion Version, PromptContent Content);

/// <summary>Finds prompts, and puts together those that name others.</summary>
/// <param name="find">Finds a document by kind and id.</param>
sealed class PromptComposition(Func<string, string, Task<Document?>> find)
{
    const int DeepestNesting = 5;

    /// <summary>Bounds the work that one prompt can ask for: each of a few prompts may name each of the others.</summary>
    const int MostParts = 500;

    readonly Dictionary<string, List<LangfusePromptNode>> dependencies = [];
    readonly HashSet<string> open = [];
    int parts;

    /// <summary>Null if there is no such version.</summary>
    public async Task<FoundPrompt?> FindAsync(string name, int? version, string? label)
    {
        if (
            await find(LangfusePromptShelf.HeadKind, name) is not { } headDocument
            || headDocument.Read(LangfuseJson.Plain.PromptHead) is not { } head
            || head.Find(version, label) is not { } found
            || await find(LangfusePromptShelf.ContentKind, found.Id) is not { } content
        )
        {
            return null;
        }

        return new(name, head, found, content.Read(LangfuseJson.Plain.PromptContent));
    }

    /// <summary>The prompt with all that it names put in, and what that was; null if it names none.</summary>
    /// <exception cref="LangfuseRefusal">One is missing, is no text, names itself in the end, or lies too deep.</exception>
    public async Task<(JsonElement Prompt, LangfuseResolutionGraph? Graph)> ResolveAsync(FoundPrompt root)
    {
        var prompt = await ResolveAsync(root, root, 0);
        return (prompt, dependencies.Count > 0 ? new(NodeOf(root), dependencies) : null);
    }

    async Task<JsonElement> ResolveAsync(FoundPrompt root, FoundPrompt prompt, int level)
    {
        var uses = prompt.Version.Uses;
        if (uses.Count == 0)
        {
            return prompt.Content.Prompt;
        }

        open.Add(prompt.Version.Id);
        var texts = new Dictionary<PromptUse, string>();
        var nodes = dependencies[prompt.Version.Id] = [];
        foreach (var use in uses)
        {
            var part = await FindPartAsync(use);
            if (open.Contains(part.Version.Id) || part.Name == root.Name)
            {
                throw LangfuseRefusal.BadRequest(
                    $"Circular dependency detected involving prompt '{part.Name}' version {part.Version.Version}"
                );
            }

            if (level + 1 >= DeepestNesting)
            {
                throw LangfuseRefusal.BadRequest($"Maximum nesting depth exceeded ({DeepestNesting})");
            }

            if (++parts > MostParts)
            {
                throw LangfuseRefusal.BadRequest($"More than {MostParts} prompts are put together in this one.");
            }

            nodes.Add(NodeOf(part));
            texts[use] = JsonStrings.TextOf(await ResolveAsync(root, part, level + 1))!;
        }

        open.Remove(prompt.Version.Id);
        return PromptTags.Replace(prompt.Content.Prompt, texts);
    }

    async Task<FoundPrompt> FindPartAsync(PromptUse use)
    {
        var place = $"{use.Name} - {(use.Version is { } version ? $"version {version}" : $"label {use.Label}")}";
        var part =
            await FindAsync(use.Name, use.Version, use.Label)
            ?? throw LangfuseRefusal.BadRequest($"Prompt dependency not found: {place}");
        return part.Head.Type == LangfusePromptRules.Text
            ? part
            : throw LangfuseRefusal.BadRequest($"Prompt dependency is not a text prompt: {place}");
    }

    static LangfusePromptNode NodeOf(FoundPrompt prompt) => new(prompt.Version.Id, prompt.Name, prompt.Version.Version);
}
