using Clew.Dialects;

namespace Clew.Tests.Api;

public class TraceMetadataTests
{
    [Theory]
    [InlineData("/api/v1/traces/{traceId}")]
    [InlineData("/api/public/traces/{traceId}")]
    public async Task The_metadata_of_a_trace_is_that_of_its_root_and_its_own(string pattern)
    {
        const string Trace = "5b8efff798038103d269b633813fc60c";
        await using var api = ApiFixture.With(new OtelBase(), new Langfuse());
        await api.SendSpansAsync(
            $$$"""
            {"traceId":"{{{Trace}}}","spanId":"eee19b7ec3c1b174","name":"root","startTimeUnixNano":"5","endTimeUnixNano":"9",
             "attributes":[{"key":"langfuse.observation.metadata.n","value":{"stringValue":"3"}},
                           {"key":"langfuse.trace.metadata.plan","value":{"stringValue":"pro"}}]}
            """
        );
        var trace = await api.GetAsync(pattern, Trace);
        var metadata = trace.GetProperty("metadata");
        Assert.Equal(("3", "pro"), (metadata.GetProperty("n").ToString(), metadata.GetProperty("plan").ToString()));
    }
}
