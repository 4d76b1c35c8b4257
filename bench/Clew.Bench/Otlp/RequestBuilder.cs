using Clew.Bench.Text;

namespace Clew.Bench.Otlp;

/// <summary>Collects spans of several services and writes them as one ExportTraceServiceRequest.</summary>
sealed class RequestBuilder
{
    readonly Service[] _services;
    readonly Group[] _groups;

    public RequestBuilder(Service[] services)
    {
        _services = services;
        _groups = [.. services.Select(_ => new Group())];
    }

    public int Spans { get; private set; }

    public void Add(int service, SpanWriter span)
    {
        Group group = _groups[service];
        group.Bytes.Append((byte)0x12);
        group.Bytes.Varint((ulong)span.Bytes.Length);
        int start = group.Bytes.Length;
        group.Bytes.Append(span.Bytes.Written);
        Shift(span.TraceIds, group.TraceIds, start);
        Shift(span.SpanIds, group.SpanIds, start);
        Shift(span.Times, group.Times, start);
        Spans++;
    }

    /// <summary>The request with everything added since the last call.</summary>
    public Request Take()
    {
        int length = 0;
        for (int i = 0; i < _groups.Length; i++)
        {
            if (_groups[i].Bytes.Length > 0)
                length += Framed(ResourceLength(i));
        }
        ByteBuffer bytes = new(Request.HeaderRoom + length);
        bytes.Append(new byte[Request.HeaderRoom]);
        List<int> traceIds = [],
            spanIds = [],
            times = [];
        for (int i = 0; i < _groups.Length; i++)
        {
            Group group = _groups[i];
            if (group.Bytes.Length == 0)
                continue;
            bytes.Append((byte)0x0a);
            bytes.Varint((ulong)ResourceLength(i));
            bytes.Append(_services[i].Resource);
            bytes.Append((byte)0x12);
            bytes.Varint((ulong)ScopeLength(i));
            bytes.Append(_services[i].Scope);
            int start = bytes.Length;
            bytes.Append(group.Bytes.Written);
            Shift(group.TraceIds, traceIds, start);
            Shift(group.SpanIds, spanIds, start);
            Shift(group.Times, times, start);
            group.Clear();
        }
        Request request = new(bytes.Take(), length, Spans, [.. traceIds], [.. spanIds], [.. times]);
        Spans = 0;
        return request;
    }

    int ScopeLength(int i) => _services[i].Scope.Length + _groups[i].Bytes.Length;

    int ResourceLength(int i) => _services[i].Resource.Length + Framed(ScopeLength(i));

    static int Framed(int length) => 1 + ByteBuffer.VarintLength((ulong)length) + length;

    static void Shift(List<int> from, List<int> to, int by)
    {
        foreach (int at in from)
            to.Add(at + by);
    }

    sealed class Group
    {
        public ByteBuffer Bytes { get; } = new(65_536);
        public List<int> TraceIds { get; } = [];
        public List<int> SpanIds { get; } = [];
        public List<int> Times { get; } = [];

        public void Clear()
        {
            Bytes.Clear();
            TraceIds.Clear();
            SpanIds.Clear();
            Times.Clear();
        }
    }
}
