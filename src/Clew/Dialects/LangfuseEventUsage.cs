using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Tokens and cost of an observation event: <c>usageDetails</c> and <c>costDetails</c>, else the older <c>usage</c>, as
/// <c>{input, output, total, unit, inputCost, …}</c> or <c>{promptTokens, completionTokens, totalTokens}</c>.
/// </summary>
static class LangfuseEventUsage
{
    public static void Read(LangfuseEvent said, Reading reading)
    {
        var hasDetails = TryGet(said, "usageDetails"u8, out var details);
        if (hasDetails)
        {
            LangfuseUsage.Read(details, reading, LangfuseEvents.SourceOf("usageDetails"));
        }

        var hasCost = false;
        if (TryGet(said, "costDetails"u8, out var costs) && LangfuseUsage.TryCost(costs, reading, out var known))
        {
            hasCost = true;
            reading.Cost(known.Pico, known.Input, known.Output, LangfuseEvents.SourceOf("costDetails"));
            LangfuseUsage.KeepCost(costs, reading, LangfuseEvents.SourceOf("costDetails"));
        }

        if (TryGet(said, "usage"u8, out var usage))
        {
            ReadOld(usage, withTokens: !hasDetails, withCost: !hasCost, reading);
        }
    }

    static void ReadOld(in Value value, bool withTokens, bool withCost, Reading reading)
    {
        using var document = Json.TryParse(value.Memory);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } usage)
        {
            return;
        }

        var source = LangfuseEvents.SourceOf("usage");
        // Characters, seconds and images are counted, but they are no tokens.
        var isTokens =
            !JsonStrings.TryGet(usage, "unit", out var unit)
            || unit.ValueKind == JsonValueKind.Null
            || JsonStrings.TextOf(unit) == "TOKENS";
        if (withTokens && isTokens)
        {
            new TokenCounts
            {
                Input = Count("input", "promptTokens"),
                Output = Count("output", "completionTokens"),
                Total = Count("total", "totalTokens"),
            }.State(default, reading);
        }

        if (withCost)
        {
            var (input, output, total) = (Dollars("inputCost"), Dollars("outputCost"), Dollars("totalCost"));
            if ((total ?? (input is null && output is null ? null : (input ?? 0) + (output ?? 0))) is { } dollars)
            {
                if (Numbers.TryPicoUsd(dollars, out var pico))
                {
                    reading.Cost(pico, Numbers.PicoUsd(input), Numbers.PicoUsd(output), source);
                }
            }
        }

        (long, Provenance)? Count(string name, string otherwise) =>
            (JsonStrings.TryGet(usage, name, out var element) && Numbers.TryCount(element, out var count))
            || (JsonStrings.TryGet(usage, otherwise, out element) && Numbers.TryCount(element, out count))
                ? (count, source)
                : null;

        double? Dollars(string name) =>
            JsonStrings.TryGet(usage, name, out var element)
            && element.ValueKind == JsonValueKind.Number
            && Numbers.TryDouble(element, out var number)
                ? number
                : null;
    }

    /// <summary>An empty map says nothing: clients send one when they know no better.</summary>
    static bool TryGet(LangfuseEvent said, ReadOnlySpan<byte> member, out Value value) =>
        LangfuseEvents.TryGet(said, member, out value)
        && !LangfuseEvents.IsNull(value)
        && value.Utf8.IndexOf((byte)':') >= 0;
}
