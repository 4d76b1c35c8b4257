using System.Text;
using System.Text.RegularExpressions;
using Clew.EndToEnd.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Clew.EndToEnd.Page;

/// <summary>Pages about many traces: sessions, users, the dashboard.</summary>
public sealed class OverviewTests : IAsyncLifetime
{
    const string Question = "Where is my parcel?";
    const string Answer = "It is on its way.";
    const string Second = "And when does it come?";

    Server server = null!;

    public async Task InitializeAsync()
    {
        server = await Server.StartAsync();
        await SendAsync(Turn('a', 0, Question, Answer), Turn('b', 60, Second, null));
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [FactIfInstalled("chromium", "chromium-browser", "google-chrome")]
    public async Task A_session_is_read_as_one_conversation_and_leads_to_its_traces()
    {
        await using var browsing = await Browsing.StartAsync();
        var page = await browsing.OpenAsync(server.Http);
        await page.GetByRole(AriaRole.Link, new() { Name = "Sessions" }).ClickAsync();
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = Question }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/sessions/talk%20%2F1$"));
        var turns = page.Locator(".session-turn");
        await Expect(turns).ToHaveCountAsync(2);
        await Expect(turns.Nth(0)).ToContainTextAsync(Answer);
        await Expect(turns.Nth(1)).ToContainTextAsync(Second);
        await Expect(turns.Nth(1)).ToContainTextAsync("The trace failed before it had an output.");

        // From a turn to the trace, and from its session back to the turn.
        await turns.Nth(1).GetByRole(AriaRole.Link, new() { Name = "chat", Exact = true }).ClickAsync();
        await page.WaitForURLAsync($"**/traces/{new string('b', 32)}");
        await page.GetByRole(AriaRole.Link, new() { Name = "talk /1" }).ClickAsync();
        await Expect(page.Locator(".session-turn[aria-current]")).ToContainTextAsync(Second);
        Assert.Empty(browsing.Complaints);
    }

    [FactIfInstalled("chromium", "chromium-browser", "google-chrome")]
    public async Task A_user_is_shown_with_sessions_and_traces()
    {
        await using var browsing = await Browsing.StartAsync();
        var page = await browsing.OpenAsync(server.Http);
        await page.GetByRole(AriaRole.Link, new() { Name = "Users" }).ClickAsync();
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "ann@example.org" }).ClickAsync();

        await Expect(page.Locator(".facts")).ToContainTextAsync("2, 1 failed");
        await Expect(page.GetByRole(AriaRole.Link).Filter(new() { HasText = "talk /1" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link).Filter(new() { HasText = Second })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "All 2 traces" }))
            .ToHaveAttributeAsync("href", "/?q=user%3A%22ann%40example.org%22");
        Assert.Empty(browsing.Complaints);
    }

    [FactIfInstalled("chromium", "chromium-browser", "google-chrome")]
    public async Task The_dashboard_adds_up_and_leads_to_the_traces_behind()
    {
        await using var browsing = await Browsing.StartAsync();
        var page = await browsing.OpenAsync(server.Http);
        await page.GetByRole(AriaRole.Link, new() { Name = "Dashboard" }).ClickAsync();

        var traces = page.GetByRole(AriaRole.Region, new() { Name = "Traces", Exact = true });
        await Expect(traces).ToContainTextAsync("failed 1");
        await Expect(traces).ToContainTextAsync("not failed 1");
        var models = page.GetByRole(AriaRole.Region, new() { Name = "Models" });
        await Expect(models.GetByRole(AriaRole.Link, new() { Name = "gpt-4o" }))
            .ToHaveAttributeAsync("href", "/?q=model%3Agpt-4o");

        // A moment of a chart is a part of the list.
        await traces.GetByRole(AriaRole.Button, new() { Name = "Traces as a table" }).ClickAsync();
        await traces.GetByRole(AriaRole.Table).GetByRole(AriaRole.Link).First.ClickAsync();
        await page.WaitForURLAsync("**/?from=*&to=*");
        Assert.Empty(browsing.Complaints);
    }

    /// <param name="answer">Null if it failed.</param>
    static string Turn(char trace, int seconds, string question, string? answer)
    {
        var start = 1763640000L + seconds;
        string[] attributes =
        [
            Text("session.id", "talk /1"),
            Text("user.id", "ann@example.org"),
            Text("gen_ai.operation.name", "chat"),
            Text("gen_ai.request.model", "gpt-4o"),
            Text("gen_ai.input.messages", MessageOf("user", question)),
            .. answer is null
                ? Array.Empty<string>()
                : [Text("gen_ai.output.messages", MessageOf("assistant", answer))],
        ];
        var status = answer is null ? ",\"status\":{\"code\":2}" : "";
        return $$"""
            {"traceId":"{{new string(trace, 32)}}","spanId":"{{new string(trace, 16)}}","name":"chat",
             "startTimeUnixNano":"{{start}}000000000","endTimeUnixNano":"{{start + 2}}000000000",
             "attributes":[{{string.Join(',', attributes)}}]{{status}}}
            """;
    }

    static string MessageOf(string role, string text) =>
        $$"""[{\"role\":\"{{role}}\",\"parts\":[{\"type\":\"text\",\"content\":\"{{text}}\"}]}]""";

    static string Text(string key, string value) => $$$"""{"key":"{{{key}}}","value":{"stringValue":"{{{value}}}"}}""";

    async Task SendAsync(params string[] spans)
    {
        using var body = new StringContent(
            $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{string.Join(',', spans)}}]}]}]}""",
            Encoding.UTF8,
            "application/json"
        );
        using var answer = await server.Client.PostAsync("/v1/traces", body);
        answer.EnsureSuccessStatusCode();
    }
}
