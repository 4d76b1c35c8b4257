using System.Text;
using System.Text.Json;
using Clew.Mcp.Answers;

namespace Clew.Mcp.Analysis;

/// <summary>
/// A trace as text within a budget of tokens: what it is, its input and output, and the tree of its spans, the most
/// telling ones first: failures and what led to them, roots, then calls of models and tools, the longest before others.
/// </summary>
sealed class TraceSummary
{
    public const int LeastTokens = 300;
    public const int MostTokens = 20_000;
    public const int DefaultTokens = 2_000;

    const int TokensOfMarkers = 60;
    const int TokensOfNotes = 90;

    /// <summary>Shorter than this, a piece of content says nothing.</summary>
    const int LeastExcerpt = 40;

    const int MostMisses = 20;

    readonly Trace trace;
    readonly int budget;
    readonly HashSet<Span> shown = [];
    readonly List<string> leftOut = [];
    int shortened;

    TraceSummary(Trace trace, int budget) => (this.trace, this.budget) = (trace, budget);

    /// <summary>The telemetry, and our own words about what is not in it.</summary>
    /// <param name="LeftOut">What is missing and how to get it; empty if nothing is.</param>
    public readonly record struct Result(string Text, IReadOnlyList<string> LeftOut);

    /// <param name="tokens">For text and notes together, as <see cref="Tokens"/> guesses them.</param>
    public static Result Of(Trace trace, int tokens) => new TraceSummary(trace, tokens).Make();

    Result Make()
    {
        var left = budget - TokensOfMarkers - TokensOfNotes;
        var head = Head(left / 3);
        left -= Tokens.Estimate(head);
        Choose(left * 2 / 3);
        var bare = Tree(0);
        left -= Tokens.Estimate(bare);
        var excerpt = ExcerptLength(left);
        var text = head + (excerpt >= LeastExcerpt ? Tree(excerpt) : bare);
        Note(excerpt);
        // The parts were measured one by one; this holds whatever they came to.
        const string Cut = "The text is cut at the budget of tokens.";
        var notes = Tokens.Estimate(string.Join(' ', [.. leftOut, "Left out:", Cut]));
        var fits = Tokens.Fit(text, budget - TokensOfMarkers - notes);
        if (fits < text.Length)
        {
            text = text[..fits];
            leftOut.Add(Cut);
        }

        return new(text.TrimEnd(), leftOut);
    }

    string Head(int tokens)
    {
        var text = new StringBuilder();
        var json = trace.Json;
        text.Append($"trace {Line(trace.Id, 200)} \"{Line(trace.Name ?? "", 200)}\"").Append('\n');
        var (input, output) = trace.Tokens();
        var facts = new List<string>
        {
            trace.Start is { } start ? Words.Time(start) : "",
            Words.Duration(trace.Seconds),
            $"{Words.Count(trace.Spans.Count)} spans",
            trace.Failures > 0 ? $"{Words.Count(trace.Failures)} FAILED" : "no failures",
            input + output > 0 ? Words.Tokens(input, output) : "",
            trace.Cost is { } cost ? Words.Dollars(cost) : "",
        };
        text.Append(string.Join(" · ", facts.Where(fact => fact.Length > 0))).Append('\n');
        var names = new List<string>();
        foreach (var member in new[] { "userId", "sessionId", "environment", "release", "version" })
        {
            if (json.Text(member) is { Length: > 0 } value)
            {
                names.Add($"{member} {Line(value, 80)}");
            }
        }

        var tags = json.List("tags")
            .Where(tag => tag.ValueKind == JsonValueKind.String)
            .Select(tag => tag.GetString()!);
        if (Line(string.Join(", ", tags), 160) is { Length: > 0 } line)
        {
            names.Add("tags " + line);
        }

        if (names.Count > 0)
        {
            text.Append(string.Join(" · ", names)).Append('\n');
        }

        var most = Math.Max(LeastExcerpt, (tokens - Tokens.Estimate(text.ToString())) * 3 / 2);
        AddContent(text, "", "input", trace.Input, most);
        AddContent(text, "", "output", trace.Output, most);
        return text.Append('\n').ToString();
    }

    /// <summary>Takes spans, each with those above it, until their lines fill the tokens.</summary>
    void Choose(int tokens)
    {
        var misses = 0;
        foreach (var span in trace.Spans.OrderBy(Rank).ThenByDescending(span => span.Seconds ?? double.MaxValue))
        {
            var path = new List<Span> { span };
            path.AddRange(span.Ancestors().TakeWhile(above => !shown.Contains(above)));
            if (shown.Contains(span))
            {
                continue;
            }

            var cost = path.Sum(step => Tokens.Estimate(SpanLine(step)) + 4);
            if (cost > tokens)
            {
                // One far down may not fit where another does; but when many do not, the room is used up.
                if (++misses == MostMisses)
                {
                    break;
                }

                continue;
            }

            tokens -= cost;
            shown.UnionWith(path);
        }
    }

    static int Rank(Span span) =>
        span switch
        {
            { HasFailed: true } => 0,
            { Parent: null } => 1,
            { Level: "WARNING" } => 2,
            { Type: "generation" or "agent" or "tool" } => 3,
            _ => 4,
        };

    string Tree(int excerpt)
    {
        shortened = 0;
        var text = new StringBuilder();
        AddLevel(text, trace.Roots, excerpt);
        return text.ToString();
    }

    /// <summary>Not by recursion: nobody promises that a trace is shallow.</summary>
    void AddLevel(StringBuilder text, IReadOnlyList<Span> roots, int excerpt)
    {
        var open = new Stack<(Span? Span, IReadOnlyList<Span> Hidden, int Depth)>();
        Push(open, roots, 0);
        while (open.TryPop(out var next))
        {
            // Deep trees are drawn no wider than this; the order still tells who belongs to whom.
            var indent = new string(' ', 2 * Math.Min(next.Depth, 20));
            if (next.Span is not { } span)
            {
                text.Append($"{indent}… {Kinds(next.Hidden)}").Append('\n');
                continue;
            }

            text.Append(indent + SpanLine(span)).Append('\n');
            if (excerpt >= LeastExcerpt)
            {
                AddContent(text, indent + "    ", "in", span.Input, excerpt);
                AddContent(text, indent + "    ", "out", span.Output, excerpt);
            }

            Push(open, span.Children, next.Depth + 1);
        }
    }

    void Push(Stack<(Span?, IReadOnlyList<Span>, int)> open, IReadOnlyList<Span> spans, int depth)
    {
        var hidden = spans.Where(span => !shown.Contains(span)).ToArray();
        if (hidden.Length > 0)
        {
            open.Push((null, hidden, depth));
        }

        foreach (var span in spans.Reverse().Where(shown.Contains))
        {
            open.Push((span, [], depth));
        }
    }

    static string Kinds(IReadOnlyList<Span> hidden)
    {
        var kinds = hidden
            .GroupBy(span => $"{span.Type} {Line(span.Name, 40)}")
            .OrderByDescending(kind => kind.Count())
            .ToArray();
        var named = kinds.Take(3).Select(kind => $"{Words.Count(kind.Count())}× {kind.Key}");
        var others = kinds.Length > 3 ? $", {Words.Count(kinds.Skip(3).Sum(kind => kind.Count()))} others" : "";
        return $"{Words.Count(hidden.Count)} more here: {string.Join(", ", named)}{others}";
    }

    static string SpanLine(Span span)
    {
        var facts = new List<string>
        {
            $"[{span.Type}] {Line(span.Name, 80)}",
            Words.Duration(span.Seconds),
            span.Model is { } model && model != span.Name ? Line(model, 60) : "",
            span.InputTokens is null && span.OutputTokens is null
                ? ""
                : Words.Tokens(span.InputTokens, span.OutputTokens),
            span.Cost is > 0 and { } cost ? Words.Dollars(cost) : "",
            span.HasFailed ? $"FAILED{Reason(span)}" : "",
            span.Level == "WARNING" ? $"WARNING{Reason(span)}" : "",
        };
        return $"{string.Join(" · ", facts.Where(fact => fact.Length > 0))} (id {Line(span.Id, 64)})";
    }

    static string Reason(Span span) => span.StatusMessage is { Length: > 0 } said ? ": " + Line(said, 200) : "";

    void AddContent(StringBuilder text, string indent, string name, JsonElement? value, int most)
    {
        if (value is not { } content)
        {
            return;
        }

        var gist = Content.Gist(content);
        if (gist.Length > most || (content.ValueKind == JsonValueKind.Array && content.GetArrayLength() > 1))
        {
            shortened++;
        }

        text.Append($"{indent}{name}: {Excerpt.Of(gist, most)}").Append('\n');
    }

    /// <summary>Characters for each input and output, so that all of them together fill what is left.</summary>
    int ExcerptLength(int tokens)
    {
        var pieces = shown.Sum(span => (span.Input is null ? 0 : 1) + (span.Output is null ? 0 : 1));
        // Three characters to a token rather than 3.5, and what "in:" and the note of a cut take.
        return pieces == 0 ? 0 : Math.Min(2000, (tokens * 3 / pieces) - 45);
    }

    void Note(int excerpt)
    {
        var hidden = trace.Spans.Count - shown.Count;
        if (hidden > 0)
        {
            leftOut.Add(
                $"{Words.Count(hidden)} of {Words.Count(trace.Spans.Count)} spans have no line of their own; "
                    + "ask again with a larger max_tokens."
            );
        }

        if (excerpt < LeastExcerpt && shown.Any(span => span.Input is not null || span.Output is not null))
        {
            leftOut.Add("Inputs and outputs of spans are left out; clew_span_content reads one, by its id.");
        }
        else if (shortened > 0)
        {
            leftOut.Add(
                $"{Words.Count(shortened)} inputs and outputs are shortened; clew_span_content reads the whole."
            );
        }
    }

    static string Line(string text, int most) => Excerpt.Of(Excerpt.OneLine(text), most);
}
