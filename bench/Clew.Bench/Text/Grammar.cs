using System.Text;

namespace Clew.Bench.Text;

/// <summary>
/// Rules with alternatives, read from the .grammar files: literal bytes, slots that are filled with words and
/// values, and references to other rules. Sentences start with a capital letter whatever they start with.
/// </summary>
sealed class Grammar
{
    readonly Dictionary<string, int> _names = [];
    readonly List<Part[][]> _rules = [];
    readonly Slots _slots;

    public Grammar(Vocabulary vocabulary)
    {
        _slots = new Slots(vocabulary);
        Read("prose.grammar");
        Read("code.grammar");
    }

    public void Change(Rng rng) => _slots.Change(rng);

    public int Rule(string name) => _names[name];

    /// <summary>Writes one expansion of a rule.</summary>
    public void Expand(int rule, ByteBuffer into, Rng rng)
    {
        Part[][] alternatives = _rules[rule];
        foreach (Part part in alternatives[rng.Below(alternatives.Length)])
        {
            if (part.Literal is not null)
            {
                into.Append(part.Literal);
                continue;
            }
            if (part.Rule < 0)
            {
                _slots.Fill(part.Slot, into, rng);
                continue;
            }
            int start = into.Length;
            Expand(part.Rule, into, rng);
            if (part.Capital)
                into.Capitalise(start);
        }
    }

    /// <summary>One expansion that starts with a capital letter.</summary>
    public void Sentence(int rule, ByteBuffer into, Rng rng)
    {
        int start = into.Length;
        Expand(rule, into, rng);
        into.Capitalise(start);
    }

    void Read(string file)
    {
        using StreamReader reader = new(typeof(Grammar).Assembly.GetManifestResourceStream(file)!);
        List<(int Rule, string Text)> alternatives = [];
        int rule = -1;
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line.StartsWith("# ", StringComparison.Ordinal))
                continue;
            if (line[^1] == ':' && line[..^1].All(char.IsLetter))
                rule = Declare(line[..^1]);
            else
                alternatives.Add((rule, line));
        }
        foreach (IGrouping<int, string> group in alternatives.GroupBy(a => a.Rule, a => a.Text))
            _rules[group.Key] = [.. group.Select(Parse)];
    }

    int Declare(string name)
    {
        _names.Add(name, _rules.Count);
        _rules.Add([]);
        return _rules.Count - 1;
    }

    Part[] Parse(string text)
    {
        List<Part> parts = [];
        StringBuilder literal = new();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is '{' or '}' && i + 1 < text.Length && text[i + 1] == text[i])
            {
                literal.Append(text[i++]);
            }
            else if (text[i] == '{')
            {
                Flush();
                int close = text.IndexOf('}', i);
                parts.Add(Reference(text[(i + 1)..close]));
                i = close;
            }
            else if (text[i] == '\\' && text[i + 1] == 'n')
            {
                literal.Append('\n');
                i++;
            }
            else
            {
                literal.Append(text[i]);
            }
        }
        Flush();
        return [.. parts];

        void Flush()
        {
            if (literal.Length > 0)
                parts.Add(new Part(Encoding.UTF8.GetBytes(literal.ToString()), -1, default, false));
            literal.Clear();
        }
    }

    Part Reference(string name) =>
        _names.TryGetValue(name, out int rule)
            ? new Part(null, rule, default, name is "S" or "Q")
            : new Part(null, -1, Slots.Parse(name), false);

    readonly record struct Part(byte[]? Literal, int Rule, Slot Slot, bool Capital);
}
