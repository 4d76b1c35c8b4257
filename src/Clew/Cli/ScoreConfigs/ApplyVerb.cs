using System.CommandLine;
using Clew.Cli.Client;
using Clew.Cli.Scores;
using Clew.Host;

namespace Clew.Cli.ScoreConfigs;

/// <summary><c>clew score-configs apply CONFIG</c>: a score that keeps to the rules.</summary>
static class ApplyVerb
{
    public static Command Create(Surroundings around)
    {
        var config = Flag.Needed("CONFIG", "Its name or id");
        var subject = new ScoreSubject();
        var value = Flag.Text("--value", "VALUE", "As the rules allow: a number, a category, true or false", "-v");
        value.Required = true;
        var comment = Flag.Text("--comment", "TEXT", "Why", "-c");
        var verb = new Command("apply", "Judge a trace, a step or a session by these rules") { config, value, comment };
        subject.AddTo(verb);
        return verb.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var rules = await Configs.FindAsync(call, parsed.GetRequiredValue(config), ct);
                var score = new NewScore(rules.Name, ScoreValue.By(rules, parsed.GetRequiredValue(value)!))
                {
                    ConfigId = rules.Id,
                    DataType = rules.DataType,
                    Comment = parsed.GetValue(comment),
                };
                await ScoreSubject.SendAsync(call, subject.On(score, parsed), ct);
            }
        );
    }
}
