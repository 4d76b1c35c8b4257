using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Scores;

/// <summary><c>clew scores …</c>; alone it lists.</summary>
static class ScoresVerb
{
    public static Command Create(Surroundings around) =>
        List(
            ClientVerb.Group(
                "scores",
                "Scores: judgements of traces, steps and sessions",
                ["sc"],
                List(new Command("list", "List scores, newest first"), around),
                Create("create", "Make a score under an id of your own", true, around),
                Create("apply", "Judge a trace, a step or a session", false, around),
                Delete(around)
            ),
            around
        );

    static Command List(Command verb, Surroundings around)
    {
        var name = Flag.Text("--name", "TEXT", "The exact name");
        var trace = Flag.Text("--trace-id", "ID", "Of this trace");
        var session = Flag.Text("--session-id", "ID", "Of this session");
        var source = Flag.Text("--source", "SOURCE", "API, EVAL or ANNOTATION");
        foreach (var flag in new[] { name, trace, session, source })
        {
            verb.Add(flag);
        }

        return new Listing<ClewScore>(
            ["NAME", "VALUE", "TYPE", "TRACE", "OBSERVATION", "SESSION", "TIME", "SCORE", "COMMENT"],
            Row,
            (call, parsed, page, limit, ct) =>
                call.Client.ListScoresAsync(
                    new ScoreQuery
                    {
                        Page = page,
                        Limit = limit,
                        Name = parsed.GetValue(name),
                        TraceId = parsed.GetValue(trace),
                        SessionId = parsed.GetValue(session),
                        Source = parsed.GetValue(source),
                    },
                    ct
                )
        ).On(verb, "scores", around, isAllUsual: true);
    }

    static string[] Row(ClewScore score, Session call) =>
        [
            Shown.Cut(score.Name ?? "", 40),
            Shown.Cut(score.Shown ?? "", 40),
            score.DataType ?? "",
            Shown.Cut(score.TraceId ?? "", 800),
            Shown.Cut(score.ObservationId ?? "", 800),
            Shown.Cut(score.SessionId ?? "", 800),
            Shown.Time(score.Timestamp, call.Around.Time),
            Shown.Cut(score.Id, 800),
            Shown.Cut(score.Comment ?? "", 60),
        ];

    static Command Create(string verbName, string meaning, bool hasId, Surroundings around)
    {
        var id = Flag.Needed("SCORE_ID", "The same again replaces the score");
        var scoreId = Flag.Text("--score-id", "ID", "The same again replaces the score");
        var subject = new ScoreSubject();
        var name = Flag.Text("--name", "TEXT", "What is judged (default: New Score)", "-n");
        var value = Flag.Text("--value", "VALUE", "A number, or a category (default: 1.0)", "-v");
        var type = Flag.Text("--type", "TYPE", "NUMERIC, CATEGORICAL, BOOLEAN or TEXT (default: by the value)");
        var comment = Flag.Text("--comment", "TEXT", "Why", "-c");
        var verb = new Command(verbName, meaning) { name, value, type, comment };
        if (hasId)
        {
            verb.Add(id);
        }
        else
        {
            verb.Add(scoreId);
        }

        subject.AddTo(verb);
        return verb.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var score = new NewScore(
                    parsed.GetValue(name) ?? "New Score",
                    ScoreValue.Of(parsed.GetValue(value) ?? "1.0")
                )
                {
                    Id = hasId ? parsed.GetValue(id) : parsed.GetValue(scoreId),
                    DataType = parsed.GetValue(type)?.ToUpperInvariant(),
                    Comment = parsed.GetValue(comment),
                };
                await ScoreSubject.SendAsync(call, subject.On(score, parsed), ct);
            }
        );
    }

    static Command Delete(Surroundings around)
    {
        var id = Flag.Needed("SCORE_ID", "As 'clew scores list' shows it");
        var yes = Consent.Flag();
        return new Command("delete", "Delete a score, for good") { id, yes }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                if (!parsed.GetValue(yes))
                {
                    Consent.Ask(around, $"the score '{parsed.GetValue(id)}'");
                }

                call.WriteJson((await call.Client.DeleteScoreAsync(parsed.GetRequiredValue(id), ct)).Json);
            }
        );
    }
}
