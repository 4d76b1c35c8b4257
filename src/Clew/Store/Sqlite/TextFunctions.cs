using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Clew.Query;

namespace Clew.Store.Sqlite;

/// <summary>SQL functions for tests of text that SQLite does otherwise, or not at all: it knows ASCII only.</summary>
static unsafe class TextFunctions
{
    /// <summary><c>(text, pattern)</c>; see <see cref="Wildcard"/>. Like the others 1 or 0, and null of null.</summary>
    public const string Like = "text_like";

    /// <summary><c>(text, part)</c>: contains it, in any case.</summary>
    public const string Has = "text_has";

    /// <summary>The same of one of the texts of a list.</summary>
    public const string ListLike = "list_like";
    public const string ListHas = "list_has";

    public static void Define(Database database)
    {
        database.Define(Like, 2, &TextLike);
        database.Define(Has, 2, &TextHas);
        database.Define(ListLike, 2, &AnyLike);
        database.Define(ListHas, 2, &AnyHas);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void TextLike(nint context, int count, nint* values) => Answer(context, values, Wildcard.Fits);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void TextHas(nint context, int count, nint* values) => Answer(context, values, Tests.HasAnyCase);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void AnyLike(nint context, int count, nint* values) =>
        Answer(context, values, (list, pattern) => Parts(list).Any(text => Wildcard.Fits(text, pattern)));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void AnyHas(nint context, int count, nint* values) =>
        Answer(context, values, (list, part) => Parts(list).Any(text => Tests.HasAnyCase(text, part)));

    static string[] Parts(string list) => list.Split(TraceColumns.Separator);

    static void Answer(nint context, nint* values, Func<string, string, bool> holds)
    {
        if (TextOf(values[0]) is { } text && TextOf(values[1]) is { } other)
        {
            Native.ResultInt64(context, holds(text, other) ? 1 : 0);
        }
    }

    static string? TextOf(nint value)
    {
        var text = Native.ValueText(value);
        return text is null ? null : Encoding.UTF8.GetString(text, Native.ValueBytes(value));
    }
}
