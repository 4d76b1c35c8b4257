using System.Globalization;
using Clew.Model;
using Clew.Query;
using Clew.Store.Content;

namespace Clew.Store.Sqlite;

/// <summary>A span, the place of its first record, and whether its trace has records beyond the first of each span.</summary>
readonly record struct SpanPlace(SpanId Span, long Block, long Hash, bool HasExtra);

/// <summary>
/// What a query asks about content: its conditions as SQL, which calls back here row by row. Lives as long as the query
/// and belongs to one connection.
/// </summary>
sealed class ContentQuery(Reader reader, long project, IDeriver deriver, TimeProvider time)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    readonly List<ContentLeaf> leaves = [];
    readonly Dictionary<string, AttributeColumn> columns = new(StringComparer.Ordinal);
    readonly ContentRecords records = new(reader.Blocks);
    readonly long start = time.GetTimestamp();
    TextIndex? index;
    long trace;

    /// <summary>False to end with what there is when it takes too long.</summary>
    public bool IsPatient { get; init; }

    /// <summary>True once the time is up and nothing more is looked at.</summary>
    public bool IsOutOfTime { get; private set; }

    /// <summary>The last trace of which everything was looked at; 0 if there is none.</summary>
    public long LookedUntil { get; private set; }

    /// <summary>The condition for a row of the subject.</summary>
    public string Sql(Filter filter, Subject subject)
    {
        var leaf = LeafOf(filter, subject).ToString(CultureInfo.InvariantCulture);
        return subject switch
        {
            Subject.Span => $"{ContentCalls.OfSpan}({leaf}, t.no, s.id, s.block, s.hash, t.loose)",
            Subject.Trace => $"{ContentCalls.OfTrace}({leaf}, t.no)",
            _ => $"{ContentCalls.OfText}({leaf}, c.comment)",
        };
    }

    /// <summary>What follows for the trace: if all hits are known, only their traces need be opened.</summary>
    public string TraceBound(Filter filter, FilterSql sql)
    {
        if (leaves.Count == 0 || TracesOf(filter) is not { } traces)
        {
            return "";
        }

        var list = $"[{string.Join(',', traces.Select(t => t.ToString(CultureInfo.InvariantCulture)))}]";
        return $" AND t.no IN (SELECT value FROM json_each({sql.Add(list)}))";
    }

    /// <param name="extra">Whether the trace has records beyond the first of each span.</param>
    public bool SpanHolds(int leaf, long number, SpanId span, long block, long hash, bool extra)
    {
        KeepTime(number);
        var asked = leaves[leaf];
        if (
            !Holds(asked, block, hash) && !(extra && Places(number, span, true).Any(p => Holds(asked, p.Block, p.Hash)))
        )
        {
            return false;
        }

        return asked.Test.OnInput is null
            || asked.Test.IsShown(deriver, Read([(block, hash), .. Places(number, span, true)]), Subject.Span);
    }

    public bool TraceHolds(int leaf, long number)
    {
        KeepTime(number);
        var asked = leaves[leaf];
        var all = PlacesBySpan(number);
        var passing = all.Where(p => Holds(asked, p.Block, p.Hash));
        if (asked.Test.OnInput is null)
        {
            return passing.Any();
        }

        var spans = passing.Select(p => p.Span).ToHashSet();
        return spans.Any(span =>
                !span.IsEmpty
                && asked.Test.IsShown(
                    deriver,
                    Read([.. all.Where(p => p.Span == span).Select(p => (p.Block, p.Hash))]),
                    Subject.Span
                )
            )
            || (
                spans.Count > 0
                && asked.Test.IsShown(deriver, Read([.. all.Select(p => (p.Block, p.Hash))]), Subject.Trace)
            );
    }

    /// <summary>The first value of an attribute that a span has; null if it has none.</summary>
    public string? AttributeText(string key, long number, in SpanPlace place) =>
        ColumnOf(key) is var column && column.RecordsOf(this, number, place) is { Count: > 0 } all
            ? column.Value.TextOf(deriver, all)
            : null;

    public double? AttributeNumber(string key, long number, in SpanPlace place) =>
        ColumnOf(key) is var column && column.RecordsOf(this, number, place) is { Count: > 0 } all
            ? column.Value.NumberOf(deriver, all)
            : null;

    public bool TextHolds(int leaf, ReadOnlySpan<byte> utf8) => leaves[leaf].Test.Holds(utf8);

    AttributeColumn ColumnOf(string key)
    {
        if (!columns.TryGetValue(key, out var column))
        {
            var value = new AttributeValue(key);
            index ??= new(reader.Database);
            columns.Add(key, column = new(value, index.Candidates(value.Test)));
        }

        return column;
    }

    int LeafOf(Filter filter, Subject subject)
    {
        var known = leaves.FindIndex(l => ReferenceEquals(l.Filter, filter));
        if (known < 0)
        {
            var test = ContentTest.Of(filter);
            if (subject == Subject.Score)
            {
                leaves.Add(new(filter, test, []));
            }
            else
            {
                index ??= new(reader.Database);
                leaves.Add(new(filter, test, index.Candidates(test)));
                leaves[^1].Prepare(records, deriver);
            }

            known = leaves.Count - 1;
        }

        return known;
    }

    /// <summary>Where an attribute can be, and what reads it.</summary>
    sealed record AttributeColumn(AttributeValue Value, IReadOnlyList<TextChunkRange> Candidates)
    {
        /// <summary>The records of a span that can have it, in the order in which they arrived.</summary>
        public IReadOnlyList<Record> RecordsOf(ContentQuery query, long number, in SpanPlace place)
        {
            List<(long Block, long Hash)> all = [(place.Block, place.Hash)];
            if (place.HasExtra)
            {
                all.AddRange(query.Places(number, place.Span, true));
            }

            all.RemoveAll(p => !Candidates.Any(c => c.FirstBlock <= p.Block && p.Block <= c.LastBlock));
            return query.Read(all);
        }
    }

    bool Holds(ContentLeaf leaf, long block, long hash) => leaf.Holds(block, hash, records, deriver);

    /// <summary>The traces that can pass; null for any.</summary>
    HashSet<long>? TracesOf(Filter filter)
    {
        switch (filter)
        {
            case Filter.AllOf all:
                HashSet<long>? both = null;
                foreach (var part in all.Parts)
                {
                    if (TracesOf(part) is { } some)
                    {
                        both ??= some;
                        both.IntersectWith(some);
                    }
                }

                return both;
            case Filter.OneOf one:
                var either = new HashSet<long>();
                foreach (var part in one.Parts)
                {
                    if (TracesOf(part) is not { } some)
                    {
                        return null;
                    }

                    either.UnionWith(some);
                }

                return either;
            case Filter.SomeSpan some:
                return TracesOf(some.Part);
            default:
                return leaves.Find(l => ReferenceEquals(l.Filter, filter))?.Hits is { } hits
                    ? TracesOf(hits.Values)
                    : null;
        }
    }

    HashSet<long> TracesOf(IEnumerable<Record> hits)
    {
        var traces = new HashSet<long>();
        var known = new Dictionary<TraceId, long?>();
        foreach (var record in hits)
        {
            if (record.TraceId.IsEmpty)
            {
                traces.UnionWith(TraceOfObservation(record.SpanId));
                continue;
            }

            if (!known.TryGetValue(record.TraceId, out var number))
            {
                known.Add(record.TraceId, number = SqliteStore.FindNumber(reader, project, record.TraceId));
            }

            if (number is { } trace)
            {
                traces.Add(trace);
            }
        }

        return traces;
    }

    List<long> TraceOfObservation(SpanId span)
    {
        using var find = reader.Database.PrepareOnce("SELECT trace FROM observation WHERE id = ?1 AND project = ?2");
        SpanColumns.BindRecordId(find.Bind(2, project), 1, span);
        var found = new List<long>();
        while (find.Step())
        {
            found.Add(find.Long(0));
        }

        return found;
    }

    List<(long Block, long Hash)> Places(long number, SpanId span, bool extraOnly)
    {
        var find = extraOnly ? reader.ExtraRecords : reader.SpanRecords;
        SpanColumns.BindRecordId(find.Bind(1, number), 2, span);
        var places = new List<(long, long)>();
        while (find.Step())
        {
            places.Add((find.Long(0), find.Long(1)));
        }

        return places;
    }

    List<(SpanId Span, long Block, long Hash)> PlacesBySpan(long number)
    {
        var places = new List<(SpanId, long, long)>();
        reader.TraceRecordsBySpan.Bind(1, number);
        while (reader.TraceRecordsBySpan.Step())
        {
            var find = reader.TraceRecordsBySpan;
            places.Add((SpanColumns.ReadId(find, 0), find.Long(1), find.Long(2)));
        }

        return places;
    }

    IReadOnlyList<Record> Read(IReadOnlyList<(long Block, long Hash)> places) =>
        [
            .. places
                .Distinct()
                .Select(p => records.Of(p.Block).GetValueOrDefault(p.Hash))
                .OfType<Record>()
                .OrderBy(r => r.Sequence),
        ];

    /// <exception cref="TimeoutException">The time is up, and there is something to show for it.</exception>
    void KeepTime(long number)
    {
        if (number == trace)
        {
            return;
        }

        if (!IsPatient && trace != 0 && time.GetElapsedTime(start) > Patience)
        {
            (IsOutOfTime, LookedUntil) = (true, trace);
            throw new TimeoutException();
        }

        trace = number;
    }
}
