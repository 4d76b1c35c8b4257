using System.Globalization;

namespace Clew.Pricing;

/// <summary>Rows of prices, to be found by provider and id. Nothing in it changes once it is made.</summary>
sealed class PriceTable
{
    /// <summary>Stands for the provider of rows that are for every one.</summary>
    const string AnyProvider = "";

    static readonly Lazy<PriceTable> Loaded = new(LoadBuiltIn);

    readonly Dictionary<string, Dictionary<string, PriceSchedule>> providers = new(StringComparer.Ordinal);

    // By descending length, so that the first one that fits says most.
    readonly List<(string Provider, string Start, PriceSchedule Schedule)> wildcards = [];

    PriceTable() { }

    /// <summary>The day as of which the table that comes with Clew was made; changes whenever it does.</summary>
    public const string BuiltInDate = "2026-08-21";

    /// <summary>The table that comes with Clew; read when it is first needed.</summary>
    public static PriceTable BuiltIn => Loaded.Value;

    public int RowCount { get; private set; }

    /// <summary>All rows, in no order.</summary>
    public IEnumerable<PriceRow> Rows =>
        providers
            .Values.SelectMany(ids => ids.Values)
            .Concat(wildcards.Select(w => w.Schedule))
            .Distinct()
            .SelectMany(schedule => schedule.Rows);

    /// <summary>The prices of an id, spelled in lower case, or null.</summary>
    /// <param name="provider">Null finds only rows that are for every provider.</param>
    public PriceSchedule? Find(string? provider, string id) =>
        (provider is null ? null : FindIn(provider, id)) ?? FindIn(AnyProvider, id);

    /// <summary>The prices of the longest wildcard that fits, or null.</summary>
    public PriceSchedule? FindWildcard(string? provider, string id)
    {
        foreach (var (of, start, schedule) in wildcards)
        {
            if ((of == AnyProvider || of == provider) && id.StartsWith(start, StringComparison.Ordinal))
            {
                return schedule;
            }
        }

        return null;
    }

    PriceSchedule? FindIn(string provider, string id) =>
        providers.TryGetValue(provider, out var ids) && ids.TryGetValue(id, out var schedule) ? schedule : null;

    /// <param name="errors">Gets a sentence for each pair of rows that contradict each other.</param>
    public static PriceTable Of(IReadOnlyList<PriceRow> rows, List<string> errors)
    {
        var table = new PriceTable { RowCount = rows.Count };
        var schedules = new Dictionary<(string, string), PriceSchedule>();
        foreach (var row in rows)
        {
            var provider = row.Provider ?? AnyProvider;
            var model = row.Model.ToLowerInvariant();
            if (!schedules.TryGetValue((provider, model), out var schedule))
            {
                schedules[(provider, model)] = schedule = new();
                if (model.EndsWith('*'))
                {
                    table.wildcards.Add((provider, model[..^1], schedule));
                }
            }

            if (!schedule.Add(row))
            {
                errors.Add($"{NameOf(row)} has two rows {FromWhen(row)}; keep one, or give one another effectiveFrom.");
            }

            if (!model.EndsWith('*'))
            {
                table.Name(row, schedule, errors);
            }
        }

        table.wildcards.Sort(
            (a, b) => (b.Start.Length, b.Provider.Length > 0).CompareTo((a.Start.Length, a.Provider.Length > 0))
        );
        return table;
    }

    void Name(PriceRow row, PriceSchedule schedule, List<string> errors)
    {
        var provider = row.Provider ?? AnyProvider;
        if (!providers.TryGetValue(provider, out var ids))
        {
            providers[provider] = ids = new(StringComparer.Ordinal);
        }

        foreach (var name in row.Aliases.Prepend(row.Model))
        {
            var id = name.ToLowerInvariant();
            if (!ids.TryAdd(id, schedule) && ids[id] != schedule)
            {
                errors.Add($"{NameOf(row)}: {name} is the model or an alias of another row too; take it out of one.");
            }
        }
    }

    static string NameOf(PriceRow row) => row.Provider is { } provider ? $"{provider}/{row.Model}" : row.Model;

    static string FromWhen(PriceRow row) =>
        row.EffectiveFrom is { } day
            ? "from " + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " on"
            : "without an effectiveFrom";

    static unsafe PriceTable LoadBuiltIn()
    {
        const string Name = "prices/model-prices.json";
        // The resource is mapped with the program; a copy would be large and stay for long.
        using var stream = (UnmanagedMemoryStream)typeof(PriceTable).Assembly.GetManifestResourceStream(Name)!;
        var errors = new List<string>();
        var rows = PriceRowReader.Read(new(stream.PositionPointer, (int)stream.Length), isOwn: false, errors);
        var table = Of(rows, errors);
        return errors is [var error, ..] ? throw new InvalidOperationException($"{Name}: {error}") : table;
    }
}
