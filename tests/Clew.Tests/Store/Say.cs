using System.Globalization;
using System.Text;
using Clew.Model;

namespace Clew.Tests.Store;

/// <summary>
/// Records that say in plain words which facts they state, so that stores can be tested without any dialect:
/// <c>time|Span:Name:10=hello|Span:InputTokens:10=5</c>.
/// </summary>
static class Say
{
    public const long Arrival = 2_000_000_000_000_000_000;

    public static RecordBatch Batch(IEnumerable<Saying> sayings, string project = "default", long arrival = Arrival)
    {
        var batch = new RecordBatch { Project = project, ArrivalNano = arrival };
        batch.Contexts.Add(new(Encoding.UTF8.GetBytes("resource"), Encoding.UTF8.GetBytes("scope")));
        foreach (var saying in sayings)
        {
            var bytes = saying.Bytes;
            var first = batch.Facts.Count;
            var time = SayingDeriver.Parse(bytes, batch.Facts);
            batch.Entries.Add(
                new(
                    saying.Kind,
                    RecordEncoding.Protobuf,
                    0,
                    bytes,
                    saying.Trace,
                    saying.Span,
                    saying.EventId is { } id
                        ? RecordHash.OfEvent(project, saying.Kind, $"{saying.Trace}/{saying.Span}", id)
                        : RecordHash.Of(RecordHash.OfContext(batch.Contexts[0]), bytes),
                    time,
                    first,
                    batch.Facts.Count - first,
                    batch.Entries.Count,
                    SayingDeriver.PhaseOf(bytes)
                )
            );
        }

        return batch;
    }

    public static Saying Span(string trace, string span, string? parent = null, long start = 1000, long? end = 2000) =>
        new Saying(RecordKind.OtlpSpan, Trace(trace), Id(span), end ?? start)
            .That(Field.StartNano, start)
            .That(Field.EndNano, end)
            .That(Field.Name, span)
            .Under(parent);

    public static Saying Log(string trace, string? span, long time) =>
        new(RecordKind.OtlpLog, Trace(trace), span is null ? default : Id(span), time);

    /// <summary>An event that states a trace.</summary>
    public static Saying Event(string id, string trace, long time) =>
        new(RecordKind.LangfuseTrace, Trace(trace), default, time) { EventId = id };

    /// <summary>An event that states a span; without a trace it is for the store to find.</summary>
    public static Saying Observation(string id, string? trace, string span, long time, bool isUpdate = false) =>
        new(RecordKind.LangfuseObservation, trace is null ? default : Trace(trace), Id(span), time)
        {
            EventId = id,
            IsUpdate = isUpdate,
        };

    public static TraceId Trace(string text) => TraceId.TryParse(text, out var id) ? id : default;

    public static SpanId Id(string text) => SpanId.TryParse(text, out var id) ? id : default;
}

/// <summary>One record in the making.</summary>
sealed record Saying(RecordKind Kind, TraceId Trace, SpanId Span, long Time)
{
    public string Words { get; init; } = "";

    /// <summary>Set for records that their senders name.</summary>
    public string? EventId { get; init; }

    public bool IsUpdate { get; init; }

    public byte[] Bytes =>
        Encoding.UTF8.GetBytes($"{(IsUpdate ? SayingDeriver.Update : "")}{Trace}/{Span}|{Time}{Words}");

    public Saying That(Field field, object? value, byte rank = 10, Subject subject = Subject.Span) =>
        value is null
            ? this
            : this with
            {
                Words = string.Create(CultureInfo.InvariantCulture, $"{Words}|{subject}:{field}:{rank}={value}"),
            };

    public Saying OfTracePath(string path, string json) =>
        this with
        {
            Words = $"{Words}|{Subject.Trace}:{Field.TraceMetadata}:10:{path}={json}",
        };

    public Saying OfTrace(Field field, object? value, byte rank = 10) => That(field, value, rank, Subject.Trace);

    /// <summary>States a score, of the record's own trace if no other is named.</summary>
    public Saying Judges(
        string id,
        double? value,
        string? span = null,
        string? trace = null,
        string? text = null,
        string? session = null,
        byte rank = 10,
        long at = 50
    ) =>
        this with
        {
            Words = string.Create(
                CultureInfo.InvariantCulture,
                $"{Words}|Score:Score:{rank}={id};{trace ?? Trace.ToString()};{span};{session};{value:R};{text};{at}"
            ),
        };

    public Saying Under(string? parent) =>
        parent is null ? this
        : Say.Id(parent) is { IsBinary: true } id ? That(Field.ParentId, id.Number)
        : That(Field.ParentId, parent);
}

/// <summary>Understands <see cref="Say"/>.</summary>
sealed class SayingDeriver : IDeriver
{
    /// <summary>What the rules say on top of the words: set to change them.</summary>
    public Func<SpanRow, SpanRow> Completion { get; set; } = row => row;

    public string Rules { get; set; } = "words 1";

    /// <summary>New rules: what they read in place of the words.</summary>
    public Func<string, string> Reads { get; set; } = words => words;

    public Derived Derive(Record record, FactList facts, bool detail)
    {
        var words = Reads(Encoding.UTF8.GetString(record.Bytes.Span));
        var time = Parse(Encoding.UTF8.GetBytes(words), facts);
        return new(About?.Invoke(record) ?? record.SpanId, time, PhaseOf(record.Bytes.Span));
    }

    public const string Update = "update ";

    public static RecordPhase PhaseOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Encoding.UTF8.GetBytes(Update)) ? RecordPhase.Update : RecordPhase.Create;

    /// <summary>New rules: which span a record is about, if not the one that it was kept for.</summary>
    public Func<Record, SpanId?>? About { get; set; }

    public SpanRow Complete(string project, SpanRow row) => Completion(row);

    /// <summary>The same for scores.</summary>
    public Func<Score, Score> ScoreCompletion { get; set; } = score => score;

    public Score Complete(string project, Score score) => ScoreCompletion(score);

    public static long Parse(ReadOnlySpan<byte> bytes, FactList facts)
    {
        var words = Encoding.UTF8.GetString(bytes).Split('|');
        foreach (var word in words.Skip(2))
        {
            var (head, value) = (
                word[..word.IndexOf('=', StringComparison.Ordinal)],
                word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..]
            );
            var parts = head.Split(':');
            var field = Enum.Parse<Field>(parts[1]);
            if (field == Field.Score)
            {
                var rank = byte.Parse(parts[2], CultureInfo.InvariantCulture);
                facts.Add(new(Subject.Score, field, rank, 0, ScoreOf(value.Split(';')), null, new("say", 3, "score")));
                continue;
            }

            var path = parts.Length > 3 ? parts[3] : null;
            var isText =
                Fields.IsObject(field)
                || field is Field.Tag or Field.InputMessageRole or Field.TraceMetadata
                || (field == Field.ParentId && !long.TryParse(value, out _));
            facts.Add(
                new(
                    Enum.Parse<Subject>(parts[0]),
                    field,
                    byte.Parse(parts[2], CultureInfo.InvariantCulture),
                    isText ? 0 : long.Parse(value, CultureInfo.InvariantCulture),
                    isText ? value : null,
                    path,
                    null
                )
            );
        }

        return long.Parse(words[1], CultureInfo.InvariantCulture);
    }

    static Score ScoreOf(string[] parts) =>
        new(
            parts[0],
            Say.Trace(parts[1]),
            Say.Id(parts[2]),
            parts[3].Length == 0 ? null : parts[3],
            "name of " + parts[0],
            parts[4].Length == 0 ? null : double.Parse(parts[4], CultureInfo.InvariantCulture),
            parts[5].Length == 0 ? null : parts[5],
            parts[5].Length == 0 ? null : "because " + parts[5],
            ScoreSource.Annotation,
            long.Parse(parts[6], CultureInfo.InvariantCulture)
        );
}
