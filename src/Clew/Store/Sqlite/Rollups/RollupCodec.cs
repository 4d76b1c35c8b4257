using System.Text;
using Clew.Store.Totals;

namespace Clew.Store.Sqlite.Rollups;

/// <summary>
/// An hour as bytes: its texts, then for each plan its entries. Numbers are written seven bits at a time, because most
/// are small.
/// </summary>
static class RollupCodec
{
    /// <summary>Raised when the bytes or the plans change: what was written before counts as not rolled up.</summary>
    const byte Version = 1;

    public static byte[] Write(IReadOnlyList<IReadOnlyList<RollupEntry>> plans)
    {
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in plans.SelectMany(p => p).SelectMany(e => e.Key).OfType<string>())
        {
            texts.TryAdd(text, texts.Count + 1);
        }

        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Version);
        writer.Write7BitEncodedInt(texts.Count);
        foreach (var text in texts.Keys)
        {
            writer.Write(text);
        }

        foreach (var entries in plans)
        {
            writer.Write7BitEncodedInt(entries.Count);
            foreach (var entry in entries)
            {
                foreach (var text in entry.Key)
                {
                    writer.Write7BitEncodedInt(text is null ? 0 : texts[text]);
                }

                writer.Write7BitEncodedInt64(entry.Count);
                writer.Write7BitEncodedInt64(entry.Errors);
                foreach (var series in entry.Series)
                {
                    Write(writer, series);
                }
            }
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>The entries of one plan; null if they were written in another way.</summary>
    public static List<RollupEntry>? Read(byte[] data, RollupPlan asked)
    {
        using var reader = new BinaryReader(new MemoryStream(data, writable: false), Encoding.UTF8);
        if (reader.ReadByte() != Version)
        {
            return null;
        }

        var texts = new string?[reader.Read7BitEncodedInt() + 1];
        for (var i = 1; i < texts.Length; i++)
        {
            texts[i] = reader.ReadString();
        }

        foreach (var plan in RollupPlan.All)
        {
            var entries = new List<RollupEntry>();
            for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            {
                entries.Add(ReadEntry(reader, texts, plan));
            }

            if (plan == asked)
            {
                return entries;
            }
        }

        return null;
    }

    static RollupEntry ReadEntry(BinaryReader reader, string?[] texts, RollupPlan plan)
    {
        var key = new string?[plan.Width];
        for (var i = 0; i < key.Length; i++)
        {
            key[i] = texts[reader.Read7BitEncodedInt()];
        }

        var (count, errors) = (reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
        var series = new RolledSeries[plan.Tallies.Numbers.Count];
        for (var i = 0; i < series.Length; i++)
        {
            series[i] = ReadSeries(reader, plan.Tallies.Keeps[i]);
        }

        return new(key, count, errors, series);
    }

    static void Write(BinaryWriter writer, in RolledSeries series)
    {
        writer.Write7BitEncodedInt64(series.Count);
        if (series.Count == 0)
        {
            return;
        }

        writer.Write7BitEncodedInt64((long)(series.Sum >> 64));
        writer.Write7BitEncodedInt64((long)(ulong)(series.Sum & ulong.MaxValue));
        writer.Write(series.Least);
        writer.Write(series.Most);
        if (series.Histogram is { } histogram)
        {
            writer.Write7BitEncodedInt(histogram.PlaceCount);
            var last = 0;
            foreach (var (place, times) in histogram.Counts)
            {
                writer.Write7BitEncodedInt(place - last);
                writer.Write7BitEncodedInt64(times);
                last = place;
            }
        }
    }

    static RolledSeries ReadSeries(BinaryReader reader, bool hasHistogram)
    {
        var count = reader.Read7BitEncodedInt64();
        if (count == 0)
        {
            return default;
        }

        var sum = ((Int128)reader.Read7BitEncodedInt64() << 64) + (ulong)reader.Read7BitEncodedInt64();
        var (least, most) = (reader.ReadDouble(), reader.ReadDouble());
        if (!hasHistogram)
        {
            return new(count, sum, least, most, null);
        }

        var histogram = new LogHistogram();
        var place = 0;
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            place += reader.Read7BitEncodedInt();
            histogram.AddAt(place, reader.Read7BitEncodedInt64());
        }

        return new(count, sum, least, most, histogram);
    }
}
