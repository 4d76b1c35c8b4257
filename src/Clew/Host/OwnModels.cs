using System.Text;
using System.Text.Json;
using Clew.Api.Langfuse;
using Clew.Model;
using Clew.Pricing;
using Clew.Store;

namespace Clew.Host;

/// <summary>Tells those who price which models projects created.</summary>
sealed class OwnModels(IProjectStore projects, IDocumentStore documents, ProjectPrices prices)
    : IModelPrices,
        IDisposable
{
    /// <summary>Prices are looked up for every span: more than these is no price list.</summary>
    const int MostOfProject = 5000;
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
            var models = new List<ModelPrice>();
            DocumentPage page;
            var offset = 0;
            do
            {
                page = await documents.ListAsync(
                    project,
                    new(DocumentKinds.Model) { Offset = offset, Limit = Page },
                    ct
                );
                models.AddRange(
                    page.Documents.Select(d => PriceOf(d.Read(LangfuseJson.Plain.LangfuseModel))).OfType<ModelPrice>()
                );
                offset += Page;
            } while (page.Documents.Count == Page && offset < MostOfProject);

            prices.Set(project, models);
        }
        finally
        {
            oneByOne.Release();
        }
    }

    public void Dispose() => oneByOne.Dispose();

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
