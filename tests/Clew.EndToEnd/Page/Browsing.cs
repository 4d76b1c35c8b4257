using Clew.EndToEnd.Harness;
using Microsoft.Playwright;

namespace Clew.EndToEnd.Page;

/// <summary>A real browser that notes what a person would see in its console.</summary>
sealed class Browsing : IAsyncDisposable
{
    static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome"];

    readonly IPlaywright playwright;
    readonly IBrowser browser;

    Browsing(IPlaywright playwright, IBrowser browser)
    {
        this.playwright = playwright;
        this.browser = browser;
    }

    /// <summary>Errors and warnings of pages, and answers that were refused.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<Browsing> StartAsync()
    {
        // A busy machine draws slowly; only what never comes is wrong.
        Assertions.SetDefaultExpectTimeout(20_000);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = FactIfInstalledAttribute.Find(Browsers),
                // The tests may run as root, where Chromium has no sandbox.
                Args = ["--no-sandbox"],
            }
        );
        return new Browsing(playwright, browser);
    }

    public async Task<IPage> OpenAsync(Uri address)
    {
        var page = await browser.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => Complaints.Add(error);
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                Complaints.Add($"{response.Url}: {response.Status}");
            }
        };
        await page.GotoAsync(address.ToString());
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
