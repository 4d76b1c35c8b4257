using System.Text.Json;
using Clew.Model;

namespace Clew.Dialects.Parsing;

/// <summary>
/// The names of one way to report tokens in a JSON object, for example
/// <c>{"inputTokens":12,"outputTokens":3}</c>. A name may be a path: <c>input_tokens_details.cached_tokens</c>. Of each
/// list the first that holds a number counts.
/// </summary>
sealed class UsageMap
{
    public string[] Input { get; init; } = [];
    public string[] Output { get; init; } = [];
    public string[] CacheRead { get; init; } = [];
    public string[] CacheWrite { get; init; } = [];
    public string[] Reasoning { get; init; } = [];
    public string[] Total { get; init; } = [];
    public UsageAccounting Accounting { get; init; }

    /// <summary>States the tokens that are there.</summary>
    /// <param name="usage">Anything but an object says nothing.</param>
    /// <returns>Whether there were any.</returns>
    public bool Read(JsonElement usage, Provenance source, Reading reading) =>
        Find(usage, source).State(Accounting, reading);

    /// <summary>The tokens that are there, for who has more to say of them.</summary>
    public TokenCounts Find(JsonElement usage, Provenance source) =>
        new()
        {
            Input = Find(Input, usage, source),
            Output = Find(Output, usage, source),
            CacheRead = Find(CacheRead, usage, source),
            CacheWrite = Find(CacheWrite, usage, source),
            Reasoning = Find(Reasoning, usage, source),
            Total = Find(Total, usage, source),
        };

    static (long, Provenance)? Find(string[] paths, JsonElement usage, Provenance source)
    {
        foreach (var path in paths)
        {
            var at = usage;
            var found = true;
            foreach (var name in path.Split('.'))
            {
                found = found && at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out at);
            }

            if (found && Numbers.TryCount(at, out var count) && count <= TokenCounts.Max)
            {
                return (count, source);
            }
        }

        return null;
    }
}
