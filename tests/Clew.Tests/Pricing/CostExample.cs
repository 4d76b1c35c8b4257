using System.Globalization;
using System.Text.Json;
using Clew.Pricing;

namespace Clew.Tests.Pricing;

/// <summary>A call whose cost somebody has worked out by hand.</summary>
sealed record CostExample(JsonElement Json)
{
    static readonly string Path = System.IO.Path.Combine(
        AppContext.BaseDirectory,
        "Fixtures",
        "prices",
        "cost-examples.json"
    );

    public static IReadOnlyList<CostExample> All { get; } =
    [.. JsonDocument.Parse(File.ReadAllBytes(Path)).RootElement.EnumerateArray().Select(e => new CostExample(e))];

    public static TheoryData<string> Names => [.. All.Select(e => e.Name)];

    public static CostExample Of(string name) => All.Single(e => e.Name == name);

    public string Name => Text("name");
    public string Provider => Text("provider");
    public string Model => Text("model");
    public string MatchedModel => Text("matchedModel");
    public string Format => Text("usageFormat");
    public JsonElement RawUsage => Json.GetProperty("usage");
    public long AtNano => At.Nano(Text("at"));
    public long CostPicoUsd => (long)(Json.GetProperty("costUsd").GetDecimal() * 1_000_000_000_000m);

    public BillableTokens Tokens =>
        new()
        {
            Input = Count("input"),
            Output = Count("output"),
            CacheRead = Count("cacheRead"),
            CacheWrite = Count("cacheWrite"),
            CacheWrite1h = Count("cacheWrite1h"),
            Reasoning = Count("reasoning"),
            InputAudio = Count("inputAudio"),
            OutputAudio = Count("outputAudio"),
            CacheReadAudio = Count("cacheReadAudio"),
        };

    long? Count(string kind) =>
        Json.GetProperty("normalized").TryGetProperty(kind, out var count) ? count.GetInt64() : null;

    string Text(string name) => Json.GetProperty(name).GetString()!;
}

/// <summary>Moments as people write them.</summary>
static class At
{
    public static readonly long Lately = Nano("2026-08-25T12:00:00Z");

    public static long Nano(string utc) =>
        (DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture) - DateTimeOffset.UnixEpoch).Ticks * 100;
}
