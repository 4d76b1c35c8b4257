namespace Clew.Tests.Api;

public sealed class SearchTests
{
    const string Trace = "5b8efff798038103d269b633813fc60c";

    [Fact]
    public async Task A_hit_says_where_it_is_and_shows_it()
    {
        await using var api = ApiFixture.WithAllDialects();
        await api.SendSpansAsync(
            $$$"""
            {"traceId":"{{{Trace}}}","spanId":"eee19b7ec3c1b174","name":"root","startTimeUnixNano":"5","endTimeUnixNano":"9",
             "attributes":[{"key":"input.value","value":{"stringValue":"{\"q\":\"where is\\ninvoice 4711?\"}"}},
                           {"key":"openinference.span.kind","value":{"stringValue":"LLM"}},
                           {"key":"shop.region","value":{"stringValue":"north"}}],
             "status":{"code":2,"message":"Lost the way"}}
            """
        );
        foreach (
            var (q, place, key) in new[]
            {
                ("\"invoice 4711\"", "input", "input.value"),
                ("NORTH", "attribute", "shop.region"),
                ("lost way", "error", null),
            }
        )
        {
            var (status, answer) = await api.AskAsync("/api/v1/search", $"?q={Uri.EscapeDataString(q)}");
            Assert.Equal(200, status);
            var hit = Assert.Single(answer.GetProperty("hits").EnumerateArray());
            Assert.Equal(
                (Trace, place, key),
                (
                    hit.GetProperty("traceId").GetString(),
                    hit.GetProperty("place").GetString(),
                    hit.GetProperty("key").GetString()
                )
            );
            Assert.True(answer.GetProperty("complete").GetBoolean());
            Assert.NotEqual(0, hit.GetProperty("highlights").GetArrayLength());
        }
    }
}
