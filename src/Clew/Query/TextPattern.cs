namespace Clew.Query;

/// <summary>What a text search looks for.</summary>
/// <param name="Text">As it was written, not folded.</param>
/// <param name="Place">Where it has to stand.</param>
sealed record TextPattern(string Text, TextMatch Match, TextPlace Place = TextPlace.Anywhere);

/// <summary>How a text has to stand in another. All but <see cref="Exactly"/> make no difference between upper and lower case.</summary>
enum TextMatch : byte
{
    /// <summary>Whole words one behind the other, whatever is between them that is no letter or digit.</summary>
    Phrase,

    /// <summary>Likewise, but the last word need only begin so.</summary>
    Prefix,

    /// <summary>Anywhere, also inside of words.</summary>
    Substring,

    /// <summary>Anywhere, character by character.</summary>
    Exactly,
}

/// <summary>Where a text search looks.</summary>
enum TextPlace : byte
{
    /// <summary>Names, inputs, outputs, messages, calls and results of tools, attributes, errors, log records.</summary>
    Anywhere,
    Input,
    Output,
}
