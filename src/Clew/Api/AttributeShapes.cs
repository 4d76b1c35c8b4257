using System.Globalization;
using System.Text;
using Clew.Model;

namespace Clew.Api;

/// <summary>Typed values in JSON, without losing their type or their digits.</summary>
static class AttributeShapes
{
    /// <summary>The largest integer up to which JavaScript's numbers are exact.</summary>
    const long MaxSafeInteger = 9_007_199_254_740_991;

    public static IReadOnlyList<AttributeShape> Of(Attributes attributes, bool withKeys = true)
    {
        var shapes = new List<AttributeShape>();
        foreach (var value in attributes)
        {
            shapes.Add(Of(value, withKeys ? value.KeyText : null));
        }

        return shapes;
    }

    public static AttributeShape Of(Value value, string? key) =>
        value.Kind switch
        {
            ValueKind.String => new(key, "string", value.Text),
            ValueKind.Bool => new(key, "bool", value.Bool),
            ValueKind.Int => new(key, "int", Integer(value.Int)),
            ValueKind.Double => new(key, "double", Double(value.Double)),
            ValueKind.Bytes => new(key, "bytes", Convert.ToBase64String(value.Utf8)),
            ValueKind.Array => new(key, "array", Of(value.Children, withKeys: false)),
            ValueKind.Map => new(key, "map", Of(value.Children)),
            _ => new(key, "empty", null),
        };

    public static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    static object Integer(long value) =>
        value is >= -MaxSafeInteger and <= MaxSafeInteger ? value : value.ToString(CultureInfo.InvariantCulture);

    static object Double(double value) => double.IsFinite(value) ? value : value.ToString(CultureInfo.InvariantCulture);
}
