using Clew.Model;

namespace Clew.Dialects.Parsing;

/// <summary>Yes and no as senders write them: <c>true</c>, <c>"true"</c>, <c>"False"</c>.</summary>
static class Booleans
{
    public static bool IsTrue(in Value value) => Of(value) == true;

    public static bool IsFalse(in Value value) => Of(value) == false;

    static bool? Of(in Value value)
    {
        if (value.Kind == ValueKind.Bool)
        {
            return value.Bool;
        }

        return value.Kind != ValueKind.String ? null
            : System.Text.Ascii.EqualsIgnoreCase(value.Utf8, "true"u8) ? true
            : System.Text.Ascii.EqualsIgnoreCase(value.Utf8, "false"u8) ? false
            : null;
    }
}
