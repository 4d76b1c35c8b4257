namespace Clew.Bench.Text;

/// <summary>
/// What one conversation is about: a few dozen words of each kind that come back again and again, as they do in
/// real text. The rest is drawn from the whole vocabulary by Zipf's law.
/// </summary>
sealed class Topic
{
    const int LocalWords = 20;
    const int LocalPercent = 65;

    readonly Vocabulary _vocabulary;
    readonly Zipf[] _global;
    readonly int[][] _local;

    public Topic(Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        WordKind[] kinds = Enum.GetValues<WordKind>();
        _global = [.. kinds.Select(kind => new Zipf(vocabulary[kind].Length, 1.08, 3))];
        _local = [.. kinds.Select(_ => new int[LocalWords])];
    }

    /// <summary>Starts a new subject.</summary>
    public void Change(Rng rng)
    {
        for (int kind = 0; kind < _local.Length; kind++)
        {
            for (int i = 0; i < LocalWords; i++)
                _local[kind][i] = rng.Below(_vocabulary[(WordKind)kind].Length);
        }
    }

    public byte[] Word(WordKind kind, Rng rng)
    {
        int rank;
        if (rng.Chance(LocalPercent))
        {
            // The smaller of two draws: some words of a subject are used far more than others.
            int[] local = _local[(int)kind];
            rank = local[Math.Min(rng.Below(LocalWords), rng.Below(LocalWords))];
        }
        else
        {
            rank = _global[(int)kind].Draw(rng);
        }
        return _vocabulary[kind][rank];
    }
}
