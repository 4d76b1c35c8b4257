using System.Buffers.Binary;
using System.Text;

namespace Clew.Model;

/// <summary>
/// Tells the records of one span apart by content. 64 bits are compared only between records of the same span, so they
/// collide by chance once in 10¹⁹ pairs; a sender who makes them collide on purpose loses a record of its own.
/// </summary>
/// <remarks>
/// A multiply-and-fold hash of the kind of wyhash: 16 bytes a step, each folded from a 128-bit product. The framework's
/// own choices are cryptographic, at ten times the cost, or differ from process to process; these values are stored.
/// </remarks>
static class RecordHash
{
    const ulong First = 0x2D358DCCAA6C78A5;
    const ulong Second = 0x8BB84B93962EACC9;
    const ulong Third = 0x4B33A62ED433D4A3;

    /// <summary>The hash of what a record was sent under.</summary>
    public static long OfContext(RecordContext context) => Of(Of(0, context.Resource.Span), context.Scope.Span);

    /// <param name="context">The hash of the record's context; 0 for none.</param>
    public static long Of(long context, ReadOnlySpan<byte> bytes)
    {
        var state = Fold((ulong)context ^ First, (ulong)bytes.Length ^ Second);
        while (bytes.Length >= 16)
        {
            state = Fold(Word(bytes) ^ Second, Word(bytes[8..]) ^ state);
            bytes = bytes[16..];
        }

        Span<byte> rest = stackalloc byte[16];
        bytes.CopyTo(rest);
        state = Fold(Word(rest) ^ Third, Word(rest[8..]) ^ state);
        return (long)Fold(state ^ First, Third);
    }

    /// <summary>
    /// The hash of a record that its sender named: the same name again is a re-delivery, whatever it says. Names count
    /// for one trace, observation or score.
    /// </summary>
    /// <param name="project">
    /// Blocks hold records of several projects, and two may use the same names for different things.
    /// </param>
    public static long OfEvent(string project, RecordKind kind, string bodyId, string eventId) =>
        Of(
            Of(Of((long)kind, Encoding.UTF8.GetBytes(project)), Encoding.UTF8.GetBytes(bodyId)),
            Encoding.UTF8.GetBytes(eventId)
        );

    static ulong Word(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }
}
