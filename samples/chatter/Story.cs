using System.Globalization;

namespace Chatter;

/// <summary>
/// One trace being told: a clock that moves as things happen, and the spans so far. Seeded, so the same number tells
/// the same story.
/// </summary>
sealed class Story(Random random, long start)
{
    readonly string _traceId = Hex(random, 16);

    public List<Span> Spans { get; } = [];

    public string TraceId => _traceId;

    public Random Random => random;

    /// <summary>Unix nanoseconds.</summary>
    public long Now { get; private set; } = start;

    public Span Open(string service, string scope, string name, Span? parent, int kind = 1)
    {
        Span span = new(service, scope, name, Hex(random, 8), parent, Now) { Kind = kind };
        Spans.Add(span);
        Spend(1, 4);
        return span;
    }

    /// <summary>Lets time pass: milliseconds, at random between two bounds.</summary>
    public void Spend(int low, int high) => Now += (long)((low + random.NextDouble() * (high - low)) * 1e6);

    public void Close(Span span)
    {
        Spend(0, 2);
        span.End = Now;
    }

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    public string NewId(string prefix) => prefix + Hex(random, 8);

    public bool Chance(int percent) => random.Next(100) < percent;

    static string Hex(Random random, int bytes)
    {
        byte[] id = new byte[bytes];
        random.NextBytes(id);
        return Convert.ToHexStringLower(id);
    }

    /// <summary>About what a tokenizer would count.</summary>
    public static int Tokens(string text) => 3 + text.Length * 10 / 42;

    public static string Euro(double amount) => "€" + amount.ToString("0.00", CultureInfo.InvariantCulture);
}
