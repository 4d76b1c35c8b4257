using System.Globalization;
using Clew.Model;

namespace Clew.Api;

/// <summary>Spans in columns: what a tree of 100,000 of them needs, in a few megabytes.</summary>
static class Skeletons
{
    /// <param name="origin">The start of the trace, Unix nanoseconds.</param>
    public static SkeletonShape Of(TraceShape trace, long origin)
    {
        var spans = trace.Spans;
        var strings = new StringTable();
        return new()
        {
            Count = spans.Count,
            Id = Column(spans, s => s.SpanId.ToString()),
            Parent = trace.Parents,
            Name = Column(spans, s => strings.IndexOf(s.Name)),
            Model = Column(spans, s => strings.IndexOf(s.Model)),
            Service = Column(spans, s => strings.IndexOf(s.Service)),
            Tool = Column(spans, s => strings.IndexOf(s.ToolName)),
            Type = Column(spans, s => (int)s.Type),
            Status = Column(spans, s => (int)s.Status),
            Level = Column(spans, s => (int)s.Level),
            Start = Column(spans, s => s.StartNano - origin),
            Duration = Column(spans, s => s.EndNano - s.StartNano),
            InputTokens = Column(spans, s => s.Usage.InputTokens),
            OutputTokens = Column(spans, s => s.Usage.OutputTokens),
            Counts = [.. trace.Counts.Select(c => c ? 1 : 0)],
            Cost = Column(spans, s => Summaries.Dollars(s.CostPicoUsd)),
            Strings = strings.Texts,
            Types = Words.Types,
            Statuses = Words.Statuses,
            Levels = Words.Levels,
            MissingParents = MissingParents(trace),
        };
    }

    static Dictionary<string, string> MissingParents(TraceShape trace)
    {
        var missing = new Dictionary<string, string>();
        for (var i = 0; i < trace.Spans.Count; i++)
        {
            if (trace.Parents[i] < 0 && !trace.Cut[i] && !trace.Spans[i].ParentId.IsEmpty)
            {
                missing.Add(i.ToString(CultureInfo.InvariantCulture), trace.Spans[i].ParentId.ToString());
            }
        }

        return missing;
    }

    static T[] Column<T>(IReadOnlyList<SpanRow> spans, Func<SpanRow, T> value)
    {
        var column = new T[spans.Count];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = value(spans[i]);
        }

        return column;
    }

    /// <summary>Each text once; rows hold its index.</summary>
    sealed class StringTable
    {
        readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
        readonly List<string> texts = [];

        public IReadOnlyList<string> Texts => texts;

        public int IndexOf(string? text)
        {
            if (text is null)
            {
                return -1;
            }

            if (!places.TryGetValue(text, out var place))
            {
                place = texts.Count;
                texts.Add(text);
                places.Add(text, place);
            }

            return place;
        }
    }
}
