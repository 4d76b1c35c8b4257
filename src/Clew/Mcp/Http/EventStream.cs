namespace Clew.Mcp.Http;

/// <summary>Reads back what was written as server-sent events.</summary>
static class EventStream
{
    /// <summary>
    /// The data of the last event that has any: the answer, for a client that cannot read the progress before it. Our
    /// JSON is on one line.
    /// </summary>
    public static ReadOnlyMemory<byte> LastData(ReadOnlyMemory<byte> events)
    {
        var last = ReadOnlyMemory<byte>.Empty;
        while (!events.IsEmpty)
        {
            var end = events.Span.IndexOf((byte)'\n');
            var line = end < 0 ? events : events[..end];
            events = end < 0 ? default : events[(end + 1)..];
            if (line.Span.StartsWith("data:"u8))
            {
                var data = line["data:".Length..];
                data = data[(data.Length - data.Span.TrimStart((byte)' ').Length)..];
                last = data.IsEmpty ? last : data;
            }
        }

        return last;
    }
}
