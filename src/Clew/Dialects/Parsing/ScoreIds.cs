using System.Security.Cryptography;
using System.Text;
using Clew.Model;

namespace Clew.Dialects.Parsing;

/// <summary>Ids for scores that come without one: the same judgement gives the same id, however often it is sent.</summary>
static class ScoreIds
{
    /// <param name="which">Tells apart what is judged of one target under one name.</param>
    public static string Of(TraceId trace, SpanId span, string? session, string name, string which)
    {
        var parts = string.Join(
            '\0',
            trace.IsEmpty ? "" : trace.ToString(),
            span.IsEmpty ? "" : span.ToString(),
            session,
            name,
            which
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)).AsSpan(0, 16));
    }
}
