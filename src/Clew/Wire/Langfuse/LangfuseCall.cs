using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Clew.Wire.Langfuse;

/// <summary>
/// One of Langfuse's endpoints from before its batches. Its body is that of an event, with a few names of its own; it
/// becomes a batch of that one event.
/// </summary>
/// <param name="EventType">What it means, for example <c>span-update</c>.</param>
/// <param name="IdName">What the endpoint calls the id.</param>
/// <param name="NeedsId">False if the server gives an id to what has none.</param>
sealed record LangfuseCall(string Method, string Path, string EventType, string IdName = "id", bool NeedsId = false)
{
    static readonly (string From, string To)[] GenerationNames = [("prompt", "input"), ("completion", "output")];

    public static IReadOnlyList<LangfuseCall> All { get; } =
    [
        new("POST", "/traces", "trace-create"),
        new("POST", "/spans", "span-create"),
        new("PATCH", "/spans", "span-update", "spanId", NeedsId: true),
        new("POST", "/generations", "generation-create") { OldNames = GenerationNames },
        new("PATCH", "/generations", "generation-update", "generationId", NeedsId: true) { OldNames = GenerationNames },
        new("POST", "/events", "event-create"),
        new("POST", "/scores", "score-create"),
    ];

    /// <summary>Members that the event calls otherwise. If both names come, the event's own counts.</summary>
    public IReadOnlyList<(string From, string To)> OldNames { get; init; } = [];

    /// <summary>Makes the batch; null if the body is no JSON object or has no id where one is needed.</summary>
    /// <param name="newId">For the event, and for what it is about if that has none.</param>
    /// <param name="timeNano">When the event happened: now. Unix nanoseconds.</param>
    /// <param name="id">The id of what the event is about.</param>
    /// <param name="error">Set if the answer is null.</param>
    public byte[]? ToBatch(Memory<byte> body, Func<string> newId, long timeNano, out string id, out string error)
    {
        (id, error) = ("", "");
        body = LangfuseBatch.Clean(body);
        var members = new List<(string Name, ReadOnlyMemory<byte> Value)>();
        try
        {
            error = Read(body, members);
        }
        catch (JsonException e)
        {
            error = "The body is not JSON: " + e.Message;
        }

        var found = members.FindLast(member => member.Name == IdName || member.Name == "id");
        if (error is "" && NeedsId && RawJson.SomeTextOf(found.Value.Span) is null)
        {
            error = $"{IdName}: expected the id of what is to be changed, got {RawJson.Show(found.Value.Span)}";
        }

        if (error is not "")
        {
            return null;
        }

        var isNew = RawJson.IsNothing(found.Value.Span);
        id = isNew ? newId() : RawJson.TextOf(found.Value.Span) ?? "";
        return Write(members, newId(), timeNano, isNew ? Encoding.UTF8.GetBytes($"\"{id}\"") : found.Value);
    }

    static string Read(ReadOnlyMemory<byte> body, List<(string, ReadOnlyMemory<byte>)> members)
    {
        var reader = new Utf8JsonReader(body.Span, RawJson.AnyDepth);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            var (start, length) = RawJson.Skip(ref reader);
            reader.Read();
            return $"expected an object, got {RawJson.Show(body.Span.Slice(start, length))}";
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Encoding.UTF8.GetString(reader.ValueSpan);
            reader.Read();
            var (start, length) = RawJson.Skip(ref reader);
            members.Add((name, body.Slice(start, length)));
        }

        reader.Read();
        return "";
    }

    byte[] Write(
        List<(string Name, ReadOnlyMemory<byte> Value)> members,
        string eventId,
        long timeNano,
        ReadOnlyMemory<byte> id
    )
    {
        var output = new ArrayBufferWriter<byte>(256 + members.Sum(member => member.Name.Length + member.Value.Length));
        var head =
            $$"""{"batch":[{"id":"{{eventId}}","timestamp":"{{Iso(timeNano)}}","type":"{{EventType}}","body":{""";
        output.Write(Encoding.UTF8.GetBytes(head));
        // Old names first, so that the event's own, which come later, win.
        foreach (var (name, value) in members.OrderBy(member => NewName(member.Name) is null))
        {
            if (name != "id" && name != IdName)
            {
                Member(NewName(name) ?? name, value);
                output.Write(","u8);
            }
        }

        Member("id", id);
        output.Write("}}]}"u8);
        return output.WrittenSpan.ToArray();

        void Member(string name, ReadOnlyMemory<byte> value)
        {
            // The name is written as it was read, escapes and all.
            output.Write(Encoding.UTF8.GetBytes($"\"{name}\":"));
            output.Write(value.Span);
        }
    }

    string? NewName(string name)
    {
        foreach (var (from, to) in OldNames)
        {
            if (from == name)
            {
                return to;
            }
        }

        return null;
    }

    static string Iso(long nano) =>
        DateTimeOffset
            .UnixEpoch.AddTicks(nano / 100)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture)
        + (nano % 100).ToString("00", CultureInfo.InvariantCulture)
        + "Z";
}
