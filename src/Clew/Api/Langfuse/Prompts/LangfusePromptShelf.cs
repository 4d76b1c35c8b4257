using System.Text.Json;
using Clew.Store;

namespace Clew.Api.Langfuse.Prompts;

/// <summary>What is kept of a prompt under its name: everything but the contents of its versions.</summary>
/// <param name="Versions">Oldest first, at least one.</param>
sealed record PromptHead(string Type, IReadOnlyList<string> Tags, IReadOnlyList<PromptVersion> Versions)
{
    public PromptVersion? Find(int? version, string? label) =>
        Versions.FirstOrDefault(v => version is null ? v.Labels.Contains(label!) : v.Version == version);
}

/// <param name="Id">Of the document with the content.</param>
/// <param name="Uses">The prompts that its content names.</param>
sealed record PromptVersion(
    int Version,
    string Id,
    IReadOnlyList<string> Labels,
    long CreatedNano,
    long UpdatedNano,
    IReadOnlyList<PromptUse> Uses
)
{
    public PromptVersion With(IEnumerable<string> labels, long now) =>
        labels.ToArray() is var next && next.SequenceEqual(Labels)
            ? this
            : this with
            {
                Labels = next,
                UpdatedNano = now,
            };
}

/// <summary>A version never changes once it is made.</summary>
sealed record PromptContent(
    int Version,
    JsonElement Prompt,
    JsonElement Config,
    string? CommitMessage,
    string CreatedBy
);

/// <summary>
/// The prompts of a project while they are changed. Labels stand in the head alone, so that moving one is one write.
/// </summary>
sealed class LangfusePromptShelf(IDocumentChange change, long now)
{
    public const string HeadKind = "prompt";
    public const string ContentKind = "prompt-version";

    const int HeadsPerLook = 100;

    /// <summary>Makes the next version.</summary>
    public void Add(PromptDraft draft, string id, string createdBy)
    {
        var head = Head(draft.Name);
        if (head is not null && head.Type != draft.Type)
        {
            throw LangfuseRefusal.BadRequest(
                "Previous versions have different prompt type. Create a new prompt with a different name."
            );
        }

        string[] labels = [.. draft.Labels.Append(LangfusePromptRules.Latest).Distinct(StringComparer.Ordinal)];
        var before = (head?.Versions ?? []).Select(v => v.With(v.Labels.Except(labels), now)).ToArray();
        var number = before.Length == 0 ? 1 : before[^1].Version + 1;
        var version = new PromptVersion(number, id, labels, now, now, PromptTags.UsesOf(draft.Prompt));
        var content = new PromptContent(number, draft.Prompt, draft.Config, draft.CommitMessage, createdBy);
        Put(draft.Name, new(draft.Type, draft.Tags ?? head?.Tags ?? [], [.. before, version]));
        change.Put(
            new(
                ContentKind,
                id,
                draft.Name,
                null,
                now,
                now,
                LangfuseDocuments.Write(content, LangfuseJson.Plain.PromptContent)
            )
        );
    }

    /// <summary>Gives a version labels that it did not have, and takes them from the others.</summary>
    public void Label(string name, int version, IReadOnlyList<string> labels)
    {
        if (Head(name) is not { } head || head.Find(version, null) is null)
        {
            throw LangfuseRefusal.NotFound($"Prompt not found: '{name}' with version {version}");
        }

        var versions = head.Versions.Select(v =>
            v.With(v.Version == version ? v.Labels.Union(labels) : v.Labels.Except(labels), now)
        );
        Put(name, head with { Versions = [.. versions] });
    }

    /// <summary>Removes one version, those of a label, or all; the label <c>latest</c> goes to the newest that is left.</summary>
    public void Remove(string name, int? version, string? label)
    {
        var head = Head(name);
        var going = (head?.Versions ?? [])
            .Where(v => (version is null || v.Version == version) && (label is null || v.Labels.Contains(label)))
            .ToArray();
        if (head is null || going.Length == 0)
        {
            throw LangfuseRefusal.NotFound("Prompt not found");
        }

        var left = head.Versions.Except(going).ToArray();
        RequireUnused(name, going, left);
        foreach (var gone in going)
        {
            change.Delete(ContentKind, gone.Id);
        }

        if (left is [.., var newest])
        {
            left[^1] = newest.With(newest.Labels.Append(LangfusePromptRules.Latest).Distinct(), now);
            Put(name, head with { Versions = left });
        }
        else
        {
            change.Delete(HeadKind, name);
        }
    }

    /// <summary>No prompt may be left naming one that is gone.</summary>
    void RequireUnused(string name, PromptVersion[] going, PromptVersion[] left)
    {
        var users = Heads()
            .Where(h => h.Name != name)
            .SelectMany(h => h.Head.Versions, (h, v) => (h.Name, v.Version, Use: v.Uses.FirstOrDefault(IsBroken)))
            .Where(u => u.Use is not null)
            .Select(u => $"{u.Name} v{u.Version} depends on {u.Use}")
            .Take(10)
            .ToArray();
        if (users.Length > 0)
        {
            throw LangfuseRefusal.BadRequest(
                "Other prompts are depending on prompt versions you are trying to delete:\n\n"
                    + string.Join('\n', users)
                    + "\n\nPlease delete the dependent prompts first."
            );
        }

        bool IsBroken(PromptUse use) =>
            use.Name == name
            && (
                use.Version is { } version
                    ? going.Any(v => v.Version == version)
                    : going.Any(v => v.Labels.Contains(use.Label!))
                        && !left.Any(v => v.Labels.Contains(use.Label!))
                        && !(use.Label == LangfusePromptRules.Latest && left.Length > 0)
            );
    }

    IEnumerable<(string Name, PromptHead Head)> Heads()
    {
        var query = new DocumentQuery(HeadKind) { Order = DocumentOrder.NameAscending, Limit = HeadsPerLook };
        for (var page = change.List(query); page.Documents.Count > 0; page = change.List(query))
        {
            foreach (var document in page.Documents)
            {
                yield return (document.Id, document.Read(LangfuseJson.Plain.PromptHead));
            }

            query = query with { Offset = query.Offset + HeadsPerLook };
        }
    }

    PromptHead? Head(string name) => change.Find(HeadKind, name)?.Read(LangfuseJson.Plain.PromptHead);

    void Put(string name, PromptHead head) =>
        change.Put(
            new(
                HeadKind,
                name,
                null,
                name,
                head.Versions[0].CreatedNano,
                head.Versions.Max(v => v.UpdatedNano),
                LangfuseDocuments.Write(head, LangfuseJson.Plain.PromptHead)
            )
        );
}
