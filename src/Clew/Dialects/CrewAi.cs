using System.Text;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// CrewAI as OpenLLMetry traces it: <c>crewai.{crew,task,agent}.*</c> has the fields of the objects as text. A crew
/// and a task say that they invoke an agent; they are the steps around one.
/// </summary>
sealed class CrewAi : Dialect
{
    readonly Family crew;
    readonly Family task;
    readonly Family agent;
    readonly Key[] crewUsage;
    readonly Key[] inputs;
    readonly Key[] outputs;

    public CrewAi()
        : base("crewai", 1)
    {
        crew = FamilyOf("crewai.crew.");
        task = FamilyOf("crewai.task.");
        agent = FamilyOf("crewai.agent.");
        crewUsage = Attributes("crewai.crew.token_usage", "crewai.crew.usage_metrics");
        inputs = Attributes("crewai.task.description");
        outputs = Attributes("crewai.crew.result", "crewai.crew.tasks_output", "crewai.task.output");
        MapMetadata(
            "crewai.crew.name",
            "crewai.crew.process",
            "crewai.task.name",
            "crewai.task.agent",
            "crewai.task.expected_output",
            "crewai.agent.role",
            "crewai.agent.goal",
            "crewai.agent.backstory"
        );
        MapPayload(Field.ToolDefinitions, "crewai.agent.tools", "crewai.task.tools");
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        if (attributes.Has(crew) || attributes.Has(task))
        {
            reading.TypeIs(SpanType.Chain, (attributes.Has(crew) ? crew : task).Source);
        }
        else if (attributes.Has(agent))
        {
            reading.TypeIs(SpanType.Agent, agent.Source);
        }

        Apply(attributes, reading);
        ReadContent(inputs, outputs, reading);
        foreach (var key in crewUsage)
        {
            if (attributes.TryGet(key, out var value) && value.Kind == ValueKind.String)
            {
                if (UsageIn(value.Utf8, key.Source).State(UsageAccounting.Inclusive, reading))
                {
                    return;
                }
            }
        }
    }

    /// <summary><c>total_tokens=150 prompt_tokens=100 cached_prompt_tokens=20 completion_tokens=50</c>: Python's text
    /// of an object, or of a dictionary.</summary>
    static TokenCounts UsageIn(ReadOnlySpan<byte> text, Provenance source)
    {
        var counts = default(TokenCounts);
        var name = text[..0];
        while (text.IndexOfAny(WordBytes) is >= 0 and var start)
        {
            text = text[start..];
            var end = text.IndexOfAnyExcept(WordBytes);
            var word = end < 0 ? text : text[..end];
            text = text[word.Length..];
            if (Numbers.TryDouble(word, out var number) && number is >= 0 and <= TokenCounts.Max)
            {
                (long, Provenance) count = ((long)number, source);
                switch (Encoding.UTF8.GetString(name))
                {
                    case "prompt_tokens":
                        counts.Input = count;
                        break;
                    case "completion_tokens":
                        counts.Output = count;
                        break;
                    case "cached_prompt_tokens":
                        counts.CacheRead = count;
                        break;
                    case "cache_creation_tokens":
                        counts.CacheWrite = count;
                        break;
                    case "reasoning_tokens":
                        counts.Reasoning = count;
                        break;
                    case "total_tokens":
                        counts.Total = count;
                        break;
                }
            }

            name = word;
        }

        return counts;
    }

    static readonly System.Buffers.SearchValues<byte> WordBytes = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_."u8
    );
}
