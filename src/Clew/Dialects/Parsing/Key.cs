using System.Text;
using Clew.Model;

namespace Clew.Dialects.Parsing;

/// <summary>An attribute name that a dialect knows, with the provenance of what is read from it.</summary>
sealed class Key(Dialect dialect, string name)
{
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(name);

    public Provenance Source { get; } = dialect.SourceOf(name);

    /// <summary>Where its value stands in an <see cref="AttributeIndex"/>; given by the <see cref="KeyTable"/>.</summary>
    internal int Place { get; set; } = -1;

    public override string ToString() => Source.Key;
}

/// <summary>
/// A prefix under which a dialect flattens a list, for example <c>llm.input_messages.</c> in
/// <c>llm.input_messages.0.message.role</c>.
/// </summary>
sealed class Family(Dialect dialect, string prefix)
{
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(prefix);

    /// <summary>The list as a whole.</summary>
    public Provenance Source { get; } = dialect.SourceOf(prefix.TrimEnd('.'));

    /// <summary>A single bit; given by the <see cref="KeyTable"/>.</summary>
    internal UInt128 Bit { get; set; }
}
