using System.CommandLine;
using Clew.Host;

namespace Clew.Cli.Client;

/// <summary>What verbs share that ask a server.</summary>
static class ClientVerb
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static Option<bool> JsonFlag() => new("--json") { Description = "Print the server's JSON" };

    /// <summary>Gives a verb that reads its action.</summary>
    public static Command Reads(
        this Command verb,
        Surroundings around,
        Func<Session, ParseResult, CancellationToken, Task> action
    ) => verb.Does(around, isWriting: false, action);

    /// <summary>Gives a verb that changes something its action. Where it changes it is said first, on standard error.</summary>
    public static Command Writes(
        this Command verb,
        Surroundings around,
        Func<Session, ParseResult, CancellationToken, Task> action
    ) => verb.Does(around, isWriting: true, action);

    /// <summary>A group with the flags that say which server.</summary>
    public static Command Group(string name, string meaning, IEnumerable<string> aliases, params Command[] verbs)
    {
        var group = new Command(name, meaning);
        foreach (var alias in aliases)
        {
            group.Aliases.Add(alias);
        }

        foreach (var verb in verbs)
        {
            group.Add(verb);
        }

        ClientFlags.AddTo(group);
        return group;
    }

    public static Command Known(this Command verb, params string[] aliases)
    {
        foreach (var alias in aliases)
        {
            verb.Aliases.Add(alias);
        }

        return verb;
    }

    static Command Does(
        this Command verb,
        Surroundings around,
        bool isWriting,
        Func<Session, ParseResult, CancellationToken, Task> action
    )
    {
        verb.SetAction(
            async (parsed, ct) =>
            {
                var target = Target.Of(parsed, around);
                using var session = new Session(target, Target.Variables(parsed, around), around);
                if (isWriting)
                {
                    await around.Error.WriteLineAsync($"Sending to {target.Text}");
                }

                try
                {
                    await UntilInterruptedAsync(token => action(session, parsed, token), ct);
                }
                catch (ClewException e) when (e.Kind == ClewErrorKind.Unauthorized)
                {
                    var keys = target.KeysFrom is { } from ? $"The keys are from {from}." : "No keys were given.";
                    throw new Refusal($"{e.Message} {keys}", e);
                }

                return ExitCode.Done;
            }
        );
        return verb;
    }

    /// <summary>Ctrl-C ends what can be ended, and does not wait for the rest: somebody who is asked may not answer.</summary>
    static async Task UntilInterruptedAsync(Func<CancellationToken, Task> action, CancellationToken ct)
    {
        using var signals = new Signals();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var interrupted = signals.WaitAsync(stop.Token);
        var acting = Task.Run(() => action(stop.Token), stop.Token);
        if (await Task.WhenAny(acting, interrupted) == interrupted)
        {
            await stop.CancelAsync();
            await Task.WhenAny(acting, Task.Delay(Patience, ct));
            if (!acting.IsCompleted)
            {
                throw new OperationCanceledException();
            }
        }

        await acting;
        await stop.CancelAsync();
    }
}
