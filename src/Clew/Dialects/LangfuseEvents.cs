using System.Text;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Events of Langfuse's ingestion API (its SDKs up to Python 2 and JavaScript 3, and every tool that patches traces).
/// They are said by hand, so they beat what any span says of itself. A member that is missing leaves the field as it
/// was; a <c>null</c> clears names and ids, and is a value like any other of input and output.
/// </summary>
/// <remarks>
/// Times, type, level, parent and model are never cleared: real clients send <c>parentObservationId: null</c> in a
/// creation that knows no better.
/// </remarks>
static class LangfuseEvents
{
    public const string Name = "langfuse-api";
    public const int Version = 1;

    static readonly Provenance Envelope = new(Name, Version, "timestamp");

    public static void Read(LangfuseEvent said, Reading reading)
    {
        switch (said.Kind)
        {
            case RecordKind.LangfuseTrace:
                LangfuseTraceEvents.Read(said, reading);
                break;
            case RecordKind.LangfuseObservation:
                LangfuseObservationEvents.Read(said, reading);
                break;
            case RecordKind.LangfuseScore:
                LangfuseScoreEvents.Read(said, reading);
                break;
        }
    }

    public static Provenance SourceOf(string member) => new(Name, Version, "body." + member);

    /// <summary>A member's JSON; false if it is missing.</summary>
    public static bool TryGet(LangfuseEvent said, ReadOnlySpan<byte> member, out Value value) =>
        said.Body.TryGet(member, out value);

    public static bool IsNull(in Value value) => value.Utf8.SequenceEqual("null"u8);

    /// <summary>Not null and no empty object: many clients send one when they have nothing to say.</summary>
    public static bool SaysSomething(in Value value) =>
        !IsNull(value) && !(Json.FirstByte(value.Utf8) == (byte)'{' && value.Utf8.IndexOf((byte)':') < 0);

    /// <summary>A string's text, or a number or truth as it stands; null if it is missing, null or something else.</summary>
    public static string? TextOf(LangfuseEvent said, ReadOnlySpan<byte> member)
    {
        if (!TryGet(said, member, out var value) || IsNull(value) || Json.LooksStructured(value.Utf8))
        {
            return null;
        }

        return Encoding.UTF8.GetString(JsonMembers.Unquote(JsonStrings.Mend(value.Memory)).Span);
    }

    public static bool TryTime(LangfuseEvent said, ReadOnlySpan<byte> member, out long nano)
    {
        nano = 0;
        return TryGet(said, member, out var value) && Times.TryUnixNano(value, out nano);
    }

    /// <summary>States when something started: what the event says, else, below everything, when it was made.</summary>
    public static void ReadStart(LangfuseEvent said, string member, Field field, Subject subject, Reading reading)
    {
        if (TryTime(said, Encoding.UTF8.GetBytes(member), out var start))
        {
            reading.Add(field, Ranks.Patch, start, null, SourceOf(member), subject);
        }

        if (said.TimeNano > 0)
        {
            reading.Add(field, Ranks.StandIn, said.TimeNano, null, Envelope, subject);
        }
    }

    /// <summary>
    /// Content as it is kept: a string is text, even if that is JSON, so that it comes back as the string it was;
    /// anything else is JSON.
    /// </summary>
    public static (ReadOnlyMemory<byte> Utf8, string Mime) ContentOf(in Value value) =>
        Json.FirstByte(value.Utf8) == (byte)'"'
            ? (JsonMembers.Unquote(JsonStrings.Mend(value.Memory)), Payload.Text)
            : (value.Memory, Payload.Json);

    /// <summary>Whether the event adds to the output instead of replacing it: Clew's own member.</summary>
    public static bool IsMerge(LangfuseEvent said) => TextOf(said, "outputMode"u8) == "merge";
}
