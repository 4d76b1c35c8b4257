using Clew.Tests.Oracle;
using Clew.Wire.Protobuf;
using Google.Protobuf;

namespace Clew.Tests.Wire;

public sealed class ProtoReaderTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("0801", 0)]
    [InlineData("08ffffffffffffffffff01", 0)] // ten bytes: the longest varint
    [InlineData("08ffffffffffffffffffff01", 2)]
    [InlineData("08", 1)]
    [InlineData("0880", 1)]
    [InlineData("0a05616263", 1)]
    [InlineData("0affffffffffffffffff01", 1)] // a length of 2^64 - 1
    [InlineData("0d010203", 1)]
    [InlineData("0901020304050607", 1)]
    [InlineData("00", 3)] // field number 0
    [InlineData("0f", 3)] // wire type 7
    [InlineData("0b0c", 0)] // an empty group
    [InlineData("0b13140c", 0)] // a group in a group
    [InlineData("0b14", 4)] // closed by another number
    [InlineData("0b", 4)] // never closed
    [InlineData("0c", 4)] // never opened
    public void AMessageIsReadToItsEndOrItsFault(string hex, byte fault)
    {
        var bytes = Convert.FromHexString(hex);
        var reader = new ProtoReader(bytes, new(0, bytes.Length));
        while (reader.Next())
        {
            reader.Skip();
        }

        Assert.Equal((ProtoFault)fault, reader.Fault);
        Assert.Equal(bytes.Length, reader.Position);
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(101, 5)]
    [InlineData(1_000_000, 5)]
    public void GroupsMayNestToABound(int depth, byte fault)
    {
        var bytes = new byte[depth * 2];
        bytes.AsSpan(0, depth).Fill(0x0b);
        bytes.AsSpan(depth).Fill(0x0c);
        var reader = new ProtoReader(bytes, new(0, bytes.Length));
        Assert.True(reader.Next());
        reader.Skip();
        Assert.Equal((ProtoFault)fault, reader.Fault);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16383)]
    [InlineData(16384)]
    [InlineData(3_000_000)]
    public void ANestedMessageGetsItsLengthAfterwards(int length)
    {
        var writer = new ProtoWriter();
        writer.Varint(1, ulong.MaxValue);
        var outer = writer.Begin(2);
        var inner = writer.Begin(3);
        writer.Take(length).Fill((byte)'x');
        writer.End(inner);
        writer.End(outer);
        writer.Fixed32(4, 5);

        using var stream = new MemoryStream();
        using var expected = new CodedOutputStream(stream);
        var content = new KeyValue { Key = new string('x', length) }.ToByteArray();
        expected.WriteTag(1, WireFormat.WireType.Varint);
        expected.WriteUInt64(ulong.MaxValue);
        expected.WriteTag(2, WireFormat.WireType.LengthDelimited);
        using var message = new MemoryStream();
        using var nested = new CodedOutputStream(message);
        nested.WriteTag(3, WireFormat.WireType.LengthDelimited);
        nested.WriteString(new('x', length));
        nested.Flush();
        expected.WriteBytes(ByteString.CopyFrom(message.ToArray()));
        expected.WriteTag(4, WireFormat.WireType.Fixed32);
        expected.WriteFixed32(5);
        expected.Flush();
        Assert.True(writer.Written.SequenceEqual(stream.ToArray()));
    }
}
