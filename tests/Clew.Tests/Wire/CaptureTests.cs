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
        Assert.True(
            envelope.TryRead(capture.Signal, capture.Encoding, capture.Body, capture.Body.Length, out var error),
            error
        );
        switch (capture.Signal)
        {
            case OtlpSignal.Traces:
                EnvelopeCheck.Equal(capture.Traces(), envelope);
                break;
            case OtlpSignal.Logs:
                EnvelopeCheck.Equal(capture.Logs(), envelope);
                break;
            default:
                EnvelopeCheck.Equal(MetricsData.Parser.ParseFrom(capture.Body), envelope);
                break;
        }
    }
}
