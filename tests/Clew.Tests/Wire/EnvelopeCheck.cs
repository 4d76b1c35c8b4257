using Clew.Model;
using Clew.Tests.Oracle;
using Clew.Wire.Otlp;

namespace Clew.Tests.Wire;

/// <summary>Compares a whole request with what the oracle makes of it.</summary>
static class EnvelopeCheck
{
    public static void Equal(TracesData expected, OtlpEnvelope envelope)
    {
        var span = new DecodedSpan();
        var i = 0;
        foreach (var resource in expected.ResourceSpans)
        {
            foreach (var scope in resource.InstrumentationLibrarySpans.Concat(resource.ScopeSpans))
            {
                foreach (var one in scope.Spans)
                {
                    var item = envelope.Items[i++];
                    var fault = SpanDecoder.Decode(item.Buffer, item.Start, item.Length, span);
                    Assert.Equal(FaultOf(one), fault);
                    if (fault == SpanFault.None)
                    {
                        Assert.Equal(OracleView.Expected(one), OracleView.Of(span));
                    }

                    Equal(resource.Resource, resource.SchemaUrl, scope.Scope, scope.SchemaUrl, envelope, item);
                }
            }
        }

        Assert.Equal(i, envelope.Items.Length);
    }

    public static void Equal(LogsData expected, OtlpEnvelope envelope)
    {
        var log = new DecodedLog();
        var i = 0;
        foreach (var resource in expected.ResourceLogs)
        {
            foreach (var scope in resource.ScopeLogs)
            {
                foreach (var one in scope.LogRecords)
                {
                    var item = envelope.Items[i++];
                    Assert.Equal(SpanFault.None, LogDecoder.Decode(item.Buffer, item.Start, item.Length, log));
                    Assert.Equal(OracleView.Expected(one), OracleView.Of(log));
                    Equal(resource.Resource, resource.SchemaUrl, scope.Scope, scope.SchemaUrl, envelope, item);
                }
            }
        }

        Assert.Equal(i, envelope.Items.Length);
    }

    public static void Equal(MetricsData expected, OtlpEnvelope envelope) =>
        Assert.Equal(
            expected
                .ResourceMetrics.SelectMany(r => r.ScopeMetrics)
                .SelectMany(s => s.Metrics)
                .SelectMany(m => new[] { m.Gauge, m.Sum, m.Histogram, m.ExponentialHistogram, m.Summary })
                .Sum(points => points?.DataPoints.Count ?? 0),
            envelope.DataPoints
        );

    public static SpanFault FaultOf(Span span) =>
        span.TraceId.Length is not (0 or 16) ? SpanFault.TraceIdLength
        : span.TraceId.All(b => b == 0) ? SpanFault.TraceIdMissing
        : span.SpanId.Length is not (0 or 8) ? SpanFault.SpanIdLength
        : span.SpanId.All(b => b == 0) ? SpanFault.SpanIdMissing
        : SpanFault.None;

    static void Equal(
        Resource? resource,
        string resourceSchema,
        InstrumentationScope? scope,
        string scopeSchema,
        OtlpEnvelope envelope,
        OtlpItem item
    )
    {
        var context = envelope.Contexts[item.Context];
        Assert.Equal(OracleView.Expected(resource), OracleView.OfResource(context.Resource));
        Assert.Equal(OracleView.Expected(scope), OracleView.OfScope(context.Scope));
        Assert.Equal(resourceSchema, context.Resource.SchemaUrl);
        Assert.Equal(scopeSchema, context.Scope.SchemaUrl);
    }
}
