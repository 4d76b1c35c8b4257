using System.Globalization;

namespace Clew.Query;

/// <summary>A value as somebody wrote it, before it is known what it is compared with.</summary>
readonly record struct Literal
{
    Literal(LiteralKind kind, string? text, decimal number) => (Kind, Text, Number) = (kind, text, number);

    public LiteralKind Kind { get; }

    public string? Text { get; }

    /// <summary>The number; 1 or 0 of a flag; Unix nanoseconds of a time; nanoseconds of a duration.</summary>
    public decimal Number { get; }

    public static Literal OfText(string text) => new(LiteralKind.Text, text, 0);

    public static Literal OfNumber(decimal number) => new(LiteralKind.Number, null, number);

    /// <summary>A number beyond what a decimal holds is as good as its largest.</summary>
    public static Literal OfNumber(double number) =>
        OfNumber(
            number >= (double)decimal.MaxValue ? decimal.MaxValue
            : number <= (double)decimal.MinValue ? decimal.MinValue
            : (decimal)number
        );

    public static Literal OfFlag(bool flag) => new(LiteralKind.Flag, null, flag ? 1 : 0);

    public static Literal OfTime(long nano) => new(LiteralKind.Time, null, nano);

    public static Literal OfDuration(long nano) => new(LiteralKind.Duration, null, nano);

    /// <summary>As an error shows it.</summary>
    public override string ToString() =>
        Kind switch
        {
            LiteralKind.Text => Text!.Length > 80 ? $"'{Text[..80]}…'" : $"'{Text}'",
            LiteralKind.Flag => Number == 1 ? "true" : "false",
            LiteralKind.Time => $"the time {Number.ToString(CultureInfo.InvariantCulture)} ns",
            LiteralKind.Duration => $"the duration {Number.ToString(CultureInfo.InvariantCulture)} ns",
            _ => Number.ToString(CultureInfo.InvariantCulture),
        };
}

enum LiteralKind : byte
{
    Text,
    Number,
    Flag,
    Time,
    Duration,
}
