namespace Clew.Query;

/// <summary>What a field holds, and so what it can be compared with.</summary>
enum FieldType : byte
{
    /// <summary>Text, compared as it is written: upper and lower case differ.</summary>
    Text = 0,

    /// <summary>One of a few words, in any case; see <see cref="QueryField.Words"/>.</summary>
    Word,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>A whole number of things.</summary>
    Count,

    /// <summary>Any number.</summary>
    Number,

    /// <summary>US dollars; kept in 10⁻¹² of them.</summary>
    Money,

    /// <summary>A moment; kept in Unix nanoseconds.</summary>
    Time,

    /// <summary>A length of time in seconds; kept in nanoseconds.</summary>
    Duration,
}
