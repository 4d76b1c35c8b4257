using System.CommandLine;
using Clew.Cli.Client;
using Clew.Cli.Traces;
using Clew.Host;

namespace Clew.Cli.Sessions;

/// <summary><c>clew sessions …</c>; alone it lists.</summary>
static class SessionsVerb
{
    public static Command Create(Surroundings around) =>
        List(
            ClientVerb.Group(
                "sessions",
                "Sessions: traces that belong together",
                [],
                List(new Command("list", "List sessions, newest first"), around),
                SessionViewVerb.Create("show", around).Known("get"),
                CreateVerb.Create(around),
                AddNodeVerb.Create(around),
                LocalViewVerb.Create(around)
            ),
            around
        );

    static Command List(Command verb, Surroundings around)
    {
        var since = Flag.Text("--since", "TIME", "First seen then or later: 7d, 36h, 2026-11-01");
        var until = Flag.Text("--until", "TIME", "First seen before");
        verb.Add(since);
        verb.Add(until);
        return new Listing<ClewSession>(
            ["SESSION", "CREATED", "ENVIRONMENT"],
            (session, call) =>
                [
                    Shown.Cut(session.Id, 800),
                    Shown.Time(session.CreatedAt, call.Around.Time),
                    session.Environment ?? "",
                ],
            (call, parsed, page, limit, ct) =>
                call.Client.ListSessionsAsync(
                    page,
                    limit,
                    Given.Since(parsed.GetValue(since), around.Time),
                    Given.Since(parsed.GetValue(until), around.Time),
                    ct
                )
        ).On(verb, "sessions", around);
    }
}
