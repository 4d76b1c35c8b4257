using Chatter.Scenes;

namespace Chatter;

/// <summary>Decides who comes when: mostly chats, some refunds and searches, evaluation at the end.</summary>
static class Programme
{
    /// <summary>Stories in order of their start, spread over <paramref name="nanos"/> from <paramref name="start"/>.</summary>
    public static List<Story> Write(int traces, int seed, long start, long nanos)
    {
        Random random = new(seed);
        Exchanges exchanges = Exchanges.Load();
        List<Story> stories = [];
        int evaluations = traces / 25;
        while (stories.Count < traces - evaluations)
        {
            long at = start + (long)(random.NextDouble() * nanos);
            int kind = random.Next(100);
            if (kind < 40)
                stories.AddRange(ChatScene.Tell(exchanges, random, at));
            else if (kind < 68)
                stories.Add(RefundScene.Tell(exchanges, random, at));
            else
                stories.Add(SearchScene.Tell(exchanges, random, at));
        }
        for (int i = 0; stories.Count < traces || i < evaluations; i++)
            stories.Add(
                EvaluationScene.Tell(
                    exchanges,
                    random,
                    start + (long)(nanos * (0.9 - 0.8 * i / Math.Max(1, evaluations)))
                )
            );
        // A last conversation may have brought one turn too many.
        return [.. stories.OrderBy(s => s.Spans[0].Start).Take(traces)];
    }
}
