using Clew.Dialects;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;
using Clew.Store;

namespace Clew.Api;

/// <summary>
/// What a trace shows as its input, output and metadata: what was stated of the trace itself, else what its spans lend
/// it. Read from records, so that nothing is cut.
/// </summary>
/// <param name="Lent">The output that its spans lend it, whether or not it has one of its own.</param>
/// <param name="Lenders">The row as its spans alone would make it.</param>
/// <param name="Own">What was said of the trace and of no span.</param>
sealed record TraceContent(
    Content? Input,
    Content? Output,
    Content? Lent,
    TraceRow Lenders,
    string Metadata,
    SpanStory Own
)
{
    /// <param name="spans">Those of the trace; null if nobody has read them yet, and then only if it needs them.</param>
    /// <param name="stories">Those of spans that were read already; null for none. What is read here is added.</param>
    public static async Task<TraceContent> ReadAsync(
        ITraceStore store,
        DialectTable dialects,
        string project,
        TraceRow row,
        IReadOnlyList<SpanRow>? spans,
        Dictionary<SpanId, SpanStory?>? stories,
        CancellationToken ct
    )
    {
        stories ??= [];
        var lenders = row;
        if (row.HasOwnInput || row.HasOwnOutput)
        {
            spans ??= await store.ReadSpansAsync(project, row.TraceId, ct);
            lenders = TraceShape.Of(spans).Summarise(row.TraceId, new());
        }

        var own = await SpanStory.ReadOfTraceAsync(store, dialects, project, row.TraceId, ct);
        var root = await StoryAsync(row.RootSpanId);
        var lent = (await StoryAsync(lenders.OutputSpanId))?.Output;
        var input = row.HasOwnInput
            ? Content.InputOfTrace((await StatedByAsync(row.InputSpanId)).TraceFacts)
            : (await StoryAsync(row.InputSpanId))?.Input;
        var output = row.HasOwnOutput ? Content.OutputOfTrace(await OutputFactsAsync(), lent) : lent;
        // A sender that can speak of the trace itself means only the span when it speaks of the span.
        var metadata = PathTree.OfTrace(
            row.Metadata.Concat(own.TraceFacts.Leaves(Field.TraceMetadata)),
            root is { IsSentWhole: true } ? null : root?.Facts
        );
        return new(input, output, lent, lenders, metadata, own);

        async Task<SpanStory?> StoryAsync(SpanId id)
        {
            if (!id.IsEmpty && !stories.ContainsKey(id))
            {
                stories[id] = await SpanStory.ReadAsync(store, dialects, project, row.TraceId, id, ct);
            }

            return id.IsEmpty ? null : stories[id];
        }

        // What is added to may have been said on any of its spans.
        async Task<Fold> OutputFactsAsync() =>
            row.OutputSpanId.IsEmpty && own.TraceFacts.ItemsOf(Field.TraceOutputPatch).Any()
                ? (await TraceStatements.ReadAsync(store, dialects, project, row.TraceId, ct)).Facts
                : (await StatedByAsync(row.OutputSpanId)).TraceFacts;

        async Task<SpanStory> StatedByAsync(SpanId id) => await StoryAsync(id) ?? own;
    }
}
