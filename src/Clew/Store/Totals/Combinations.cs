namespace Clew.Store.Totals;

/// <summary>Numbers combinations of values, so that a group is one number however many fields make it. 0 is the empty one.</summary>
sealed class Combinations
{
    readonly Dictionary<(int First, int Code), int> known = [];
    readonly List<(int First, int Code)> all = [default];

    /// <summary>A combination with one more value behind it.</summary>
    public int With(int combination, int code)
    {
        if (!known.TryGetValue((combination, code), out var number))
        {
            number = all.Count;
            known.Add((combination, code), number);
            all.Add((combination, code));
        }

        return number;
    }

    public int[] CodesOf(int combination, int length)
    {
        var codes = new int[length];
        for (var i = length - 1; i >= 0; i--)
        {
            (combination, codes[i]) = all[combination];
        }

        return codes;
    }
}
