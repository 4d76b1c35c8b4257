namespace Clew.Query;

/// <summary>A value in the form in which rows keep it: of text, of a real number, or of a whole one.</summary>
/// <param name="Integer">
/// Whole number, 10⁻¹² dollars, Unix nanoseconds, nanoseconds, 1 or 0 of a flag, index of a word.
/// </param>
readonly record struct Operand(string? Text, double Real, long Integer)
{
    public static Operand Of(string text) => new(text, 0, 0);

    public static Operand Of(double number) => new(null, number, 0);

    public static Operand Of(long number) => new(null, 0, number);
}
