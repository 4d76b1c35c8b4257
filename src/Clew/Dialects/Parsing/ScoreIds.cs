using System.Security.Cryptography;
using System.Text;
using Clew.Model;

namespace Clew.Dialects.Parsing;

/// <summary>Ids for scores that came without one.</summary>
static class ScoreIds
{
    /// <summary>The same for the same judgement, so that a re-delivery changes nothing.</summary>
    public static string Of(TraceId trace, SpanId span, string name, long index)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{trace}/{span}/{index}/{name}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }
}
