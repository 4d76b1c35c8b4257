using System.CommandLine;
using Clew.Cli.Client;

namespace Clew.Cli.Traces;

/// <summary>The flags that say which traces.</summary>
sealed class TraceFilter
{
    readonly Option<string?> query = QueryFlag.Create();
    readonly Option<string?> name = Flag("--name", "TEXT", "The exact name");
    readonly Option<string?> user = Flag("--user", "ID", "Of this user");
    readonly Option<string?> session = Flag("--session", "ID", "In this session");
    readonly Option<string[]> tags = Many("--tag", "TEXT", "Having this tag; several must all be there");
    readonly Option<string[]> environments = Many("--environment", "NAME", "In this environment; several: in any");
    readonly Option<string?> release = Flag("--release", "TEXT", "Of this release");
    readonly Option<string?> version = Flag("--version-of", "TEXT", "Of this version");
    readonly Option<string?> since = Flag("--since", "TIME", "Begun then or later: 7d, 36h, 2026-11-01");
    readonly Option<string?> until = Flag("--until", "TIME", "Begun before");
    readonly Option<string?> order = Flag("--order-by", "FIELD.asc|desc", "For example name.asc");

    public void AddTo(Command verb)
    {
        foreach (var flag in new Option[] { name, user, session, tags, environments, release, version, since, until })
        {
            verb.Add(flag);
        }

        verb.Add(order);
        verb.Add(query);
    }

    public TraceQuery Query(ParseResult parsed, TimeProvider time) =>
        new()
        {
            Name = parsed.GetValue(name),
            UserId = parsed.GetValue(user),
            SessionId = parsed.GetValue(session),
            Tags = parsed.GetValue(tags),
            Environments = parsed.GetValue(environments),
            Release = parsed.GetValue(release),
            Version = parsed.GetValue(version),
            From = Given.Since(parsed.GetValue(since), time),
            To = Given.Since(parsed.GetValue(until), time),
            OrderBy = parsed.GetValue(order),
            Query = parsed.GetValue(query),
            TimeZone = parsed.GetValue(query) is null ? null : QueryFlag.ZoneOf(time),
        };

    static Option<string?> Flag(string name, string shape, string meaning) =>
        new(name) { Description = meaning, HelpName = shape };

    static Option<string[]> Many(string name, string shape, string meaning) =>
        new(name) { Description = meaning, HelpName = shape };
}
