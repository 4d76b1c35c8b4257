using System.Text.Json;
using Clew.Wire.Protobuf;
using F = Clew.Wire.Otlp.OtlpFields;

namespace Clew.Wire.Otlp;

/// <summary>Counts the data points of a <c>ScopeMetrics</c> message (<c>metrics.proto</c>); nothing else is read.</summary>
static class PointCounter
{
    const uint MetricsTag = (F.ScopeItems.Items << 3) | WireType.Bytes;
    const uint PointsTag = (F.Metric.DataPoints << 3) | WireType.Bytes;

    public static bool TryCount(byte[] buffer, ProtoSlice scopeMetrics, out long points)
    {
        points = 0;
        var reader = new ProtoReader(buffer, scopeMetrics);
        while (reader.Next())
        {
            if (reader.Tag != MetricsTag)
            {
                reader.Skip();
            }
            else if (!TryCountMetric(buffer, reader.Bytes(), ref points))
            {
                return false;
            }
        }

        return !reader.Failed;
    }

    /// <summary>
    /// The same for JSON, from the start of the request's object to its end: only data points stand under this name.
    /// </summary>
    public static long Count(ref Utf8JsonReader reader)
    {
        var points = 0L;
        var end = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > end)
        {
            var isPoints =
                reader.TokenType == JsonTokenType.PropertyName
                && (reader.ValueSpan.SequenceEqual("dataPoints"u8) || reader.ValueSpan.SequenceEqual("data_points"u8));
            if (!isPoints)
            {
                continue;
            }

            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                continue;
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                points += reader.TokenType == JsonTokenType.StartObject ? 1 : 0;
                reader.Skip();
            }
        }

        return points;
    }

    static bool TryCountMetric(byte[] buffer, ProtoSlice metric, ref long points)
    {
        var reader = new ProtoReader(buffer, metric);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (F.Metric.Gauge << 3) | WireType.Bytes:
                case (F.Metric.Sum << 3) | WireType.Bytes:
                case (F.Metric.Histogram << 3) | WireType.Bytes:
                case (F.Metric.ExponentialHistogram << 3) | WireType.Bytes:
                case (F.Metric.Summary << 3) | WireType.Bytes:
                    if (!TryCountPoints(buffer, reader.Bytes(), ref points))
                    {
                        return false;
                    }

                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return !reader.Failed;
    }

    static bool TryCountPoints(byte[] buffer, ProtoSlice data, ref long points)
    {
        var reader = new ProtoReader(buffer, data);
        while (reader.Next())
        {
            points += reader.Tag == PointsTag ? 1 : 0;
            reader.Skip();
        }

        return !reader.Failed;
    }
}
