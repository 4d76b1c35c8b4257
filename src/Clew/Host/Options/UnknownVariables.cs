namespace Clew.Host.Options;

/// <summary>Finds variables that look like ours and are not: a misspelt setting that does nothing is the worst kind.</summary>
static class UnknownVariables
{
    const string Ours = "CLEW_";

    /// <summary>Variables that are read elsewhere: by the scripts, by the tests, or by clients.</summary>
    static readonly string[] Others =
    [
        "CLEW_SQLITE_SYNCHRONOUS",
        "CLEW_SEARCH_INDEX",
        "CLEW_TEST_CHROMIUM",
        "CLEW_HOST",
        "CLEW_MCP_FEATURES",
        "CLEW_MCP_TOOLS",
        "CLEW_PUBLIC_KEY",
        "CLEW_SECRET_KEY",
        "CLEW_TRACE_ID",
        "CLEW_SESSION_ID",
        "CLEW_USER_ID",
        "CLEW_LAST_OBSERVATION_ID",
        "CLEW_PARENT_OBSERVATION_ID",
    ];

    public static IEnumerable<string> Warnings(IReadOnlyDictionary<string, string> environment)
    {
        var known = Setting.All.Select(setting => setting.Variable).ToArray();
        foreach (var name in environment.Keys.Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(Ours, StringComparison.Ordinal) || known.Contains(name) || Others.Contains(name))
            {
                continue;
            }

            var nearest = known.MinBy(candidate => Distance(name, candidate))!;
            yield return $"The variable {name} means nothing to Clew; did you mean {nearest}?";
        }
    }

    /// <summary>The Levenshtein distance: how many letters to insert, drop or replace.</summary>
    static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replace = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.Length];
    }
}
