namespace Clew.Dialects.Parsing;

/// <summary>Which dialects claim an instrumentation scope, by its name.</summary>
sealed class ScopeTable
{
    readonly Dictionary<string, ulong> exact = new(StringComparer.Ordinal);
    readonly List<(string Prefix, ulong Dialect)> prefixes = [];

    public ScopeTable(IReadOnlyList<Dialect> dialects)
    {
        for (var i = 0; i < dialects.Count; i++)
        {
            foreach (var name in dialects[i].ScopeNames)
            {
                if (name.EndsWith('*'))
                {
                    prefixes.Add((name[..^1], 1UL << i));
                }
                else
                {
                    exact[name] = exact.GetValueOrDefault(name) | (1UL << i);
                }
            }
        }
    }

    /// <summary>The dialects as bits in their order.</summary>
    public ulong Find(string scope)
    {
        if (scope.Length == 0)
        {
            return 0;
        }

        var found = exact.GetValueOrDefault(scope);
        foreach (var (prefix, dialect) in prefixes)
        {
            if (scope.StartsWith(prefix, StringComparison.Ordinal))
            {
                found |= dialect;
            }
        }

        return found;
    }
}
