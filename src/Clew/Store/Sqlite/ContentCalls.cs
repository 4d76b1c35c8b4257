using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Clew.Model;

namespace Clew.Store.Sqlite;

/// <summary>SQL functions that look into records, for the query that its connection is busy with.</summary>
sealed unsafe class ContentCalls : IDisposable
{
    /// <summary><c>(condition, trace, span, block, hash, extra)</c></summary>
    public const string OfSpan = "says_span";

    /// <summary><c>(condition, trace)</c></summary>
    public const string OfTrace = "says_trace";

    /// <summary><c>(condition, text)</c></summary>
    public const string OfText = "says_text";

    /// <summary><c>(key, trace, span, block, hash, extra)</c>: the value as text, or null; and as a number.</summary>
    public const string AttributeText = "attribute_text";
    public const string AttributeNumber = "attribute_number";

    GCHandle handle;

    public ContentCalls(Database database)
    {
        handle = GCHandle.Alloc(this);
        var data = GCHandle.ToIntPtr(handle);
        database.Define(OfSpan, 6, &CallSpan, data);
        database.Define(OfTrace, 2, &CallTrace, data);
        database.Define(OfText, 2, &CallText, data);
        database.Define(AttributeText, 6, &CallAttributeText, data);
        database.Define(AttributeNumber, 6, &CallAttributeNumber, data);
    }

    /// <summary>Null while no query runs.</summary>
    public ContentQuery? Query { get; set; }

    /// <summary>Why the last call failed; SQLite itself knows only that it did.</summary>
    public Exception? Failure { get; set; }

    /// <summary>After the connection is closed.</summary>
    public void Dispose() => handle.Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void CallSpan(nint context, int count, nint* values)
    {
        var (leaf, trace) = ((int)Native.ValueInt64(values[0]), Native.ValueInt64(values[1]));
        var (block, hash) = (Native.ValueInt64(values[3]), Native.ValueInt64(values[4]));
        var (span, extra) = (SpanOf(values[2]), Native.ValueInt64(values[5]) != 0);
        Answer(context, query => query.SpanHolds(leaf, trace, span, block, hash, extra));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void CallAttributeText(nint context, int count, nint* values)
    {
        var (key, trace, place) = (TextOf(values[0]), Native.ValueInt64(values[1]), PlaceOf(values));
        Give(
            context,
            query =>
            {
                if (query.AttributeText(key, trace, place) is { } text)
                {
                    var utf8 = Encoding.UTF8.GetBytes(text);
                    fixed (byte* bytes = utf8)
                    {
                        byte nothing;
                        Native.ResultText(context, bytes is null ? &nothing : bytes, utf8.Length, Native.Transient);
                    }
                }
            }
        );
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void CallAttributeNumber(nint context, int count, nint* values)
    {
        var (key, trace, place) = (TextOf(values[0]), Native.ValueInt64(values[1]), PlaceOf(values));
        Give(
            context,
            query =>
            {
                if (query.AttributeNumber(key, trace, place) is { } number)
                {
                    Native.ResultDouble(context, number);
                }
            }
        );
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void CallTrace(nint context, int count, nint* values)
    {
        var (leaf, trace) = ((int)Native.ValueInt64(values[0]), Native.ValueInt64(values[1]));
        Answer(context, query => query.TraceHolds(leaf, trace));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void CallText(nint context, int count, nint* values)
    {
        var leaf = (int)Native.ValueInt64(values[0]);
        var text = Native.ValueText(values[1]);
        var (address, length) = ((nint)text, text is null ? 0 : Native.ValueBytes(values[1]));
        Answer(context, query => address != 0 && query.TextHolds(leaf, new((byte*)address, length)));
    }

    static void Answer(nint context, Func<ContentQuery, bool> ask) =>
        Give(context, query => Native.ResultInt(context, ask(query) ? 1 : 0));

    /// <param name="give">Gives the result; without one it is null.</param>
    static void Give(nint context, Action<ContentQuery> give)
    {
        var calls = (ContentCalls)GCHandle.FromIntPtr(Native.UserData(context)).Target!;
        try
        {
            give(calls.Query!);
        }
        catch (Exception e)
        {
            calls.Failure = e;
            Native.ResultError(context, Native.Interrupted);
        }
    }

    static SpanId SpanOf(nint value)
    {
        if (Native.ValueType(value) != Native.TypeText)
        {
            return SpanId.FromNumber(Native.ValueInt64(value));
        }

        return SpanId.TryParse(TextOf(value), out var id) ? id : default;
    }

    static string TextOf(nint value)
    {
        var text = Native.ValueText(value);
        return text is null ? "" : Encoding.UTF8.GetString(text, Native.ValueBytes(value));
    }

    static SpanPlace PlaceOf(nint* values) =>
        new(
            SpanOf(values[2]),
            Native.ValueInt64(values[3]),
            Native.ValueInt64(values[4]),
            Native.ValueInt64(values[5]) != 0
        );
}
