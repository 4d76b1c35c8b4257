using Clew.Intake;
using Clew.Wire.Otlp;

namespace Clew.Tests.Intake;

public sealed class OtlpPathsTests
{
    [Theory]
    [InlineData("/v1/traces", OtlpSignal.Traces)]
    [InlineData("/v1/logs/", OtlpSignal.Logs)]
    [InlineData("//v1//metrics//", OtlpSignal.Metrics)]
    [InlineData("/v1/traces/v1/logs", OtlpSignal.Logs)]
    [InlineData("/api/public/otel/v1/traces", OtlpSignal.Traces)]
    [InlineData("/otel/v1/traces", OtlpSignal.Traces)]
    [InlineData("/api/otel/v1/traces/v1/traces", OtlpSignal.Traces)]
    public void The_end_of_a_path_decides(string path, object signal)
    {
        Assert.True(OtlpPaths.TryMatch(path, out var found));
        Assert.Equal((OtlpSignal)signal, found);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/v1")]
    [InlineData("/v1/spans")]
    [InlineData("/v1/traces/5b8e")]
    [InlineData("/traces")]
    [InlineData("/api/v1/traces")]
    public void Anything_else_is_not_telemetry(string path) => Assert.False(OtlpPaths.TryMatch(path, out _));
}
