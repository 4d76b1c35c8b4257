using System.Text.RegularExpressions;

namespace Clew.EndToEnd.Durability;

/// <summary>Something that the server did, as the tracer saw it. The place in the trace is the order in time.</summary>
enum Act
{
    ReceivedRequest,
    WroteLog,
    BeganSync,
    EndedSync,
    SentAnswer,
}

/// <param name="Socket">For requests and answers: which connection.</param>
/// <param name="Thread">For a synchronisation: which thread waits for it.</param>
readonly record struct Event(Act Act, string Socket, int Thread);

/// <summary>Reads the output of <c>strace -f -y</c>.</summary>
static partial class SystemCalls
{
    /// <summary>For the tracer: the calls that matter, with the names of files and enough of what is sent.</summary>
    public static string[] Tracer(string output) =>
        [
            "strace",
            "-f",
            "-y",
            "-s",
            "32",
            "-e",
            "trace=fsync,fdatasync,pwrite64,pwritev,write,recvmsg,recvfrom,read,sendmsg,sendto,writev",
            "-e",
            "signal=none",
            "-o",
            output,
        ];

    public static List<Event> Read(string path)
    {
        var events = new List<Event>();
        var waiting = new Dictionary<int, bool>();
        foreach (var line in File.ReadLines(path))
        {
            var thread = int.Parse(line.AsSpan(0, line.IndexOf(' ', StringComparison.Ordinal)), null);
            if (Sync().IsMatch(line))
            {
                events.Add(new Event(Act.BeganSync, "", thread));
                waiting[thread] = true;
                if (line.EndsWith("= 0", StringComparison.Ordinal))
                {
                    EndSync(thread);
                }
            }
            else if (SyncResumed().IsMatch(line))
            {
                EndSync(thread);
            }
            else if (LogWrite().IsMatch(line))
            {
                events.Add(new Event(Act.WroteLog, "", thread));
            }
            else if (Request().IsMatch(line))
            {
                // A receive that waited tells only at its end what it got, without the name of the socket again.
                events.Add(new Event(Act.ReceivedRequest, Socket().Match(line).Value, thread));
            }
            else if (Answer().IsMatch(line))
            {
                events.Add(new Event(Act.SentAnswer, Socket().Match(line).Value, thread));
            }
        }
        return events;

        void EndSync(int thread)
        {
            if (waiting.Remove(thread))
            {
                events.Add(new Event(Act.EndedSync, "", thread));
            }
        }
    }

    [GeneratedRegex(@"^\d+ +f(data)?sync\(\d+<[^>]*clew\.db-wal>")]
    private static partial Regex Sync();

    [GeneratedRegex(@"^\d+ +<\.\.\. f(data)?sync resumed>.*= 0$")]
    private static partial Regex SyncResumed();

    [GeneratedRegex(@"^\d+ +p?write(64|v)?\(\d+<[^>]*clew\.db-wal>")]
    private static partial Regex LogWrite();

    [GeneratedRegex("\"POST /v1/traces ")]
    private static partial Regex Request();

    [GeneratedRegex("\"HTTP/1\\.1 200 OK")]
    private static partial Regex Answer();

    [GeneratedRegex(@"(?<=<)(socket|TCP[^:]*):\[[^>]*(?=>)")]
    private static partial Regex Socket();
}
