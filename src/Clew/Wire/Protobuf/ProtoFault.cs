namespace Clew.Wire.Protobuf;

/// <summary>Why bytes are not a protobuf message.</summary>
enum ProtoFault : byte
{
    None,

    /// <summary>A field runs past the end of its message.</summary>
    Truncated,

    /// <summary>A varint has more than ten bytes.</summary>
    Varint,

    /// <summary>Field number 0, or a wire type that does not exist.</summary>
    Tag,

    /// <summary>A group is closed that is not open, or is never closed.</summary>
    Group,

    /// <summary>Groups are nested deeper than <see cref="ProtoReader.MaxGroupDepth"/>.</summary>
    Depth,
}

static class ProtoFaultText
{
    public static string Describe(this ProtoFault fault) =>
        fault switch
        {
            ProtoFault.Truncated => "a field runs past the end of its message",
            ProtoFault.Varint => "a number has more than ten bytes",
            ProtoFault.Tag => "there is no valid field tag",
            ProtoFault.Group => "a group is not closed properly",
            ProtoFault.Depth => "groups are nested too deeply",
            _ => "there is no fault",
        };
}
