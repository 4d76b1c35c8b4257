using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;

namespace Clew.Dialects;

/// <summary>How sure a dialect is of a fact, least first.</summary>
enum Standing : byte
{
    /// <summary>Concluded from what else is there.</summary>
    Guess = 0,

    /// <summary>Of a trace, said by a span below the root.</summary>
    Child = 1,

    /// <summary>Said.</summary>
    Said = 2,

    /// <summary>Of a trace, said by its root.</summary>
    Root = 3,
}

/// <summary>
/// Where an input or output was found, least first. This comes before the order of the dialects: a conversation in
/// <c>gen_ai.input.messages</c> beats <c>input.value</c>, whatever else the span speaks and whichever record has it.
/// </summary>
enum ContentSource : byte
{
    /// <summary>Something else that serves as content: the arguments of a tool, the text of a query.</summary>
    Derived = 0,

    /// <summary>Keys of a dialect's own.</summary>
    Own = 1,

    /// <summary><c>input.value</c> and <c>output.value</c>.</summary>
    Value = 2,

    /// <summary>A conversation flattened into attributes: <c>llm.input_messages.0.message.role</c>.</summary>
    Flattened = 3,

    /// <summary>GenAI before 1.37: one event or log record per message, or <c>gen_ai.prompt</c>.</summary>
    OldEvents = 4,

    /// <summary><c>gen_ai.input.messages</c> in an event or log record.</summary>
    Events = 5,

    /// <summary><c>gen_ai.input.messages</c> as an attribute of the span.</summary>
    Messages = 6,
}

/// <summary>
/// Ranks of facts: <see cref="StandIn"/> is the least, then come the guesses of all dialects, then what they say, and a
/// patch by hand has <see cref="Patch"/>.
/// </summary>
static class Ranks
{
    /// <summary>How many dialects there is room for.</summary>
    public const int MaxDialects = 64;

    /// <summary>What a person or program says of a span after the fact beats everything derived.</summary>
    public const ushort Patch = ushort.MaxValue;

    /// <summary>What only holds a place gives way to every dialect, whenever it comes.</summary>
    public const ushort StandIn = 1;

    const int Standings = 8;

    /// <summary>A patch has no dialect, so that its guesses stand below those of all.</summary>
    public static ushort OfPatch(Standing standing) => standing == Standing.Guess ? StandIn : Patch;

    /// <summary>
    /// Of any fact but content: by dialect, then by how sure it is. No guess, whoever makes it, beats what was said.
    /// </summary>
    public static ushort Of(int dialect, Standing standing) =>
        standing == Standing.Guess
            ? (ushort)(2 + dialect)
            : (ushort)(2 + MaxDialects + (dialect * Standings) + (int)standing);

    /// <summary>Of content and what is drawn from it: by where it was found, then by dialect.</summary>
    public static ushort Of(ContentSource source, int dialect) => (ushort)(2 + ((int)source * MaxDialects) + dialect);
}
