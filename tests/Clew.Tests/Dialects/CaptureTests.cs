namespace Clew.Tests.Dialects;

/// <summary>What real clients sent, understood as their golden expectations say.</summary>
public class CaptureTests
{
    /// <summary>Clients that speak a dialect of their own, which is still to be written, with what it will bring.</summary>
    static readonly Dictionary<string, string> DueWithTheNextDialects = new()
    {
        ["langfuse-js-v3"] = "no such span 4",
        ["langfuse-js-v5"] =
            "errorMessageContains 1, inputContains 8, metadata 1, model 4, outputContains 5, statusIsError 1, "
            + "temperature 2, toolArgumentsContains 1, toolName 1, toolResultContains 1, type 10, usage 3",
        ["langsmith-otel-js"] = "metadata 4, sessionId 4, temperature 1, toolName 1, type 1, usage 2, userId 4",
        ["logfire-js"] = "statusIsError 1, type 3",
        ["traceloop-js"] =
            "inputContains 2, outputContains 2, sessionId 9, toolArgumentsContains 1, toolName 1, type 2, "
            + "userId 9",
    };

    public static TheoryData<string> Understood =>
        [.. CapturedSpans.Clients.Where(c => !DueWithTheNextDialects.ContainsKey(c))];

    public static TheoryData<string> Due => [.. DueWithTheNextDialects.Keys];

    [Theory]
    [MemberData(nameof(Understood))]
    public void A_captured_client_is_understood(string client) =>
        Assert.Equal("", string.Join('\n', CaptureExpectations.UnmetBy(client).Select(u => $"{u.Span}: {u.Key}")));

    [Theory]
    [MemberData(nameof(Due))]
    public void A_client_that_is_due_lacks_only_what_its_dialect_will_bring(string client)
    {
        var unmet = CaptureExpectations.UnmetBy(client).GroupBy(u => u.Key).OrderBy(g => g.Key, StringComparer.Ordinal);
        var lacks = string.Join(", ", unmet.Select(g => $"{g.Key} {g.Count()}"));
        Assert.True(lacks == DueWithTheNextDialects[client], $"{client} lacks: {lacks}");
    }
}
