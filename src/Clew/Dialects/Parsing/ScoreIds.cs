using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Clew.Model;

namespace Clew.Dialects.Parsing;

/// <summary>Ids for scores that came without one: the same for the same judgement, however often it is sent.</summary>
static class ScoreIds
{
    public static string Of(TraceId trace, SpanId span, string name, long index) =>
        Of(trace, span, name, index.ToString(CultureInfo.InvariantCulture));

    /// <param name="which">Tells apart what is judged of one target under one name.</param>
    public static string Of(TraceId trace, SpanId span, string name, string which, string? session = null)
    {
        var parts = string.Join('\0', trace.ToString(), span.ToString(), session, name, which);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)).AsSpan(0, 16));
    }
}
