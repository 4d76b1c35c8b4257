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

    public async Task InitializeAsync() => server = await Server.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [FactIfInstalled("chromium", "chromium-browser", "google-chrome")]
    public async Task A_person_finds_a_trace_opens_it_and_reads_what_went_in_and_what_came_out()
    {
        await new Capture("otel-js-http-json").SendAsync(server, "sk-lf-local");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = FactIfInstalledAttribute.Find(Browsers),
                // The tests may run as root, where Chromium has no sandbox.
                Args = ["--no-sandbox"],
            }
        );
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
        page.RequestFailed += (_, request) => complaints.Add($"{request.Url}: {request.Failure}");
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
