using Clew.Dialects;
using Clew.Dialects.Chat;
using Clew.Model;
using Clew.Store;

namespace Clew.Api;

/// <summary>One trace in the words of the API: its row, its content, and the skeleton of its spans.</summary>
static class TraceDetails
{
    /// <summary>Null if the trace has gone since its row was read.</summary>
    public static async Task<TraceDetail?> ReadAsync(
        ITraceStore store,
        DialectTable dialects,
        string project,
        TraceRow row,
        CancellationToken ct
    )
    {
        var shape = TraceShape.Of(await store.ReadSpansAsync(project, row.TraceId, ct));
        if (shape.Spans.Count == 0 && row.SpanCount > 0)
        {
            return null;
        }

        var content = await TraceContent.ReadAsync(store, dialects, project, row, shape.Spans, null, ct);
        var input = ContentView.Of(content.Input, row.HasOwnInput);
        var output = ContentView.Of(content.Output, row.HasOwnOutput);
        return new(Summaries.Of(row))
        {
            Input = input.Text,
            InputMimeType = input.Mime,
            InputTruncated = input.IsCut,
            InputSize = input.Size,
            InputCutBySender = input.IsCutBySender,
            Output = output.Text,
            OutputMimeType = output.Mime,
            OutputTruncated = output.IsCut,
            OutputSize = output.Size,
            OutputCutBySender = output.IsCutBySender,
            OutputUpdatedAt = row.OutputUpdatedNano is { } updated ? Summaries.Time(updated) : null,
            InputSpanId = input.Text is null || row.HasOwnInput ? null : Summaries.IdOf(row.InputSpanId),
            OutputSpanId = output.Text is null || row.HasOwnOutput ? null : Summaries.IdOf(row.OutputSpanId),
            HasOwnInput = row.HasOwnInput,
            HasOwnOutput = row.HasOwnOutput,
            Provenance = SourcesOf(content),
            Metadata = JsonText.Parse(content.Metadata),
            ExternalId = row.ExternalId,
            CreatedAt = Summaries.Time(row.CreatedNano),
            UpdatedAt = Summaries.Time(row.UpdatedNano),
            Public = row.IsPublic,
            RootSpanIds =
                shape.Spans.Count == 0 ? [] : [.. shape.Roots().Select(i => shape.Spans[i].SpanId.ToString())],
            Warnings = WarningsOf(shape, row.IsStated),
            Scores = Scores.Of(await store.ReadScoresAsync(project, row.TraceId, ct)),
            Skeleton = Skeletons.Of(shape, row.StartNano),
        };
    }

    static Dictionary<string, ProvenanceShape> SourcesOf(TraceContent content)
    {
        var sources = new Dictionary<string, ProvenanceShape>();
        Add("input", content.Input);
        Add("output", content.Output);
        return sources;

        void Add(string name, Content? side)
        {
            if (side?.Source is { } source)
            {
                sources.Add(name, new(source.Dialect, source.Version, source.Key));
            }
        }
    }

    /// <param name="isStated">Then it may have as many roots as it likes: none of them stands for it.</param>
    static List<string> WarningsOf(TraceShape shape, bool isStated)
    {
        var warnings = new List<string>();
        var roots = shape.Spans.Count(s => s.ParentId.IsEmpty);
        var missing = Enumerable
            .Range(0, shape.Spans.Count)
            .Count(i => shape.Parents[i] < 0 && !shape.Cut[i] && !shape.Spans[i].ParentId.IsEmpty);
        var cycles = shape.Cut.Count(c => c);
        var broken = shape.Spans.Count(s => s.DeriveError);
        Add(roots > 1 && !isStated, $"The trace has {roots} roots; the earliest one gives it its name.");
        Add(
            missing > 0,
            missing == 1
                ? "The parent of 1 span is not here: it has not arrived, was not sampled, or lives in another system."
                : $"The parents of {missing} spans are not here: they have not arrived, were not sampled, or live in another system."
        );
        Add(cycles > 0, $"{cycles} spans were their own ancestors; each cycle is cut above its earliest span.");
        Add(broken > 0, $"{broken} spans could not be understood in full; everything is under Raw.");
        return warnings;

        void Add(bool applies, string warning)
        {
            if (applies)
            {
                warnings.Add(warning);
            }
        }
    }
}
