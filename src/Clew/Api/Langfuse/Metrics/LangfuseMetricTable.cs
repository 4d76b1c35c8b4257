using System.Text.Json.Nodes;
using Clew.Api.Langfuse.Reads;

namespace Clew.Api.Langfuse.Metrics;

/// <summary>Groups rows and adds them up, exactly: what is not a sum keeps every value.</summary>
sealed class LangfuseMetricTable(LangfuseMetricQuery query)
{
    /// <summary>So that a question cannot take all memory.</summary>
    const int MaxGroups = 100_000;

    readonly Dictionary<Key, Total[]> groups = [];

    /// <exception cref="LangfuseRefusal">There are too many groups.</exception>
    public void Add(in LangfuseMetricRow row)
    {
        var key = new Key(query.Granularity is { } g ? BucketOf(row.TimeNano, g) : null, row.Dimensions);
        if (!groups.TryGetValue(key, out var totals))
        {
            if (groups.Count == MaxGroups)
            {
                throw LangfuseRefusal.BadRequest(
                    $"The query has more than {MaxGroups} groups; take fewer dimensions or a shorter time."
                );
            }

            groups.Add(key, totals = [.. query.Metrics.Select(m => new Total(m.Aggregation))]);
        }

        for (var i = 0; i < totals.Length; i++)
        {
            totals[i].Add(row.Measures[i]);
        }
    }

    public IReadOnlyList<JsonObject> ToRows()
    {
        // Without dimensions there is one row, also of nothing.
        if (groups.Count == 0 && query.Dimensions.Count == 0 && query.Granularity is null)
        {
            groups.Add(new(null, []), [.. query.Metrics.Select(m => new Total(m.Aggregation))]);
        }

        FillTime();
        var rows = groups.Select(g => (g.Key, Values: Array.ConvertAll(g.Value, t => t.Value()))).ToList();
        rows.Sort((a, b) => Compare(a.Key, a.Values, b.Key, b.Values));
        return [.. rows.Take(query.RowLimit).Select(r => ToRow(r.Key, r.Values))];
    }

    /// <summary>A line over time has a point also where nothing was, unless there are several lines, or too many points.</summary>
    void FillTime()
    {
        if (query.Granularity is not { } granularity || query.Dimensions.Count > 0)
        {
            return;
        }

        var empty = new List<Key>();
        for (var at = BucketOf(query.FromNano, granularity); at < query.ToNano; at = After(at, granularity))
        {
            if (new Key(at, []) is var key && !groups.ContainsKey(key))
            {
                empty.Add(key);
            }

            if (empty.Count + groups.Count > LangfuseMetricQuery.MaxRows)
            {
                return;
            }
        }

        foreach (var key in empty)
        {
            groups.Add(key, [.. query.Metrics.Select(m => new Total(m.Aggregation))]);
        }
    }

    static long After(long bucket, string granularity)
    {
        var start = DateTimeOffset.FromUnixTimeMilliseconds(bucket / 1_000_000);
        var next = granularity switch
        {
            "minute" => start.AddMinutes(1),
            "hour" => start.AddHours(1),
            "day" => start.AddDays(1),
            "week" => start.AddDays(7),
            _ => start.AddMonths(1),
        };
        return next.ToUnixTimeMilliseconds() * 1_000_000;
    }

    JsonObject ToRow(Key key, double?[] values)
    {
        var row = new JsonObject();
        if (key.Bucket is { } bucket)
        {
            row["time_dimension"] = LangfuseTraces.Time(bucket);
        }

        for (var i = 0; i < query.Dimensions.Count; i++)
        {
            row[query.Dimensions[i]] = key.Dimensions[i];
        }

        for (var i = 0; i < query.Metrics.Count; i++)
        {
            row[LangfuseMetricQuery.KeyOf(query.Metrics[i])] =
                query.Metrics[i].Aggregation == "histogram" ? groups[key][i].Histogram(query.Bins) : values[i];
        }

        return row;
    }

    /// <summary>As asked for, then by time, then the greatest first.</summary>
    int Compare(Key a, double?[] aValues, Key b, double?[] bValues)
    {
        foreach (var (field, isDescending) in query.Order)
        {
            var order = Compare(field, a, aValues, b, bValues);
            if (order != 0)
            {
                return isDescending ? -order : order;
            }
        }

        var byTime = Nullable.Compare(a.Bucket, b.Bucket);
        var byValue = byTime != 0 ? byTime : -Nullable.Compare(aValues[0], bValues[0]);
        return byValue != 0 ? byValue : a.CompareTo(b);
    }

    int Compare(string field, Key a, double?[] aValues, Key b, double?[] bValues)
    {
        for (var i = 0; i < query.Dimensions.Count; i++)
        {
            if (query.Dimensions[i] == field)
            {
                return string.CompareOrdinal(a.Dimensions[i], b.Dimensions[i]);
            }
        }

        for (var i = 0; i < query.Metrics.Count; i++)
        {
            if (LangfuseMetricQuery.KeyOf(query.Metrics[i]) == field)
            {
                return Nullable.Compare(aValues[i], bValues[i]);
            }
        }

        return Nullable.Compare(a.Bucket, b.Bucket);
    }

    /// <summary>When the bucket of a moment begins, in UTC; weeks begin on Monday.</summary>
    static long BucketOf(long nano, string granularity)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(nano / 1_000_000);
        var day = new DateTimeOffset(time.Date, TimeSpan.Zero);
        var start = granularity switch
        {
            "minute" => day.AddHours(time.Hour).AddMinutes(time.Minute),
            "hour" => day.AddHours(time.Hour),
            "day" => day,
            "week" => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            _ => new(day.Year, day.Month, 1, 0, 0, 0, TimeSpan.Zero),
        };
        return start.ToUnixTimeMilliseconds() * 1_000_000;
    }

    sealed class Key(long? bucket, string?[] dimensions) : IEquatable<Key>, IComparable<Key>
    {
        public long? Bucket => bucket;

        public string?[] Dimensions => dimensions;

        public bool Equals(Key? other) =>
            other is not null && bucket == other.Bucket && dimensions.AsSpan().SequenceEqual(other.Dimensions);

        public override bool Equals(object? obj) => Equals(obj as Key);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.Add(bucket);
            foreach (var dimension in dimensions)
            {
                hash.Add(dimension, StringComparer.Ordinal);
            }

            return hash.ToHashCode();
        }

        public int CompareTo(Key? other) =>
            string.CompareOrdinal(string.Join('\n', dimensions), string.Join('\n', other?.Dimensions ?? []));
    }

    /// <summary>One measure of one group.</summary>
    sealed class Total(string aggregation)
    {
        readonly List<double>? values = aggregation is "histogram" || aggregation[0] == 'p' ? [] : null;
        readonly HashSet<object>? different = aggregation == "uniq" ? [] : null;
        double sum;
        double least = double.PositiveInfinity;
        double most = double.NegativeInfinity;
        long count;

        public void Add(object? value)
        {
            if (value is null)
            {
                return;
            }

            count++;
            different?.Add(value);
            if (value is double number)
            {
                values?.Add(number);
                (sum, least, most) = (sum + number, Math.Min(least, number), Math.Max(most, number));
            }
        }

        public double? Value() =>
            aggregation switch
            {
                "sum" => sum,
                "count" => count,
                "uniq" => different!.Count,
                "histogram" => null,
                _ when count == 0 => null,
                "avg" => sum / count,
                "max" => double.IsFinite(most) ? most : null,
                "min" => double.IsFinite(least) ? least : null,
                _ => Percentile(int.Parse(aggregation.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)),
            };

        /// <summary>Lower end, upper end and how many, for bins of one width.</summary>
        public JsonArray Histogram(int bins)
        {
            if (values!.Count == 0)
            {
                return [];
            }

            var width = (most - least) / bins;
            var heights = new int[width > 0 ? bins : 1];
            foreach (var value in values)
            {
                heights[width > 0 ? Math.Min((int)((value - least) / width), bins - 1) : 0]++;
            }

            return
            [
                .. heights.Select(
                    (height, i) => (JsonNode)new JsonArray(least + (i * width), least + ((i + 1) * width), height)
                ),
            ];
        }

        /// <summary>Between the two values nearest to it, in proportion.</summary>
        double? Percentile(int percent)
        {
            if (values!.Count == 0)
            {
                return null;
            }

            values.Sort();
            var place = (values.Count - 1) * percent / 100d;
            var below = values[(int)place];
            return below + ((values[Math.Min((int)place + 1, values.Count - 1)] - below) * (place - Math.Floor(place)));
        }
    }
}
