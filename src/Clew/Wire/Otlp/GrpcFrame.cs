using System.Buffers.Binary;

namespace Clew.Wire.Otlp;

/// <summary>
/// The five bytes before every gRPC message: <c>00 00 00 07 da</c> is an uncompressed message of 2010 bytes.
/// </summary>
static class GrpcFrame
{
    public const int PrefixLength = 5;

    /// <summary>False if there are fewer than five bytes, or the first one is neither 0 nor 1.</summary>
    public static bool TryParse(ReadOnlySpan<byte> prefix, out bool isCompressed, out uint length)
    {
        isCompressed = false;
        length = 0;
        if (prefix.Length < PrefixLength || prefix[0] > 1)
        {
            return false;
        }

        isCompressed = prefix[0] == 1;
        length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        return true;
    }

    public static void Write(Span<byte> prefix, bool isCompressed, uint length)
    {
        prefix[0] = isCompressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(prefix[1..], length);
    }
}
