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
/// <param name="Derived">The output that its spans lend it, whether or not it has one of its own.</param>
/// <param name="Own">What was said of the trace and of no span.</param>
sealed record TraceContent(Content? Input, Content? Output, Content? Derived, string Metadata, SpanStory Own)
{
    /// <param name="storyOf">Reads the story of a span.</param>
    /// <param name="derived">The row as the spans alone would make it.</param>
    public static async Task<TraceContent> ReadAsync(
        ITraceStore store,
        DialectTable dialects,
        string project,
        TraceRow row,
        TraceRow derived,
        Func<SpanId, Task<SpanStory?>> storyOf,
        CancellationToken ct
    )
    {
        var own = await SpanStory.ReadOfTraceAsync(store, dialects, project, row.TraceId, ct);
        var root = await StoryAsync(row.RootSpanId);
        var lent = (await StoryAsync(derived.OutputSpanId))?.Output;
        var input = row.HasOwnInput
            ? Content.InputOfTrace((await StatedByAsync(row.InputSpanId)).TraceFacts)
            : (await StoryAsync(row.InputSpanId))?.Input;
        var output = row.HasOwnOutput
            ? Content.OutputOfTrace((await StatedByAsync(row.OutputSpanId)).TraceFacts, lent)
            : lent;
        // A sender that can speak of the trace itself means only the span when it speaks of the span.
        var metadata = PathTree.OfTrace(
            row.Metadata.Concat(own.TraceFacts.Leaves(Field.TraceMetadata)),
            root is { IsSentWhole: true } ? null : root?.Facts
        );
        return new(input, output, lent, metadata, own);

        async Task<SpanStory?> StoryAsync(SpanId id) => id.IsEmpty ? null : await storyOf(id);

        async Task<SpanStory> StatedByAsync(SpanId id) => await StoryAsync(id) ?? own;
    }
}
