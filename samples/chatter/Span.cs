using System.Globalization;

namespace Chatter;

/// <summary>One span being told. Times are Unix nanoseconds.</summary>
sealed class Span(string service, string scope, string name, string id, Span? parent, long start)
{
    public string Service => service;
    public string Scope => scope;
    public string Name { get; set; } = name;
    public string Id => id;
    public Span? Parent => parent;
    public long Start => start;
    public long End { get; set; }

    /// <summary>OTLP kind: 1 internal, 2 server, 3 client.</summary>
    public int Kind { get; init; } = 1;

    public List<KeyValuePair<string, object>> Attributes { get; } = [];

    public (long Time, string Type, string Message)? Failure { get; private set; }

    /// <summary>Adds an attribute: string, bool, int, double or string[].</summary>
    public Span Set(string key, object value)
    {
        Attributes.Add(new(key, value));
        return this;
    }

    public void Fail(long time, string type, string message)
    {
        Failure = (time, type, message);
        Set("error.type", type);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {id}");
}
