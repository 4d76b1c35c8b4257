using Clew.Model;
using Clew.Tests.Oracle;
using Clew.Wire.Otlp;
using Google.Protobuf;

namespace Clew.Tests.Wire;

/// <summary>What real clients sent, checked against Google's protobuf library.</summary>
public sealed class CaptureTests
{
    readonly OtlpEnvelope envelope = new();

    [Theory]
    [MemberData(nameof(Capture.Names), MemberType = typeof(Capture))]
    public void ACapturedRequestIsDecodedFieldByFieldAsTheOracleDoes(string name)
    {
        var capture = Capture.Of(name);
        if (capture.Encoding == RecordEncoding.Json)
        {
            return;
        }

        Assert.True(
            envelope.TryRead(capture.Signal, capture.Encoding, capture.Body, capture.Body.Length, out var error),
            error
        );
        switch (capture.Signal)
        {
            case OtlpSignal.Traces:
                EnvelopeCheck.Equal(TracesData.Parser.ParseFrom(capture.Body), envelope);
                break;
            case OtlpSignal.Logs:
                EnvelopeCheck.Equal(LogsData.Parser.ParseFrom(capture.Body), envelope);
                break;
            default:
                EnvelopeCheck.Equal(MetricsData.Parser.ParseFrom(capture.Body), envelope);
                break;
        }
    }
}
