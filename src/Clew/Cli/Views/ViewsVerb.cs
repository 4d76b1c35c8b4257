using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Views;

/// <summary><c>clew views …</c>; alone it lists. Only Clew keeps any.</summary>
static class ViewsVerb
{
    public static Command Create(Surroundings around) =>
        List(
            ClientVerb.Group(
                "views",
                "Lists with a name, kept for everybody in the project",
                [],
                List(new Command("list", "List views by name"), around),
                Save(around),
                Delete(around)
            ),
            around
        );

    static Command List(Command verb, Surroundings around)
    {
        var json = ClientVerb.JsonFlag();
        verb.Add(json);
        return verb.Reads(
            around,
            async (call, parsed, ct) =>
            {
                var answer = await call.Client.ListViewsAsync(ct);
                if (parsed.GetValue(json))
                {
                    call.WriteJson(answer.Json);
                    return;
                }

                var views = answer.Items("views").Select(item => new ApiObject(item)).ToArray();
                if (views.Length > 0)
                {
                    call.Output.WriteTable(["NAME", "OF", "QUERY", "ORDER", "TIME", "ID"], [.. views.Select(Row)]);
                }

                call.Output.WriteLine($"Total views: {views.Length}");
            }
        );
    }

    static Command Save(Surroundings around)
    {
        var name = Flag.Needed("NAME", "How it is called; a view of this name is replaced");
        var query = QueryFlag.Create();
        var subject = Flag.Text("--subject", "WHAT", "trace (so it is if you say nothing) or span");
        var order = Flag.Text("--order", "FIELD", "A field, -cost for the greatest first");
        var range = Flag.Text("--range", "LENGTH", "How far it looks back: 15m, 24h, 7d");
        var note = Flag.Text("--note", "TEXT", "What it is for");
        return new Command("save", "Keep a list under a name") { name, query, subject, order, range, note }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var view = new ClewView(parsed.GetRequiredValue(name))
                {
                    Query = parsed.GetValue(query),
                    Subject = parsed.GetValue(subject),
                    Order = parsed.GetValue(order),
                    Range = parsed.GetValue(range),
                    Note = parsed.GetValue(note),
                };
                var old = await NamedView.FindAsync(call.Client, view.Name, ct);
                var saved = await QueryFlag.AskAsync(
                    view.Query,
                    () => call.Client.SaveViewAsync(view, old?.Text("id"), ct)
                );
                call.WriteJson(saved.Json);
            }
        );
    }

    static Command Delete(Surroundings around)
    {
        var name = Flag.Needed("VIEW", "Its name or id");
        var yes = Consent.Flag();
        return new Command("delete", "Delete a view; what it lists stays") { name, yes }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var view = await NamedView.RequireAsync(call.Client, parsed.GetRequiredValue(name), ct);
                if (!parsed.GetValue(yes))
                {
                    Consent.Ask(around, $"the view '{Shown.Cut(view.Text("name") ?? "", 100)}'");
                }

                await call.Client.DeleteViewAsync(view.Text("id")!, ct);
            }
        );
    }

    static string[] Row(ApiObject view) =>
        [
            Shown.Cut(view.Text("name") ?? "", 40),
            view.Text("subject") ?? "",
            Shown.Cut(view.Text("q") ?? "", 60),
            Shown.Cut(view.Text("order") ?? "", 40),
            view.Text("range") ?? $"{view.Text("from")}–{view.Text("to")}".Trim('–'),
            Shown.Cut(view.Text("id") ?? "", 800),
        ];
}
