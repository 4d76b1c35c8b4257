using System.Text.Json;
using Clew.Api.Langfuse.Reads;
using Clew.Query;

namespace Clew.Api.Langfuse.Metrics;

/// <summary>What is to be counted: the parameter <c>query</c> of metrics, read and checked.</summary>
sealed record LangfuseMetricQuery
{
    public const int MaxRows = 1000;

    static readonly string[] aggregations =
    [
        "sum",
        "avg",
        "count",
        "max",
        "min",
        "p50",
        "p75",
        "p90",
        "p95",
        "p99",
        "histogram",
        "uniq",
    ];

    static readonly string[] granularities = ["auto", "minute", "hour", "day", "week", "month"];

    public required string View { get; init; }
    public required IReadOnlyList<string> Dimensions { get; init; }
    public required IReadOnlyList<(string Measure, string Aggregation)> Metrics { get; init; }

    /// <summary>Null if time is no dimension.</summary>
    public required string? Granularity { get; init; }

    /// <summary>The range of time, Unix nanoseconds.</summary>
    public required long FromNano { get; init; }
    public required long ToNano { get; init; }
    public required Filter Filter { get; init; }
    public required IReadOnlyList<(string Field, bool IsDescending)> Order { get; init; }
    public required int Bins { get; init; }
    public required int RowLimit { get; init; }

    /// <param name="views">By name, the columns that it can be filtered by, and which of them is its time.</param>
    /// <exception cref="LangfuseRefusal">Something is wrong with it.</exception>
    public static LangfuseMetricQuery Read(
        string? text,
        IReadOnlyDictionary<string, LangfuseMetricView> views,
        int usualRows
    )
    {
        var check = new LangfuseCheck();
        try
        {
            using var document = JsonDocument.Parse(string.IsNullOrEmpty(text) ? "null" : text);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                var query = Read(document.RootElement, check, views, usualRows);
                check.Require();
                return query!;
            }

            check.Note("invalid_type", "query must be a JSON object with view, metrics and a range of time.", "query");
        }
        catch (JsonException e)
        {
            check.Note("invalid_value", $"query is not JSON: {e.Message}", "query");
        }
        catch (InvalidOperationException)
        {
            check.Note("invalid_value", "query has half a character in a text.", "query");
        }

        check.Require();
        throw new InvalidOperationException("A check with a note must refuse.");
    }

    static LangfuseMetricQuery? Read(
        JsonElement root,
        LangfuseCheck check,
        IReadOnlyDictionary<string, LangfuseMetricView> views,
        int usualRows
    )
    {
        if (check.Choice("view", Text(root, "view") ?? "?", [.. views.Keys]) is not { } name)
        {
            return null;
        }

        var view = views[name];
        var dimensions = Items(root, "dimensions").Select(d => Text(d, "field") ?? "?").ToArray();
        foreach (var dimension in dimensions)
        {
            check.Choice("dimensions", dimension, [.. view.Dimensions]);
        }

        var metrics = Items(root, "metrics")
            .Select(m => (Measure: Text(m, "measure") ?? "?", Aggregation: Text(m, "aggregation") ?? "?"))
            .ToArray();
        foreach (var (measure, aggregation) in metrics)
        {
            check.Choice("metrics", measure, [.. view.Measures]);
            check.Choice("metrics", aggregation, aggregations);
        }

        if (metrics.Length == 0)
        {
            check.Note("too_small", "metrics must name at least one measure and its aggregation.", "metrics");
        }

        var conditions = new LangfuseConditions(check, view.Columns);
        foreach (var required in (string[])["fromTimestamp", "toTimestamp"])
        {
            if (string.IsNullOrEmpty(Text(root, required)))
            {
                check.Note("invalid_type", $"{required} is required.", required);
            }
        }

        var (from, to) = (Text(root, "fromTimestamp"), Text(root, "toTimestamp"));
        var (fromNano, toNano) = (check.Time("fromTimestamp", from), check.Time("toTimestamp", to));
        if (root.TryGetProperty("filters", out var filters) && filters.ValueKind != JsonValueKind.Null)
        {
            conditions.Read(filters, "filters");
        }

        var granularity =
            root.TryGetProperty("timeDimension", out var time) && time.ValueKind == JsonValueKind.Object
                ? check.Choice("timeDimension", Text(time, "granularity") ?? "?", granularities)
                : null;
        var config = root.TryGetProperty("config", out var c) ? c : default;
        return new()
        {
            View = name,
            Dimensions = dimensions,
            Metrics = metrics,
            Granularity = granularity == "auto" ? AutoOf(fromNano, toNano) : granularity,
            FromNano = fromNano ?? 0,
            ToNano = toNano ?? 0,
            Filter = Filter.And(Comparisons.Between(view.Time, fromNano, toNano), conditions.ToFilter()),
            Order = OrderOf(root, check, dimensions, metrics, granularity),
            Bins = Whole(check, config, "bins", 100) ?? 10,
            RowLimit = Whole(check, config, "row_limit", MaxRows) ?? usualRows,
        };
    }

    public static string KeyOf((string Measure, string Aggregation) metric) => $"{metric.Aggregation}_{metric.Measure}";

    static (string, bool)[] OrderOf(
        JsonElement root,
        LangfuseCheck check,
        string[] dimensions,
        (string, string)[] metrics,
        string? granularity
    )
    {
        string[] known =
        [
            .. dimensions,
            .. metrics.Select(KeyOf),
            .. granularity is null ? (string[])[] : ["time_dimension"],
        ];
        return
        [
            .. Items(root, "orderBy")
                .Select(o =>
                    (
                        check.Choice("orderBy", Text(o, "field") ?? "?", known) ?? "",
                        check.Choice("orderBy", Text(o, "direction") ?? "asc", "asc", "desc") == "desc"
                    )
                ),
        ];
    }

    /// <summary>As fine as still gives a readable number of buckets.</summary>
    static string AutoOf(long? from, long? to)
    {
        var hours = ((to ?? 0) - (from ?? 0)) / 3_600_000_000_000;
        return hours < 2 ? "minute"
            : hours < 72 ? "hour"
            : hours < 1440 ? "day"
            : hours < 8760 ? "week"
            : "month";
    }

    static int? Whole(LangfuseCheck check, JsonElement config, string name, int most) =>
        config.ValueKind == JsonValueKind.Object && config.TryGetProperty(name, out var value)
            ? check.Whole(name, value.GetRawText(), 1, most)
            : null;

    static IEnumerable<JsonElement> Items(JsonElement root, string name) =>
        root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object)
            : [];

    static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
