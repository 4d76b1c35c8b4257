using System.Text;
using Clew.Model;
using Clew.Tests.Oracle;
using Clew.Wire.Otlp;

namespace Clew.Tests.Wire;

public sealed class ResponseTests
{
    [Fact]
    public void SuccessIsAnEmptyMessage()
    {
        Assert.Equal(0, ExportResponse.Success(RecordEncoding.Protobuf).Length);
        Assert.Equal("{}", Encoding.UTF8.GetString(ExportResponse.Success(RecordEncoding.Json).Span));
    }

    [Theory]
    [InlineData(0, "only a warning")]
    [InlineData(2, "trace id missing: \"x\" — é")]
    [InlineData(long.MaxValue, "")]
    public void PartialSuccessSaysHowManyAndWhy(long rejected, string message)
    {
        var bytes = ExportResponse.Partial(OtlpSignal.Traces, RecordEncoding.Protobuf, rejected, message);
        Assert.Equal(
            new ExportResponseMessage
            {
                PartialSuccess = new() { Rejected = rejected, ErrorMessage = message },
            },
            ExportResponseMessage.Parser.ParseFrom(bytes)
        );
    }

    [Theory]
    [InlineData(0, "rejectedSpans")]
    [InlineData(1, "rejectedLogRecords")]
    [InlineData(2, "rejectedDataPoints")]
    public void PartialSuccessInJsonNamesTheCountAfterTheSignal(int signal, string name)
    {
        var json = ExportResponse.Partial((OtlpSignal)signal, RecordEncoding.Json, 2, "a \"b\" é");
        Assert.Equal(
            $$$"""{"partialSuccess":{"{{{name}}}":"2","errorMessage":"a \"b\" é"}}""",
            Encoding.UTF8.GetString(json)
        );
    }

    [Fact]
    public void AFailureIsARpcStatusInBothEncodings()
    {
        var bytes = RpcStatus.Write(RecordEncoding.Protobuf, RpcCode.InvalidArgument, "no");
        Assert.Equal(new RpcStatusMessage { Code = 3, Message = "no" }, RpcStatusMessage.Parser.ParseFrom(bytes));
        var json = RpcStatus.Write(RecordEncoding.Json, RpcCode.Unavailable, "later");
        Assert.Equal("""{"code":14,"message":"later"}""", Encoding.UTF8.GetString(json));
    }

    [Fact]
    public void AStatusCanSayWhenToTryAgain()
    {
        var bytes = RpcStatus.WriteRetry(RpcCode.ResourceExhausted, "slow down", TimeSpan.FromMilliseconds(2500));
        var status = RpcStatusMessage.Parser.ParseFrom(bytes);
        Assert.Equal(8, status.Code);
        var detail = Assert.Single(status.Details);
        Assert.Equal("type.googleapis.com/google.rpc.RetryInfo", detail.TypeUrl);
        Assert.Equal(
            new RetryDelay { Seconds = 2, Nanos = 500_000_000 },
            RetryInfo.Parser.ParseFrom(detail.Value).RetryDelay
        );
    }

    [Fact]
    public void AGrpcFrameBeginsWithAFlagAndALength()
    {
        Span<byte> prefix = stackalloc byte[GrpcFrame.PrefixLength];
        GrpcFrame.Write(prefix, true, 0x01020304);
        Assert.Equal([1, 1, 2, 3, 4], prefix.ToArray());
        Assert.True(GrpcFrame.TryParse(prefix, out var compressed, out var length));
        Assert.True(compressed);
        Assert.Equal(0x01020304u, length);
        Assert.False(GrpcFrame.TryParse(prefix[..4], out _, out _));
        Assert.False(GrpcFrame.TryParse([2, 0, 0, 0, 0], out _, out _));
    }
}
