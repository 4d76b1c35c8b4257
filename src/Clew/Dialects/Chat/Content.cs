using System.Buffers;
using Clew.Model;

namespace Clew.Dialects.Chat;

/// <summary>
/// The input or output of a span as it is shown: composed from the facts of all of its records. The payload's type is
/// resolved; see <see cref="MimeTypes"/>.
/// </summary>
sealed record Content(Payload Payload, Provenance? Source)
{
    /// <summary>
    /// The input. A conversation that came without its instructions gets them as its first message, so that it reads
    /// as the model read it. Null if there is none.
    /// </summary>
    public static Content? InputOf(Fold fold)
    {
        var content = Of(fold, Field.Input, Field.InputMessage);
        if (content is null || fold.Payload(Field.Instructions) is not { } instructions)
        {
            return content;
        }

        var utf8 = content.Payload.Utf8;
        var span = utf8.Span;
        return ChatMl.TryScanCut(ref span, out var scan) && scan.FirstRole is not ("system" or "developer")
            ? new(new(Instructions.Prepend(instructions, utf8), Payload.Json), content.Source)
            : content;
    }

    public static Content? OutputOf(Fold fold) =>
        fold.ItemsOf(Field.OutputPatch).Any() && MergedOutput.Of(fold, Field.Output, Field.OutputPatch) is { } merged
            ? Resolved(merged.Utf8, merged.Mime, fold.SourceOf(Field.Output))
            : Of(fold, Field.Output, Field.OutputMessage);

    /// <summary>The instructions as text to read.</summary>
    public static string? InstructionsOf(Fold fold) =>
        fold.Payload(Field.Instructions) is { } payload ? Instructions.TextOf(payload) : null;

    /// <summary>What a trace has of its own.</summary>
    public static Content? InputOfTrace(Fold fold) =>
        fold.Payload(Field.TraceInput) is { } payload
            ? Resolved(payload.Utf8, payload.Mime, fold.SourceOf(Field.TraceInput))
            : null;

    /// <param name="otherwise">What its spans lend it: what is added to if it has no output of its own.</param>
    public static Content? OutputOfTrace(Fold fold, Content? otherwise) =>
        MergedOutput.Of(fold, Field.TraceOutput, Field.TraceOutputPatch, otherwise?.Payload) is { } payload
            ? Resolved(payload.Utf8, payload.Mime, fold.SourceOf(Field.TraceOutput))
            : null;

    static Content? Of(Fold fold, Field whole, Field single)
    {
        // Items come from log records; the same may also have come in another way.
        var messages = fold.ItemsOf(single).ToList();
        var best = messages.Count == 0 ? 0 : messages.Max(m => m.Precedence.Rank);
        if (fold.IsStated(whole) && fold.PrecedenceOf(whole).Rank >= best)
        {
            return fold.Payload(whole) is { } payload
                ? Resolved(payload.Utf8, payload.Mime, fold.SourceOf(whole))
                : null;
        }

        if (best == 0)
        {
            return null;
        }

        var array = new ArrayBufferWriter<byte>();
        foreach (var message in messages)
        {
            if (message.Precedence.Rank == best && message.Object is Payload { Utf8: var utf8 })
            {
                array.Write(array.WrittenCount == 0 ? "["u8 : ","u8);
                array.Write(utf8.Span);
            }
        }

        array.Write("]"u8);
        return new(new(array.WrittenMemory, Payload.Json), messages[0].Source);
    }

    static Content Resolved(ReadOnlyMemory<byte> utf8, string? mime, Provenance? source) =>
        new(new(utf8, MimeTypes.Resolve(utf8.Span, mime)), source);
}
