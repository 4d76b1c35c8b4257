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
                    RecordHash.Of(RecordHash.OfContext(batch.Contexts[0]), bytes),
                    time,
                    first,
                    batch.Facts.Count - first,
                    batch.Entries.Count
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

    public static TraceId Trace(string text) => TraceId.TryParse(text, out var id) ? id : default;

    public static SpanId Id(string text) => SpanId.TryParse(text, out var id) ? id : default;
}

/// <summary>One record in the making.</summary>
sealed record Saying(RecordKind Kind, TraceId Trace, SpanId Span, long Time)
{
    public string Words { get; init; } = "";

    public byte[] Bytes => Encoding.UTF8.GetBytes($"{Trace}/{Span}|{Time}{Words}");

    public Saying That(Field field, object? value, byte rank = 10, Subject subject = Subject.Span) =>
        value is null
            ? this
            : this with
            {
                Words = string.Create(CultureInfo.InvariantCulture, $"{Words}|{subject}:{field}:{rank}={value}"),
            };

    public Saying OfTrace(Field field, object? value, byte rank = 10) => That(field, value, rank, Subject.Trace);

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

    public long Derive(Record record, FactList facts, bool detail) =>
        Parse(Encoding.UTF8.GetBytes(Reads(Encoding.UTF8.GetString(record.Bytes.Span))), facts);

    public SpanRow Complete(SpanRow row) => Completion(row);

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
            var isText =
                Fields.IsObject(field)
                || field is Field.Tag or Field.InputMessageRole
                || (field == Field.ParentId && !long.TryParse(value, out _));
            facts.Add(
                new(
                    Enum.Parse<Subject>(parts[0]),
                    field,
                    byte.Parse(parts[2], CultureInfo.InvariantCulture),
                    isText ? 0 : long.Parse(value, CultureInfo.InvariantCulture),
                    isText ? value : null,
                    null,
                    null
                )
            );
        }

        return long.Parse(words[1], CultureInfo.InvariantCulture);
    }
}
