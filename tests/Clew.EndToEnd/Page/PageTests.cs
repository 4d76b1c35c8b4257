using Clew.EndToEnd.Captures;
using Clew.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Clew.EndToEnd.Page;

/// <summary>A real browser on the real program, with what a real client sent.</summary>
public sealed class PageTests : IAsyncLifetime
{
    static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome"];

    readonly List<string> complaints = [];
    Server server = null!;

    public async Task InitializeAsync()
    {
        // A busy machine draws slowly; only what never comes is wrong.
        Assertions.SetDefaultExpectTimeout(20_000);
        server = await Server.StartAsync();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [FactIfInstalled("chromium", "chromium-browser", "google-chrome")]
    public async Task A_person_finds_a_trace_opens_it_and_reads_what_went_in_and_what_came_out()
    {
        await new Capture("otel-js-http-json").SendAsync(server, "sk-lf-local");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var page = await OpenAsync(browser);

        await page.GotoAsync(server.Http.ToString());
        await Assertions
            .Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "remote child" }))
            .ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "invoke_agent weather" }).ClickAsync();

        await page.WaitForURLAsync("**/5e38b564e7c4beb9ee1748afdaeb9ba6*");
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "chat gpt-4o-mini" }).ClickAsync();
        await ExpectTextAsync(page, "Be terse.");
        await ExpectTextAsync(page, "Weather in Paris? ☔");
        await ExpectTextAsync(page, "rainy");

        // The address holds what is shown: the same again for whoever opens it.
        var again = await OpenAsync(browser);
        await again.GotoAsync(page.Url);
        await ExpectTextAsync(again, "Be terse.");
        Assert.Empty(complaints);
    }

    [FactIfInstalled("chromium", "chromium-browser", "google-chrome")]
    public async Task What_happens_is_told_to_whoever_looks_at_a_list_or_at_a_trace()
    {
        await SendAsync("b7ad6b7169203331", "an old trace", null, isOpen: false, trace: 'a');
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var page = await OpenAsync(browser);
        await page.GotoAsync(server.Http.ToString());
        await ExpectTextAsync(page, "an old trace");

        // A new row waits, so that nothing shifts.
        await SendAsync("00f067aa0ba902b7", "the agent", null, isOpen: true, trace: 'b');
        await page.GetByRole(AriaRole.Button, new() { Name = "1 new" }).ClickAsync();
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "the agent" }).ClickAsync();

        // A span of a running trace appears, and settles.
        await ExpectTextAsync(page, "running");
        await SendAsync("53995c3f42cd8ad8", "looks up a word", "00f067aa0ba902b7", isOpen: true, trace: 'b');
        await ExpectTextAsync(page, "looks up a word");
        await SendAsync("53995c3f42cd8ad8", "looks up a word", "00f067aa0ba902b7", isOpen: false, trace: 'b');
        await SendAsync("00f067aa0ba902b7", "the agent", null, isOpen: false, trace: 'b');
        await Assertions.Expect(page.Locator(".top-bar").GetByText("completed")).ToBeVisibleAsync();

        // It is finished, and patched all the same.
        await PatchAsync(new string('b', 32), "said afterwards");
        await ExpectTextAsync(page, "said afterwards");
        Assert.Empty(complaints);
    }

    [FactIfInstalled("chromium", "chromium-browser", "google-chrome")]
    public async Task A_list_is_filtered_and_a_trace_is_searched_by_keys_alone()
    {
        await SendAsync("b7ad6b7169203331", "writes a letter", null, isOpen: false, trace: 'a');
        await SendAsync("00f067aa0ba902b7", "answers a question", null, isOpen: false, trace: 'b');
        await SendAsync("53995c3f42cd8ad8", "looks up a word", "00f067aa0ba902b7", isOpen: false, trace: 'b');
        await PatchAsync(new string('b', 32), "the word is clew");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var page = await OpenAsync(browser);
        await page.GotoAsync(server.Http.ToString());
        await ExpectTextAsync(page, "writes a letter");

        // A field, its sign and its value, as the server knows them.
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("nam");
        await Assertions.Expect(Option(page, "name")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(Option(page, "answers a question")).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("answ");
        await Assertions.Expect(Option(page, "writes a letter")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("writes a letter")).ToBeHiddenAsync();
        Assert.Contains("?q=name", page.Url);

        // The address is the list: the same for whoever opens it.
        var again = await OpenAsync(browser);
        await again.GotoAsync(page.Url);
        await ExpectTextAsync(again, "One trace that passes the filter");

        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "answers a question" }).ClickAsync();
        await ExpectTextAsync(page, "looks up a word");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("word");
        await Assertions.Expect(page.GetByText("1 hit")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("1 of 1")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".find-snippet mark")).ToHaveTextAsync("word");
        Assert.Empty(complaints);
    }

    static ILocator Option(IPage page, string text) =>
        page.GetByRole(AriaRole.Option).Filter(new() { HasText = text }).First;

    async Task SendAsync(string span, string name, string? parent, bool isOpen, char trace)
    {
        var end = isOpen ? "" : ",\"endTimeUnixNano\":\"1763640001000000000\"";
        var above = parent is null ? "" : $",\"parentSpanId\":\"{parent}\"";
        await PostAsync(
            "/v1/traces",
            $$$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"{{{new string(trace, 32)}}}","spanId":"{{{span}}}"{{{above}}},"name":"{{{name}}}","startTimeUnixNano":"1763640000000000000"{{{end}}}}]}]}]}"""
        );
    }

    Task PatchAsync(string trace, string output) =>
        PostAsync(
            "/api/public/ingestion",
            $$$"""{"batch":[{"id":"patch-1","type":"trace-create","timestamp":"2026-11-21T12:00:00Z","body":{"id":"{{{trace}}}","output":"{{{output}}}"}}]}"""
        );

    async Task PostAsync(string path, string json)
    {
        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        request.Headers.Authorization = new("Bearer", "sk-lf-local");
        using var answer = await server.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = FactIfInstalledAttribute.Find(Browsers),
                // The tests may run as root, where Chromium has no sandbox.
                Args = ["--no-sandbox"],
            }
        );

    static Task ExpectTextAsync(IPage page, string text) =>
        Assertions.Expect(page.GetByText(text).First).ToBeVisibleAsync();

    async Task<IPage> OpenAsync(IBrowser browser)
    {
        var page = await browser.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.RequestFailed += (_, request) =>
        {
            // A page hangs up on what it no longer needs: streams, and answers to what was written over.
            if (request.Failure != "net::ERR_ABORTED")
            {
                complaints.Add($"{request.Url}: {request.Failure}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                complaints.Add($"{response.Url}: {response.Status}");
            }
        };
        return page;
    }
}
