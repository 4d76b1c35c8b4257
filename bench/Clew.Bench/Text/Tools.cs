namespace Clew.Bench.Text;

/// <summary>What a JSON value holds.</summary>
enum JsonKind
{
    Id,
    Uuid,
    Int,
    Decimal,
    Flag,
    Time,
    Name,
    Email,
    Url,
    Choice,
    Phrase,
    Text,
    Code,
    Log,
    Rows,
    Numbers,
}

/// <summary>One key of a tool's arguments or result.</summary>
sealed record JsonField(byte[] Key, JsonKind Kind, byte[][] Choices);

/// <summary>A tool an agent can call: its name, and the shape of what goes in and comes out.</summary>
sealed record Tool(byte[] Name, JsonField[] Arguments, JsonField[] Result, JsonField[] Row)
{
    /// <summary>How often a kind occurs in scalars of real payloads: words and numbers more than ids.</summary>
    static readonly JsonKind[] Scalars =
    [
        JsonKind.Id,
        JsonKind.Uuid,
        JsonKind.Int,
        JsonKind.Int,
        JsonKind.Decimal,
        JsonKind.Flag,
        JsonKind.Flag,
        JsonKind.Time,
        JsonKind.Name,
        JsonKind.Email,
        JsonKind.Url,
        JsonKind.Choice,
        JsonKind.Choice,
        JsonKind.Choice,
        JsonKind.Phrase,
        JsonKind.Phrase,
        JsonKind.Phrase,
    ];

    static readonly JsonKind[] Any =
    [
        .. Scalars,
        JsonKind.Text,
        JsonKind.Text,
        JsonKind.Text,
        JsonKind.Text,
        JsonKind.Code,
        JsonKind.Log,
        JsonKind.Rows,
        JsonKind.Rows,
        JsonKind.Numbers,
    ];

    /// <summary>A catalogue of tools with names and keys from the vocabulary; each keeps its shape for the run.</summary>
    public static Tool[] Catalogue(Vocabulary vocabulary, Rng rng, int count)
    {
        byte[][] nouns = vocabulary[WordKind.Noun][..400];
        byte[][] verbs = vocabulary[WordKind.Verb][..150];
        Tool[] tools = new Tool[count];
        for (int i = 0; i < count; i++)
        {
            byte[] name = Join(rng.Pick(verbs), rng.Pick(nouns));
            tools[i] = new Tool(name, Fields(1, 4, Any), Fields(2, 6, Any), Fields(3, 6, Scalars));
        }
        return tools;

        JsonField[] Fields(int low, int high, JsonKind[] kinds) =>
            [
                .. Enumerable
                    .Range(0, rng.Between(low, high))
                    .Select(_ => Field(kinds))
                    .DistinctBy(f => Convert.ToHexString(f.Key)),
            ];

        JsonField Field(JsonKind[] kinds)
        {
            byte[] key = rng.Chance(60) ? Join(rng.Pick(nouns), rng.Pick(nouns)) : rng.Pick(nouns);
            return new JsonField(key, rng.Pick(kinds), [.. Enumerable.Range(0, 4).Select(_ => rng.Pick(nouns))]);
        }
    }

    static byte[] Join(byte[] first, byte[] second) => [.. first, (byte)'_', .. second];
}
