namespace Clew.Query.Language;

/// <summary>What was probably meant by a word that is none.</summary>
static class Nearest
{
    const int LongestWord = 64;

    /// <summary>One that begins so; else the one that takes the fewest changes, if they are few for its length.</summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return null;
        }

        var (best, least) = ((string?)null, 1 + Math.Max(1, word.Length / 3));
        var starting = (string?)null;
        foreach (var candidate in known)
        {
            var changes = Changes(word, candidate);
            if (changes < least)
            {
                (best, least) = (candidate, changes);
            }

            if (word.Length >= 2 && candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                starting ??= candidate;
            }
        }

        // Two letters begin too much.
        return word.Length > 2 ? starting ?? best : best ?? starting;
    }

    /// <summary>Letters to add, leave out, replace or swap with their neighbour; upper and lower case are the same.</summary>
    static int Changes(string from, string to)
    {
        var (older, old, row) = (new int[to.Length + 1], new int[to.Length + 1], new int[to.Length + 1]);
        for (var j = 0; j <= to.Length; j++)
        {
            old[j] = j;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                row[j] = Math.Min(
                    Math.Min(old[j], row[j - 1]) + 1,
                    old[j - 1] + (IsSame(from[i - 1], to[j - 1]) ? 0 : 1)
                );
                if (i > 1 && j > 1 && IsSame(from[i - 1], to[j - 2]) && IsSame(from[i - 2], to[j - 1]))
                {
                    row[j] = Math.Min(row[j], older[j - 2] + 1);
                }
            }

            (older, old, row) = (old, row, older);
        }

        return old[to.Length];
    }

    static bool IsSame(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
