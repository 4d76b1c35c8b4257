using Clew.Host.Options;

namespace Clew.Tests.Host;

public sealed class UnknownVariablesTests
{
    [Fact]
    public void A_misspelt_variable_is_told_with_the_nearest_known_one()
    {
        var environment = new Dictionary<string, string>
        {
            ["CLEW_HTPP"] = "x",
            ["CLEW_DATA"] = "x",
            ["CLEW_MAX_INFLIGHT"] = "x",
            ["CLEWLESS"] = "x",
            ["HTTP"] = "x",
        };
        Assert.Equal(
            [
                "The variable CLEW_HTPP means nothing to Clew; did you mean CLEW_HTTP?",
                "The variable CLEW_MAX_INFLIGHT means nothing to Clew; did you mean CLEW_MAX_INFLIGHT_BYTES?",
            ],
            UnknownVariables.Warnings(environment)
        );
    }
}
