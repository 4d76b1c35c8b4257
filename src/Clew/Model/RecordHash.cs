using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Clew.Model;

/// <summary>
/// Tells records apart by content: 64 bits of a SHA-256, because a sender must not be able to make a new record look
/// like one that is already there.
/// </summary>
static class RecordHash
{
    /// <summary>The hash of what a record was sent under.</summary>
    public static long OfContext(RecordContext context) => Of(Of(0, context.Resource.Span), context.Scope.Span);

    /// <param name="context">The hash of the record's context; 0 for none.</param>
    public static long Of(long context, ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return BinaryPrimitives.ReadInt64LittleEndian(digest) ^ (context * unchecked((long)0x9E3779B97F4A7C15));
    }
}
