using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Clew.Model;

/// <summary>
/// Tells records apart by content: 64 bits of a SHA-256, because a sender must not be able to make a new record look
/// like one that is already there.
/// </summary>
static class RecordHash
{
    /// <param name="context">The hash of the record's context, from this same method with 0.</param>
    public static long Of(long context, ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return BinaryPrimitives.ReadInt64LittleEndian(digest) ^ (context * unchecked((long)0x9E3779B97F4A7C15));
    }
}
