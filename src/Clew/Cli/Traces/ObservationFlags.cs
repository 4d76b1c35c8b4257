using System.CommandLine;
using System.CommandLine.Parsing;
using Clew.Cli.Client;

namespace Clew.Cli.Traces;

/// <summary>The flags that describe a step.</summary>
sealed class ObservationFlags
{
    readonly Option<string?> type = Flag("--type", "-t", "TYPE", "EVENT, SPAN, GENERATION, TOOL … (default: EVENT)");
    readonly Option<bool> isEvent = new("-te") { Description = "--type EVENT" };
    readonly Option<bool> isSpan = new("-ts") { Description = "--type SPAN" };
    readonly Option<bool> isGeneration = new("-tg") { Description = "--type GENERATION" };
    readonly Option<string?> name = Flag("--name", "-n", "TEXT", "What it is called");
    readonly Option<string?> input = Flag("--input", "-i", "DATA", "JSON, or text");
    readonly Option<string?> output = Flag("--output", "-o", "DATA", "JSON, or text");
    readonly Option<string?> metadata = Flag("--metadata", "-m", "JSON", "An object");
    readonly Option<string?> parent = Flag("--parent", "-p", "ID", "The step around it");
    readonly Option<string?> start = Flag("--start-time", null, "TIME", "ISO 8601, or yyMMddHHmmss (default: now)");
    readonly Option<string?> end = Flag("--end-time", null, "TIME", "ISO 8601, or yyMMddHHmmss");
    readonly Option<string?> level = Flag("--level", null, "LEVEL", "DEBUG, DEFAULT, WARNING or ERROR");
    readonly Option<string?> status = Flag("--status-message", null, "TEXT", "Why it failed");
    readonly Option<string?> model = Flag("--model", null, "NAME", "The model that was asked");
    readonly Option<string?> usage = Flag("--usage", null, "JSON", """For example {"input": 12, "output": 34}""");

    public void AddTo(Command verb)
    {
        foreach (
            var flag in new Option[]
            {
                type,
                isEvent,
                isSpan,
                isGeneration,
                name,
                input,
                output,
                metadata,
                parent,
                start,
                end,
                level,
                status,
                model,
                usage,
            }
        )
        {
            verb.Add(flag);
        }

        verb.Validators.Add(OneType);
    }

    public NewObservation Read(ParseResult parsed, string traceId, string? id, string? usualParent) =>
        new(traceId)
        {
            Id = id,
            Type =
                parsed.GetValue(isEvent) ? "EVENT"
                : parsed.GetValue(isSpan) ? "SPAN"
                : parsed.GetValue(isGeneration) ? "GENERATION"
                : parsed.GetValue(type) ?? "EVENT",
            Name = parsed.GetValue(name),
            Input = Given.Value(parsed.GetValue(input)),
            Output = Given.Value(parsed.GetValue(output)),
            Metadata = Given.Json(parsed.GetValue(metadata), "--metadata"),
            ParentObservationId = parsed.GetValue(parent) ?? usualParent,
            StartTime = Given.Time(parsed.GetValue(start), "--start-time"),
            EndTime = Given.Time(parsed.GetValue(end), "--end-time"),
            Level = parsed.GetValue(level),
            StatusMessage = parsed.GetValue(status),
            Model = parsed.GetValue(model),
            UsageDetails = Given.Json(parsed.GetValue(usage), "--usage"),
        };

    void OneType(CommandResult result)
    {
        var given = new[] { result.GetValue(isEvent), result.GetValue(isSpan), result.GetValue(isGeneration) };
        if (given.Count(flag => flag) + (result.GetValue(type) is null ? 0 : 1) > 1)
        {
            result.AddError("Only one type can be given: --type, -te, -ts or -tg.");
        }
    }

    static Option<string?> Flag(string name, string? letter, string shape, string meaning) =>
        new(name, letter is null ? [] : [letter]) { Description = meaning, HelpName = shape };
}
