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
        var syncing = new HashSet<int>();
        // A call that another thread interrupts is told in two lines, the second without the name of the socket.
        var receiving = new Dictionary<int, string>();
        foreach (var line in File.ReadLines(path))
        {
            var thread = int.Parse(line.AsSpan(0, line.IndexOf(' ', StringComparison.Ordinal)), null);
            if (Sync().IsMatch(line))
            {
                events.Add(new Event(Act.BeganSync, "", thread));
                syncing.Add(thread);
            }
            if (SyncReturned().IsMatch(line) && syncing.Remove(thread))
            {
                events.Add(new Event(Act.EndedSync, "", thread));
            }
            if (LogWrite().IsMatch(line))
            {
                events.Add(new Event(Act.WroteLog, "", thread));
            }
            if (Receive().Match(line) is { Success: true } receive)
            {
                receiving[thread] = receive.Groups["socket"].Value;
            }
            if (Request().IsMatch(line))
            {
                events.Add(new Event(Act.ReceivedRequest, receiving[thread], thread));
            }
            if (Answer().Match(line) is { Success: true } answer)
            {
                events.Add(new Event(Act.SentAnswer, answer.Groups["socket"].Value, thread));
            }
        }
        return events;
    }

    // 123 fsync(108</data/clew.db-wal>) = 0
    // 123 fsync(108</data/clew.db-wal> <unfinished ...>
    [GeneratedRegex(@"^\d+ +f(data)?sync\(\d+<[^>]*clew\.db-wal>")]
    private static partial Regex Sync();

    // 123 <... fsync resumed>) = 0
    [GeneratedRegex(@"^\d+ +(<\.\.\. )?f(data)?sync.*\) += 0$")]
    private static partial Regex SyncReturned();

    [GeneratedRegex(@"^\d+ +p?write(64|v)?\(\d+<[^>]*clew\.db-wal>")]
    private static partial Regex LogWrite();

    // 123 recvfrom(178<socket:[289343]>, "POST /v1/traces HTTP/1.1\r\nHost: "..., 4096, 0, NULL, NULL) = 318
    // 123 recvfrom(178<socket:[289343]>,  <unfinished ...>
    [GeneratedRegex(@"^\d+ +(recv\w*|read)\(\d+<(?<socket>[^>]+)>")]
    private static partial Regex Receive();

    // 123 <... recvfrom resumed>"POST /v1/traces HTTP/1.1\r\nHost: "..., 4096, 0, NULL, NULL) = 318
    [GeneratedRegex("""^\d+ +(<\.\.\. )?(recv|read).*"POST /v1/traces """)]
    private static partial Regex Request();

    // 123 sendto(178<socket:[289343]>, "HTTP/1.1 200 OK\r\nContent-Length:"..., 109, 0, NULL, 0) = 109
    [GeneratedRegex("""^\d+ +(send\w*|writev?)\(\d+<(?<socket>[^>]+)>.*"HTTP/1\.1 200 OK""")]
    private static partial Regex Answer();
}
