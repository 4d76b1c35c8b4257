using System.Text;

namespace Clew.Bench.Text;

/// <summary>The kinds of words the grammar asks for.</summary>
enum WordKind
{
    Noun,
    Plural,
    Verb,
    VerbS,
    VerbPast,
    VerbIng,
    Adjective,
    Adverb,
    First,
    Last,
    City,
    Org,
}

/// <summary>
/// About ten thousand words: hand-written lists, and words derived from stems and affixes for the long tail that
/// real text has. Lists are shuffled, so that the frequent words differ with the seed.
/// </summary>
sealed class Vocabulary
{
    static readonly string[] Prefixes =
    [
        "con",
        "de",
        "dis",
        "ex",
        "in",
        "inter",
        "per",
        "pre",
        "pro",
        "re",
        "sub",
        "trans",
    ];
    static readonly string[] Roots =
    [
        "duct",
        "tract",
        "struct",
        "ject",
        "port",
        "spect",
        "vert",
        "form",
        "press",
        "mit",
        "scrib",
        "fer",
        "tend",
        "sist",
        "lect",
        "plic",
        "pos",
        "cept",
        "flect",
        "rupt",
    ];
    static readonly string[] NounEnds = ["ion", "or", "ment", "ance", "ivity"];
    static readonly string[] AdjectiveEnds = ["ive", "able", "al", "ant", "ory"];
    static readonly string[] Qualifiers =
    [
        "micro",
        "multi",
        "auto",
        "over",
        "co-",
        "meta",
        "semi-",
        "cross-",
        "pre-",
        "re",
    ];
    static readonly string[] Syllables =
    [
        "ba",
        "cor",
        "dan",
        "el",
        "fir",
        "gos",
        "ham",
        "ir",
        "jun",
        "kel",
        "lor",
        "mar",
        "nel",
        "ost",
        "par",
        "quil",
        "ros",
        "sal",
        "tor",
        "ulm",
        "vin",
        "wes",
        "yar",
        "zel",
    ];

    readonly byte[][][] _words = new byte[Enum.GetValues<WordKind>().Length][][];

    public Vocabulary(ulong seed)
    {
        Rng rng = new(seed);
        string[] verbs = Read("verbs");
        string[] adjectives = Read("adjectives");
        string[] nouns = Read("nouns");
        // Base words first: they take the frequent ranks, the derived ones the tail.
        string[] moreNouns =
        [
            .. from p in Prefixes from r in Roots from e in NounEnds where Keep(rng, 75) select p + r + e,
            .. from q in Qualifiers from n in nouns where Keep(rng, 12) select q + n,
            .. from v in verbs where Keep(rng, 60) select Er(v),
            .. from a in adjectives
            where a.EndsWith("le", StringComparison.Ordinal) == false && Keep(rng, 50)
            select a + "ness",
        ];
        string[] moreAdjectives =
        [
            .. from p in Prefixes from r in Roots from e in AdjectiveEnds where Keep(rng, 60) select p + r + e,
            .. from a in adjectives where Keep(rng, 50) select "un" + a,
            .. from n in nouns where Keep(rng, 30) select n + "-like",
        ];
        string[] moreVerbs =
        [
            .. from v in verbs from q in Qualifiers where Keep(rng, 12) select q + v,
            .. from p in Prefixes from r in Roots where Keep(rng, 70) select p + r,
        ];
        nouns = [.. Shuffle(nouns, rng), .. Shuffle(moreNouns, rng)];
        verbs = [.. Shuffle(verbs, rng), .. Shuffle(moreVerbs, rng)];
        adjectives = [.. Shuffle(adjectives, rng), .. Shuffle(moreAdjectives, rng)];
        string[] cities =
        [
            .. Enumerable
                .Range(0, 800)
                .Select(_ =>
                    Capital(
                        rng.Pick(Syllables)
                            + rng.Pick(Syllables)
                            + rng.Pick(["ton", "berg", "a", "ia", "ville", "ford", "o"])
                    )
                )
                .Distinct(),
        ];
        string[] last = Read("surnames");
        Keep(WordKind.Noun, nouns);
        Keep(WordKind.Plural, nouns.Select(S));
        Keep(WordKind.Verb, verbs);
        Keep(WordKind.VerbS, verbs.Select(S));
        Keep(WordKind.VerbPast, verbs.Select(Past));
        Keep(WordKind.VerbIng, verbs.Select(Ing));
        Keep(WordKind.Adjective, adjectives);
        Keep(WordKind.Adverb, [.. Shuffle(Read("adverbs"), rng), .. Shuffle(Read("adjectives"), rng).Select(Ly)]);
        Keep(WordKind.First, Shuffle(Read("names"), rng));
        Keep(WordKind.Last, [.. Shuffle(last, rng), .. cities.Take(200)]);
        Keep(WordKind.City, cities);
        Keep(
            WordKind.Org,
            last.Concat(cities.Skip(200))
                .Select(w => w + rng.Pick([" Ltd", " AG", " Labs", " Group", " & Sons", "", "", ""]))
        );
    }

    /// <summary>All words of a kind, most frequent first.</summary>
    public byte[][] this[WordKind kind] => _words[(int)kind];

    void Keep(WordKind kind, IEnumerable<string> words) =>
        _words[(int)kind] = [.. words.Distinct().Select(Encoding.UTF8.GetBytes)];

    static bool Keep(Rng rng, int percent) => rng.Chance(percent);

    static string[] Read(string name)
    {
        using StreamReader reader = new(typeof(Vocabulary).Assembly.GetManifestResourceStream(name + ".words")!);
        return [.. reader.ReadToEnd().Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Distinct()];
    }

    static string[] Shuffle(string[] words, Rng rng)
    {
        string[] copy = [.. words];
        for (int i = copy.Length - 1; i > 0; i--)
        {
            int j = rng.Below(i + 1);
            (copy[i], copy[j]) = (copy[j], copy[i]);
        }
        return copy;
    }

    static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    static bool ConsonantY(string w) => w[^1] == 'y' && !"aeiou".Contains(w[^2]);

    static string S(string w) =>
        ConsonantY(w) ? w[..^1] + "ies"
        : w[^1] is 's' or 'x' or 'z'
        || w.EndsWith("ch", StringComparison.Ordinal)
        || w.EndsWith("sh", StringComparison.Ordinal)
            ? w + "es"
        : w + "s";

    static string Past(string w) =>
        w[^1] == 'e' ? w + "d"
        : ConsonantY(w) ? w[..^1] + "ied"
        : w + "ed";

    static string Ing(string w) => w[^1] == 'e' && w[^2] != 'e' ? w[..^1] + "ing" : w + "ing";

    static string Er(string w) =>
        w[^1] == 'e' ? w + "r"
        : ConsonantY(w) ? w[..^1] + "ier"
        : w + "er";

    static string Ly(string w) =>
        w.EndsWith("le", StringComparison.Ordinal) ? w[..^1] + "y"
        : ConsonantY(w) ? w[..^1] + "ily"
        : w + "ly";
}
