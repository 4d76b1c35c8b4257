namespace Clew.Bench.Text;

/// <summary>Text from the grammar, in the registers that agents and people write.</summary>
sealed class GeneratedText : ITextSource
{
    static readonly string[] Languages = ["Py", "Cs", "Ts", "Sql", "Json", "Sh", "Diff"];
    static readonly byte[][] Fences =
    [
        "python"u8.ToArray(),
        "csharp"u8.ToArray(),
        "ts"u8.ToArray(),
        "sql"u8.ToArray(),
        "json"u8.ToArray(),
        "bash"u8.ToArray(),
        "diff"u8.ToArray(),
    ];

    readonly Grammar _grammar;
    readonly int[] _languages;
    readonly int _s,
        _q,
        _cl,
        _bullet,
        _step,
        _heading,
        _opening,
        _closing,
        _instructions,
        _task,
        _log,
        _trace,
        _np,
        _note;

    public GeneratedText(ulong seed)
    {
        Grammar g = _grammar = new Grammar(new Vocabulary(seed));
        _languages = [.. Languages.Select(g.Rule)];
        (_s, _q, _cl, _np) = (g.Rule("S"), g.Rule("Q"), g.Rule("Cl"), g.Rule("Np"));
        (_bullet, _step, _heading) = (g.Rule("Bullet"), g.Rule("Step"), g.Rule("Heading"));
        (_opening, _closing) = (g.Rule("Opening"), g.Rule("Closing"));
        (_instructions, _task, _note) = (g.Rule("Instructions"), g.Rule("Task"), g.Rule("Note"));
        (_log, _trace) = (g.Rule("Log"), g.Rule("Trace"));
    }

    public void NextTopic(Rng rng) => _grammar.Change(rng);

    public void Question(ByteBuffer into, int bytes, Rng rng)
    {
        int end = into.Length + bytes;
        _grammar.Sentence(_q, into, rng);
        while (into.Length < end)
        {
            if (rng.Chance(12))
            {
                into.Append("\n\n"u8);
                if (rng.Chance(50))
                    Log(into, Math.Min(end - into.Length, 600), rng);
                else
                    Fenced(into, Math.Min(end - into.Length, 500), rng);
            }
            else
            {
                into.Append(rng.Chance(20) ? "\n\n"u8 : " "u8);
                _grammar.Sentence(rng.Chance(60) ? _s : _q, into, rng);
            }
        }
    }

    public void Answer(ByteBuffer into, int bytes, Rng rng)
    {
        int end = into.Length + bytes;
        _grammar.Sentence(_opening, into, rng);
        while (into.Length < end)
        {
            int left = end - into.Length;
            int kind = rng.Below(100);
            if (left < 160 || kind < 50)
                Paragraph(into, left, rng);
            else if (kind < 65)
                Bullets(into, left, rng);
            else if (kind < 75)
                Steps(into, left, rng);
            else if (kind < 82)
                Table(into, left, rng);
            else if (kind < 90)
                Fenced(into, Math.Min(left, 700), rng);
            else
                Titled(into, rng);
        }
        if (rng.Chance(40))
        {
            into.Append("\n\n"u8);
            _grammar.Sentence(_closing, into, rng);
        }
    }

    public void Instructions(ByteBuffer into, int bytes, Rng rng)
    {
        int end = into.Length + bytes;
        _grammar.Sentence(_instructions, into, rng);
        while (into.Length < end)
        {
            into.Append("\n- "u8);
            _grammar.Sentence(_step, into, rng);
        }
    }

    public void Code(ByteBuffer into, int bytes, Rng rng)
    {
        int end = into.Length + bytes;
        int language = rng.Pick(_languages);
        do
        {
            _grammar.Expand(language, into, rng);
        } while (into.Length < end);
    }

    public void Log(ByteBuffer into, int bytes, Rng rng)
    {
        int end = into.Length + bytes;
        do
        {
            _grammar.Expand(rng.Chance(8) ? _trace : _log, into, rng);
        } while (into.Length < end);
    }

    public void Line(ByteBuffer into, Rng rng) =>
        _grammar.Sentence(
            rng.Below(4) switch
            {
                0 => _task,
                1 => _cl,
                2 => _np,
                _ => _note,
            },
            into,
            rng
        );

    void Paragraph(ByteBuffer into, int bytes, Rng rng)
    {
        int end = into.Length + bytes;
        into.Append("\n\n"u8);
        for (int i = rng.Between(1, 5); i > 0 && into.Length < end; i--)
        {
            _grammar.Sentence(_s, into, rng);
            into.Append((byte)' ');
        }
    }

    void Bullets(ByteBuffer into, int bytes, Rng rng)
    {
        int end = into.Length + bytes;
        into.Append((byte)'\n');
        for (int i = rng.Between(2, 7); i > 0 && into.Length < end; i--)
        {
            into.Append("\n- "u8);
            _grammar.Sentence(_bullet, into, rng);
        }
    }

    void Steps(ByteBuffer into, int bytes, Rng rng)
    {
        int end = into.Length + bytes;
        into.Append((byte)'\n');
        for (int i = 1; i < 8 && into.Length < end; i++)
        {
            into.Append((byte)'\n');
            into.Append(i);
            into.Append(". "u8);
            _grammar.Sentence(_step, into, rng);
        }
    }

    void Table(ByteBuffer into, int bytes, Rng rng)
    {
        int end = into.Length + bytes;
        int columns = rng.Between(2, 4);
        into.Append("\n\n"u8);
        for (int row = 0; row < rng.Between(3, 8) && into.Length < end; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                into.Append("| "u8);
                if (row == 1)
                    into.Append("---"u8);
                else if (column == 0 || rng.Chance(30))
                    _grammar.Expand(_np, into, rng);
                else
                    into.Append(rng.Exponential(90), "0.##");
                into.Append((byte)' ');
            }
            into.Append("|\n"u8);
        }
    }

    void Fenced(ByteBuffer into, int bytes, Rng rng)
    {
        int end = into.Length + bytes;
        int language = rng.Below(_languages.Length);
        into.Append("\n\n```"u8);
        into.Append(Fences[language]);
        into.Append((byte)'\n');
        do
        {
            _grammar.Expand(_languages[language], into, rng);
        } while (into.Length < end);
        into.Append("```\n"u8);
    }

    void Titled(ByteBuffer into, Rng rng)
    {
        into.Append("\n\n"u8);
        _grammar.Expand(_heading, into, rng);
    }
}
