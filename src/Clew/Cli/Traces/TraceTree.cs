using System.Text.Json;
using Clew.Cli.Client;

namespace Clew.Cli.Traces;

/// <summary>A trace as a tree of lines. What telemetry says is shown, never obeyed: no control character passes.</summary>
sealed class TraceTree(Session call, bool isFull)
{
    const int MostOfValue = 300;
    const int MostOfStep = 90;

    readonly Paint paint = call.Paint;
    readonly TextWriter output = call.Output;

    public void Write(ClewTrace trace)
    {
        output.WriteLine(paint.Bold(Shown.Cut(trace.Name ?? "(no name)", 200)));
        Field("ID", trace.Id);
        Field("User", trace.UserId);
        Field("Session", trace.SessionId);
        Field("Time", Shown.Time(trace.Timestamp, call.Around.Time));
        Field("Latency", Shown.Seconds(trace.Latency));
        Field("Cost", Shown.Dollars(trace.TotalCost));
        Field("Tags", string.Join(", ", trace.Tags));
        Field("Release", trace.Text("release"));
        Field("Environment", trace.Text("environment"));
        if (trace.Metadata is { ValueKind: JsonValueKind.Object } metadata && metadata.EnumerateObject().Any())
        {
            Field("Metadata", Shown.Value(metadata, MostOfValue));
        }

        Value("Input", trace.Input);
        Value("Output", trace.Output);
        WriteSteps(trace.Observations);
        WriteScores(trace.Scores);
    }

    void WriteSteps(IReadOnlyList<ClewObservation> steps)
    {
        if (steps.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(paint.Dim($"Observations ({steps.Count})"));
        var ids = steps.Select(step => step.Id).ToHashSet(StringComparer.Ordinal);
        var under = steps
            .OrderBy(step => step.StartTime)
            .ToLookup(step =>
                step.ParentObservationId is { } parent && parent != step.Id && ids.Contains(parent) ? parent : ""
            );
        var seen = new HashSet<string>(StringComparer.Ordinal);
        WriteUnder("", "", under, seen);
        // Steps that are their own ancestors hang under nothing; they are shown all the same.
        foreach (var step in steps.Where(step => !seen.Contains(step.Id)).ToArray())
        {
            if (seen.Add(step.Id))
            {
                WriteStep(step, "", isLast: true);
                WriteUnder(step.Id, "   ", under, seen);
            }
        }
    }

    /// <summary>A list instead of calls: a trace may be deeper than the stack.</summary>
    void WriteUnder(string id, string indent, ILookup<string, ClewObservation> under, HashSet<string> seen)
    {
        var open = new Stack<(Queue<ClewObservation> Steps, string Indent)>();
        open.Push((new Queue<ClewObservation>(under[id]), indent));
        while (open.TryPeek(out var level))
        {
            if (!level.Steps.TryDequeue(out var step))
            {
                open.Pop();
                continue;
            }

            if (!seen.Add(step.Id))
            {
                continue;
            }

            var isLast = level.Steps.Count == 0;
            WriteStep(step, level.Indent, isLast);
            open.Push((new Queue<ClewObservation>(under[step.Id]), level.Indent + (isLast ? "   " : "│  ")));
        }
    }

    void WriteStep(ClewObservation step, string indent, bool isLast)
    {
        var facts = new[]
        {
            step.Type,
            Shown.Cut(step.Model ?? "", 60),
            Shown.Time(step.StartTime, call.Around.Time),
            step.EndTime is null && step.Type != "EVENT" ? "running" : Shown.Seconds(step.Latency),
        };
        var level = step.Level switch
        {
            "ERROR" => " " + paint.Red("ERROR " + Shown.Cut(step.StatusMessage ?? "", MostOfStep)),
            "WARNING" => " " + paint.Yellow("WARNING " + Shown.Cut(step.StatusMessage ?? "", MostOfStep)),
            _ => "",
        };
        output.WriteLine(
            $"{paint.Dim(indent + (isLast ? "└─ " : "├─ "))}{Glyph(step.Type)} {Shown.Cut(step.Name ?? step.Id, 120)}  "
                + paint.Dim(string.Join("  ", facts.Where(fact => fact.Length > 0)))
                + level
        );
        var below = indent + (isLast ? "      " : "│     ");
        Line(below, "in ", step.Input);
        Line(below, "out", step.Output);
    }

    void WriteScores(IReadOnlyList<ClewScore> scores)
    {
        if (scores.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(paint.Dim($"Scores ({scores.Count})"));
        foreach (var score in scores)
        {
            var why = score.Comment is { } comment ? paint.Dim("  " + Shown.Cut(comment, MostOfStep)) : "";
            output.WriteLine($"  {Shown.Cut(score.Name ?? "", 60)}  {Shown.Cut(score.Shown ?? "", 60)}{why}");
        }
    }

    void Field(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            output.WriteLine($"  {paint.Dim(name.PadRight(12))}{Shown.Cut(value, 900)}");
        }
    }

    void Value(string name, JsonElement? value)
    {
        if (value is not { } given)
        {
            output.WriteLine($"  {paint.Dim(name.PadRight(12))}{paint.Dim("(none)")}");
        }
        else if (!isFull)
        {
            output.WriteLine($"  {paint.Dim(name.PadRight(12))}{paint.Cyan(Shown.Value(given, MostOfValue))}");
        }
        else
        {
            output.WriteLine($"  {paint.Dim(name)}");
            output.WriteLine(Whole(given));
        }
    }

    void Line(string indent, string name, JsonElement? value)
    {
        if (value is not { ValueKind: not JsonValueKind.Null } given)
        {
            return;
        }

        output.WriteLine(
            isFull
                ? $"{paint.Dim(indent + name)}\n{Whole(given)}"
                : $"{paint.Dim(indent + name)} {Shown.Value(given, MostOfStep)}"
        );
    }

    static string Whole(JsonElement value) =>
        Shown.Safe(value.ValueKind == JsonValueKind.String ? value.ToString() : ClewJson.Text(value, indented: true));

    static string Glyph(string type) =>
        type switch
        {
            "GENERATION" => "◆",
            "EVENT" => "•",
            "TOOL" => "⚒",
            "AGENT" => "◉",
            "RETRIEVER" => "⌕",
            "EMBEDDING" => "≡",
            "EVALUATOR" => "✓",
            "GUARDRAIL" => "⛨",
            "CHAIN" => "↳",
            _ => "▪",
        };
}
