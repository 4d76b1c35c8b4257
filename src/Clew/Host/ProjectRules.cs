using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Clew.Api.Langfuse;
using Clew.Intake;
using Clew.Model;
using Clew.Pricing;
using Clew.Store;

namespace Clew.Host;

/// <summary>Tells those who understand records what projects say of models and categories.</summary>
sealed class ProjectRules(
    IProjectStore projects,
    IDocumentStore documents,
    ProjectPrices prices,
    ProjectCategories categories
) : IProjectRules, IDisposable
{
    /// <summary>They are held in memory, and models are tried for every new name: more are not meant.</summary>
    const int MostOfKind = 5000;
    const int Page = 500;

    // Of two who read, the later must also be the one who tells last.
    readonly SemaphoreSlim oneByOne = new(1, 1);

    /// <summary>To be called once before any span is derived.</summary>
    public async Task ReadAllAsync(CancellationToken ct)
    {
        foreach (var project in await projects.ListProjectsAsync(ct))
        {
            await ReadAgainAsync(project.Id, ct);
        }
    }

    public async Task ReadAgainAsync(string project, CancellationToken ct)
    {
        await oneByOne.WaitAsync(ct);
        try
        {
            var models = await ReadAsync(project, DocumentKinds.Model, LangfuseJson.Plain.LangfuseModel, ct);
            prices.Set(project, [.. models.Select(PriceOf).OfType<ModelPrice>()]);
            var configs = await ReadAsync(
                project,
                DocumentKinds.ScoreConfig,
                LangfuseJson.Plain.LangfuseScoreConfig,
                ct
            );
            categories.Set(
                project,
                configs
                    .Where(c => c is { DataType: "CATEGORICAL", Categories: not null })
                    .ToDictionary(
                        c => c.Id,
                        c => (IReadOnlyList<Category>)[.. c.Categories!.Select(k => new Category(k.Label, k.Value))]
                    )
            );
        }
        finally
        {
            oneByOne.Release();
        }
    }

    public void Dispose() => oneByOne.Dispose();

    /// <summary>All of a kind, newest first.</summary>
    async Task<List<T>> ReadAsync<T>(string project, string kind, JsonTypeInfo<T> type, CancellationToken ct)
    {
        var all = new List<T>();
        DocumentPage page;
        do
        {
            page = await documents.ListAsync(project, new(kind) { Offset = all.Count, Limit = Page }, ct);
            all.AddRange(page.Documents.Select(d => d.Read(type)));
        } while (page.Documents.Count == Page && all.Count < MostOfKind);

        return all;
    }

    /// <summary>Null for what is sold by a unit that no span is counted in, or by what no span keeps.</summary>
    static ModelPrice? PriceOf(LangfuseModel model) =>
        model.Unit is "TOKENS" or "REQUESTS"
        && model.PricingTiers.All(t => t.Conditions.All(c => c.TryGetProperty("usageDetailPattern", out _)))
            ? new(
                model.ModelName,
                model.MatchPattern,
                TimeOf(model.StartDate),
                model.Unit == "REQUESTS",
                [
                    .. model
                        .PricingTiers.OrderBy(t => t.IsDefault)
                        .ThenBy(t => t.Priority)
                        .Select(t => new ModelPriceTier(t.Name, [.. t.Conditions.Select(ConditionOf)], t.Prices)),
                ]
            )
            : null;

    static long? TimeOf(string? text) =>
        text is not null && IsoTime.TryParse(Encoding.UTF8.GetBytes(text), out var nano) ? nano : null;

    static UsageCondition ConditionOf(JsonElement condition) =>
        new(
            condition.GetProperty("usageDetailPattern").GetString()!,
            condition.TryGetProperty("caseSensitive", out var isSensitive)
                && isSensitive.ValueKind == JsonValueKind.True,
            condition.GetProperty("operator").GetString()!,
            condition.GetProperty("value").GetDouble()
        );
}
