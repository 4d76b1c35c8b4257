using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Clew.Query;

namespace Clew.Store.Sqlite;

/// <summary>SQL functions that look into the metadata of a trace, so that it is understood in one place only.</summary>
static unsafe class LeafFunctions
{
    /// <summary><c>(metadata, path)</c>: what is there as text, or null.</summary>
    public const string Text = "leaf_text";

    /// <summary>The same as a number; null if it is none.</summary>
    public const string Number = "leaf_number";

    public static void Define(Database database)
    {
        database.Define(Text, 2, &OfText);
        database.Define(Number, 2, &OfNumber);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void OfText(nint context, int count, nint* values)
    {
        if (Find(values) is { } json && LeafValue.Text(json) is { } text)
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            fixed (byte* bytes = utf8)
            {
                byte nothing;
                Native.ResultText(context, bytes is null ? &nothing : bytes, utf8.Length, Native.Transient);
            }
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void OfNumber(nint context, int count, nint* values)
    {
        if (Find(values) is { } json && LeafValue.Number(json) is { } number)
        {
            Native.ResultDouble(context, number);
        }
    }

    static string? Find(nint* values) =>
        TextOf(values[0]) is { } metadata && TextOf(values[1]) is { } path
            ? TraceColumns.FindLeaf(metadata, path)
            : null;

    static string? TextOf(nint value)
    {
        var text = Native.ValueText(value);
        return text is null ? null : Encoding.UTF8.GetString(text, Native.ValueBytes(value));
    }
}
