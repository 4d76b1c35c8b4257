using System.Text;
using Clew.Mcp.Answers;

namespace Clew.Mcp.Analysis;

/// <summary>What two traces have in common, and where they part: structure, durations, tokens, cost and content.</summary>
static class Comparison
{
    /// <summary>Steps that differ are listed up to this many; of most pairs it is all.</summary>
    const int MostSteps = 40;

    const int LongestContent = 400;

    public static string Of(Trace a, Trace b)
    {
        var text = new StringBuilder();
        Add(text, $"A {Name(a)}");
        Add(text, $"B {Name(b)}");
        Add(text, "");
        Add(text, "              A → B");
        var (aIn, aOut) = a.Tokens();
        var (bIn, bOut) = b.Tokens();
        Add(
            text,
            $"duration      {Words.Duration(a.Seconds)} → {Words.Duration(b.Seconds)}{Change(a.Seconds, b.Seconds)}"
        );
        Add(text, $"spans         {Words.Count(a.Spans.Count)} → {Words.Count(b.Spans.Count)}");
        Add(text, $"failures      {Words.Count(a.Failures)} → {Words.Count(b.Failures)}");
        Add(text, $"input tokens  {Words.Count(aIn)} → {Words.Count(bIn)}{Change(aIn, bIn)}");
        Add(text, $"output tokens {Words.Count(aOut)} → {Words.Count(bOut)}{Change(aOut, bOut)}");
        Add(text, $"cost          {Cost(a)} → {Cost(b)}{Change(a.Cost, b.Cost)}");
        Add(text, $"models        {Models(a)} → {Models(b)}");
        Add(text, "");
        AddSteps(text, a, b);
        AddContent(
            text,
            "input",
            a.Input is { } x ? Content.Whole(x) : null,
            b.Input is { } y ? Content.Whole(y) : null
        );
        AddContent(
            text,
            "output",
            a.Output is { } v ? Content.Whole(v) : null,
            b.Output is { } w ? Content.Whole(w) : null
        );
        return text.ToString().TrimEnd();
    }

    /// <summary>Spans are the same step if the names on the way to them are the same; a loop is one step, many times.</summary>
    static void AddSteps(StringBuilder text, Trace a, Trace b)
    {
        var (inA, inB) = (Steps(a), Steps(b));
        var lines = new List<(double Weight, string Line)>();
        var same = 0;
        foreach (var path in inA.Keys.Union(inB.Keys))
        {
            var (x, y) = (inA.GetValueOrDefault(path), inB.GetValueOrDefault(path));
            if (x is null || y is null)
            {
                var only = (x ?? y)!;
                lines.Add((double.MaxValue, $"only in {(x is null ? "B" : "A")}: {path} · {only}"));
            }
            else if (x.IsLike(y))
            {
                same++;
            }
            else
            {
                lines.Add((Math.Abs(x.Seconds - y.Seconds), $"{path} · {x} → {y}"));
            }
        }

        Add(text, $"steps: {Words.Count(same)} alike, {Words.Count(lines.Count)} different");
        foreach (var (_, line) in lines.OrderByDescending(line => line.Weight).Take(MostSteps))
        {
            Add(text, "  " + line);
        }

        if (lines.Count > MostSteps)
        {
            Add(text, $"  … {Words.Count(lines.Count - MostSteps)} more");
        }

        Add(text, "");
    }

    static Dictionary<string, Step> Steps(Trace trace)
    {
        var steps = new Dictionary<string, Step>(StringComparer.Ordinal);
        foreach (var span in trace.Spans)
        {
            // Of a deep tree the nearest ancestors tell enough.
            var path = string.Join(" / ", span.Ancestors().Take(4).Reverse().Append(span).Select(Label));
            if (!steps.TryGetValue(path, out var step))
            {
                steps.Add(path, step = new Step());
            }

            step.Add(span);
        }

        return steps;
    }

    static string Label(Span span) => Excerpt.Of(Excerpt.OneLine(span.Name), 60);

    static void AddContent(StringBuilder text, string name, string? a, string? b)
    {
        if (a is null && b is null)
        {
            return;
        }

        if (a == b)
        {
            Add(text, $"{name}: the same in both: {Line(a!)}");
            return;
        }

        var same = a is null || b is null ? 0 : a.AsSpan().CommonPrefixLength(b);
        Add(text, $"{name} differs{(same > 0 ? $" after {Words.Count(same)} equal characters" : "")}:");
        Add(text, "  A: " + (a is null ? "none" : Line(From(a, same))));
        Add(text, "  B: " + (b is null ? "none" : Line(From(b, same))));
    }

    /// <summary>With a little of what is equal, so that a reader sees where it is.</summary>
    static string From(string text, int same)
    {
        var start = Math.Max(0, same - 40);
        if (start > 0 && char.IsLowSurrogate(text[start]))
        {
            start--;
        }

        return start == 0 ? text : "…" + text[start..];
    }

    static string Line(string text) => Excerpt.Of(Excerpt.OneLine(text), LongestContent);

    static string Cost(Trace trace) => trace.Cost is { } cost ? Words.Dollars(cost) : "unknown";

    static string Name(Trace trace) =>
        $"{Excerpt.OneLine(trace.Id)} \"{Excerpt.Of(Excerpt.OneLine(trace.Name ?? ""), 100)}\""
        + (trace.Start is { } start ? " · " + Words.Time(start) : "");

    static string Models(Trace trace)
    {
        var models = trace.Spans.Select(span => span.Model).OfType<string>().Distinct().Take(8).ToArray();
        return models.Length == 0 ? "none" : Excerpt.Of(Excerpt.OneLine(string.Join(", ", models)), 200);
    }

    static string Change(double? a, double? b) =>
        a is > 0 && b is not null && a != b ? FormattableString.Invariant($" ({(b - a) / a * 100:+0;-0}%)") : "";

    static void Add(StringBuilder text, string line) => text.Append(line).Append('\n');

    /// <summary>All spans of one path.</summary>
    sealed class Step
    {
        int count;
        int failures;
        long input;
        long output;

        public double Seconds { get; private set; }

        public void Add(Span span)
        {
            count++;
            failures += span.HasFailed ? 1 : 0;
            Seconds += span.Seconds ?? 0;
            input += span.InputTokens ?? 0;
            output += span.OutputTokens ?? 0;
        }

        /// <summary>Times that vary by less than a tenth of a second, or a fifth, are no difference.</summary>
        public bool IsLike(Step other) =>
            count == other.count
            && failures == other.failures
            && input == other.input
            && output == other.output
            && Math.Abs(Seconds - other.Seconds) <= Math.Max(0.1, 0.2 * Math.Max(Seconds, other.Seconds));

        public override string ToString() =>
            $"{(count > 1 ? $"{Words.Count(count)}× " : "")}{Words.Duration(Seconds)}"
            + (input + output > 0 ? " " + Words.Tokens(input, output) : "")
            + (failures > 0 ? $" {Words.Count(failures)} FAILED" : "");
    }
}
