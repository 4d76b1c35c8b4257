using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Clew.Model;

/// <summary>What an id may look like at the edge: 1 to 800 characters, none of them a control character.</summary>
static class IdText
{
    public const int MaxLength = 800;

    public static bool IsValid([NotNullWhen(true)] string? value)
    {
        if (value is not { Length: > 0 and <= MaxLength })
        {
            return false;
        }

        foreach (var c in value)
        {
            if (char.IsControl(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>16 lower-case hex digits. Upper case stays text: ids are opaque, and nothing is unified silently.</summary>
    public static bool TryParseHex(ReadOnlySpan<char> digits, out ulong value)
    {
        value = 0;
        return digits.Length == 16
            && digits.IndexOfAnyExceptInRange('0', 'f') < 0
            && digits.IndexOfAnyInRange(':', '`') < 0
            && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
