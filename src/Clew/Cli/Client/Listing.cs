using System.CommandLine;
using System.Text.Json;
using Clew.Host;

namespace Clew.Cli.Client;

/// <summary>What verbs share that print a list: pages, all of them, a table or the server's JSON.</summary>
/// <param name="Columns">Of the table.</param>
/// <param name="Row">One line of it.</param>
/// <param name="Page">Asks for one page.</param>
sealed record Listing<T>(
    string[] Columns,
    Func<T, Session, string[]> Row,
    Func<Session, ParseResult, int, int, CancellationToken, Task<ApiPage<T>>> Page
)
    where T : ApiObject
{
    const int MostOnPage = 100;

    /// <summary>Gives the verb the flags of a list, and the action.</summary>
    /// <param name="things">What is counted in the last line: <c>traces</c>.</param>
    /// <param name="isAllUsual">For lists that are short.</param>
    public Command On(Command verb, string things, Surroundings around, bool isAllUsual = false)
    {
        var page = new Option<int?>("--page") { Description = "From 1", HelpName = "N" };
        var limit = new Option<int?>("--limit")
        {
            Description = "How many on a page, at most 100 (default: 50)",
            HelpName = "N",
        };
        var all = new Option<bool>("--all")
        {
            Description = isAllUsual ? "All pages; so it is without --page and --limit" : "All pages",
        };
        var json = ClientVerb.JsonFlag();
        foreach (var flag in new Option[] { page, limit, all, json })
        {
            verb.Add(flag);
        }

        verb.Validators.Add(result =>
        {
            if (result.GetValue(page) is < 1)
            {
                result.AddError("--page counts from 1.");
            }

            if (result.GetValue(limit) is < 1 or > MostOnPage)
            {
                result.AddError($"--limit is a number from 1 to {MostOnPage}.");
            }

            if (result.GetValue(all) && result.GetValue(page) is not null)
            {
                result.AddError("--all and --page exclude each other.");
            }
        });
        return verb.Reads(
            around,
            async (session, parsed, ct) =>
            {
                var (number, size) = (parsed.GetValue(page), parsed.GetValue(limit));
                var isAll = parsed.GetValue(all) || (isAllUsual && number is null && size is null);
                var pages = new List<ApiPage<T>>();
                for (var n = number ?? 1; ; n++)
                {
                    pages.Add(await Page(session, parsed, n, size ?? (isAll ? MostOnPage : 50), ct));
                    if (!isAll || pages[^1].Items.Count == 0 || !pages[^1].HasMore)
                    {
                        break;
                    }
                }

                if (parsed.GetValue(json))
                {
                    session.WriteJson(Joined(pages));
                }
                else
                {
                    Write(session, pages, things);
                }
            }
        );
    }

    void Write(Session session, List<ApiPage<T>> pages, string things)
    {
        var rows = pages.SelectMany(page => page.Items).Select(item => Row(item, session)).ToArray();
        if (rows.Length > 0)
        {
            session.Output.WriteTable(Columns, rows);
        }

        var last = pages[^1];
        var more = last.HasMore ? $", page {last.Page} of {last.TotalPages}" : "";
        session.Output.WriteLine($"Total {things}: {last.TotalItems ?? rows.Length}{more}");
        if (!pages.TrueForAll(page => page.IsComplete))
        {
            session.Note("Looking through content took too long and was ended: there may be more. Narrow the time.");
        }
    }

    /// <summary>Several pages as one answer: all the data, and what the last page says of itself.</summary>
    static JsonElement Joined(List<ApiPage<T>> pages)
    {
        if (pages is [var only])
        {
            return only.Json;
        }

        var data = pages.SelectMany(page => page.Items).Select(item => item.Json.GetRawText());
        var meta = pages[^1].Json.TryGetProperty("meta", out var m) ? m.GetRawText() : "{}";
        return ClewJson.Parse($$"""{"data":[{{string.Join(',', data)}}],"meta":{{meta}}}""");
    }
}
