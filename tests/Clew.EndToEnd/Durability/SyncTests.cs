using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd.Durability;

/// <summary>
/// What the operating system was asked to do, and when it had done it. A killed process shows nothing about a lost
/// machine: its writes are in the system's memory. Only a synchronisation that has returned does.
/// </summary>
public sealed class SyncTests
{
    const int Requests = 40;

    /// <summary>One after the other: what is written between a request and its answer is that request's.</summary>
    [FactIfTraceable]
    public async Task Every_acknowledgement_comes_after_the_return_of_a_sync_that_covers_it()
    {
        var events = await TraceAsync("FULL", senders: 1);
        Assert.Equal(Requests, events.Count(e => e.Act == Act.SentAnswer));
        Assert.Equal(0, Uncovered(events));
    }

    /// <summary>Several at once may share a sync, but none may be answered without one that began after it came.</summary>
    [FactIfTraceable]
    public async Task So_it_is_when_requests_come_together()
    {
        var events = await TraceAsync("FULL", senders: 4);
        Assert.Equal(Requests, events.Count(e => e.Act == Act.SentAnswer));
        Assert.Equal(0, Uncovered(events));
    }

    /// <summary>The same proof must fail where it should, or it would prove nothing.</summary>
    [FactIfTraceable]
    public async Task Without_synchronisation_the_proof_fails()
    {
        var events = await TraceAsync("OFF", senders: 1);
        Assert.Equal(Requests, events.Count(e => e.Act == Act.SentAnswer));
        Assert.Equal(Requests, Uncovered(events));
    }

    static async Task<List<Event>> TraceAsync(string synchronous, int senders)
    {
        using var folder = new Folder();
        var output = folder.Below("calls");
        await using var server = await Server.StartAsync(
            new ServerSetup
            {
                Data = folder.Below("data"),
                Before = SystemCalls.Tracer(output),
                Variables = new Dictionary<string, string> { ["CLEW_SQLITE_SYNCHRONOUS"] = synchronous },
            }
        );
        var load = new Load(server);
        await load.RunAsync(senders, Requests / senders, CancellationToken.None);
        Assert.Equal(Requests, load.Acknowledged.Count);
        Assert.Equal(0, (await server.StopAsync()).Code);
        return SystemCalls.Read(output);
    }

    /// <summary>
    /// Counts the answers without cover. An answer is covered if, after its request came in on that connection, the log
    /// was written, then a sync began, and that sync ended before the answer was sent.
    /// </summary>
    static int Uncovered(List<Event> events)
    {
        var uncovered = 0;
        for (var answer = 0; answer < events.Count; answer++)
        {
            if (events[answer].Act != Act.SentAnswer)
            {
                continue;
            }
            var socket = events[answer].Socket;
            var request = events.FindLastIndex(answer, e => e.Act == Act.ReceivedRequest && e.Socket == socket);
            Assert.True(request >= 0, "An answer without a request: the trace was not understood.");
            if (!IsCovered(events.GetRange(request, answer - request)))
            {
                uncovered++;
            }
        }
        return uncovered;
    }

    static bool IsCovered(List<Event> between)
    {
        var write = between.FindIndex(e => e.Act == Act.WroteLog);
        if (write < 0)
        {
            return false;
        }
        for (var begin = write; begin < between.Count; begin++)
        {
            var thread = between[begin].Thread;
            if (
                between[begin].Act == Act.BeganSync
                && between.FindIndex(begin, e => e.Act == Act.EndedSync && e.Thread == thread) >= 0
            )
            {
                return true;
            }
        }
        return false;
    }
}
