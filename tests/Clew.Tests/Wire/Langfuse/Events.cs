using System.Text;
using Clew.Model;
using Clew.Wire.Langfuse;

namespace Clew.Tests.Wire.Langfuse;

/// <summary>Writes events, and says what becomes of them.</summary>
static class Events
{
    public static string Of(string type, string body) =>
        $$"""{"id":"e1","timestamp":"2026-11-20T10:07:03.226Z","type":"{{type}}","body":{{body}}}""";

    /// <summary>The complaint about one event of a batch; null if it is good.</summary>
    public static string? ErrorOf(string json) => Judge(json).Check.Error;

    public static (EventCheck Check, LangfuseEvent Event) Judge(string json)
    {
        var batch = new LangfuseBatch();
        Assert.True(batch.TryRead(Encoding.UTF8.GetBytes($$"""{"batch":[{{json}}]}"""), out var error), error);
        var (check, target) = (new EventCheck(), new LangfuseEvent());
        Assert.Equal(check.Passes(Assert.Single(batch.Items), target), check.Error is null);
        return (check, target);
    }

    /// <summary>As kept and read again.</summary>
    public static LangfuseEvent Read(string json)
    {
        var target = new LangfuseEvent();
        Assert.True(LangfuseEventReader.TryRead(Encoding.UTF8.GetBytes(json), target));
        return target;
    }

    /// <summary>A member of the body as sent.</summary>
    public static string Member(LangfuseEvent target, string name) =>
        target.Body.TryGet(Encoding.UTF8.GetBytes(name), out var value) ? Encoding.UTF8.GetString(value.Utf8) : "";
}
