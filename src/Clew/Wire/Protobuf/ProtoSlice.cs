namespace Clew.Wire.Protobuf;

/// <summary>A part of a buffer, by absolute position: the content of a length-delimited field.</summary>
readonly record struct ProtoSlice(int Start, int Length)
{
    public int End => Start + Length;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> buffer) => buffer.Slice(Start, Length);
}
