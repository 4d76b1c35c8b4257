namespace Clew.Model;

/// <summary>
/// Text that is made when somebody wants it: most previews nobody does. It reads memory of the batch that its record
/// came with, so it must be settled while that is there.
/// </summary>
abstract class LateText
{
    string? text;

    public string Text => text ??= Make();

    /// <summary>The text of a value that is text, made or not; null for any other.</summary>
    public static string? Of(object? value) => value as string ?? (value as LateText)?.Text;

    /// <summary>The same value with its text made.</summary>
    public static object? Settled(object? value) => value is LateText late ? late.Text : value;

    protected abstract string Make();
}
