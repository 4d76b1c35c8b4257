namespace Clew.Tests.Dialects;

/// <summary>What real clients sent, understood as their golden expectations say.</summary>
public class CaptureTests
{
    /// <summary>Clients that need more than OTLP, with what they lack: this one sends to Langfuse's own API.</summary>
    static readonly Dictionary<string, string> DueWithTheNextDialects = new() { ["langfuse-js-v3"] = "no such span 4" };

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
