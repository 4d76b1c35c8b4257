using System.CommandLine;
using Clew.Cli.Client;

namespace Clew.Cli.Scores;

/// <summary>What a score judges: exactly one of a trace (or a step of it) and a session.</summary>
sealed class ScoreSubject
{
    readonly Option<string?> trace = Flag.Text("--trace-id", "ID", "The trace that is judged");
    readonly Option<string?> session = Flag.Text("--session-id", "ID", "The session that is judged");
    readonly Option<string?> observation = Flag.Text("--observation-id", "ID", "One step of the trace");

    public void AddTo(Command verb)
    {
        verb.Add(trace);
        verb.Add(session);
        verb.Add(observation);
        verb.Validators.Add(result =>
        {
            if (result.GetValue(trace) is null == result.GetValue(session) is null)
            {
                result.AddError("Give exactly one of --trace-id and --session-id.");
            }

            if (result.GetValue(observation) is not null && result.GetValue(trace) is null)
            {
                result.AddError("--observation-id goes with --trace-id.");
            }
        });
    }

    public NewScore On(NewScore score, ParseResult parsed) =>
        score with
        {
            TraceId = parsed.GetValue(trace),
            SessionId = parsed.GetValue(session),
            ObservationId = parsed.GetValue(observation),
        };

    public static async Task SendAsync(Session call, NewScore score, CancellationToken ct)
    {
        var id = await call.Client.ScoreAsync(score, ct);
        call.WriteJson(ClewJson.Parse($$"""{"id":{{ClewJson.OfText(id).GetRawText()}}}"""));
    }
}
