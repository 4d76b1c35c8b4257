using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Langfuse's maps of tokens and of dollars. The names are the sender's own, and each count stands beside the others:
/// <c>{"input":17,"input_cached_tokens":8,"output":8,"output_reasoning_tokens":4,"total":37}</c>. What a name contains
/// says what it counts. Only a map that is one of OpenAI's, with nothing else in it, counts as OpenAI does.
/// </summary>
static class LangfuseUsage
{
    static readonly UsageMap OpenAi = new()
    {
        Input = ["prompt_tokens", "input_tokens"],
        Output = ["completion_tokens", "output_tokens"],
        CacheRead = ["prompt_tokens_details.cached_tokens", "input_tokens_details.cached_tokens"],
        Reasoning = ["completion_tokens_details.reasoning_tokens", "output_tokens_details.reasoning_tokens"],
        Total = ["total_tokens"],
    };

    public static void Read(in Value value, Reading reading, Provenance source)
    {
        using var document = Parse(value, reading);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } map)
        {
            return;
        }

        if (IsOpenAi(map))
        {
            OpenAi.Read(map, source, reading);
            return;
        }

        var (input, output, read, write, reasoning, total) = (
            default(long?),
            default(long?),
            0L,
            0L,
            0L,
            default(long?)
        );
        foreach (var member in map.EnumerateObject())
        {
            if (!Numbers.TryCount(member.Value, out var count) || count > TokenCounts.Max)
            {
                continue;
            }

            var name = JsonStrings.NameOf(member);
            if (Has(name, "total"))
            {
                total = count;
            }
            else if (Has(name, "cache"))
            {
                if (Has(name, "creation") || Has(name, "write"))
                {
                    write = Add(write, count);
                }
                else
                {
                    read = Add(read, count);
                }
            }
            else if (Has(name, "ephemeral"))
            {
                write = Add(write, count);
            }
            else if (Has(name, "reasoning") || Has(name, "thought") || Has(name, "thinking"))
            {
                reasoning = Add(reasoning, count);
            }
            else if (Has(name, "input") || Has(name, "prompt"))
            {
                input = Add(input ?? 0, count);
            }
            else if (Has(name, "output") || Has(name, "completion"))
            {
                output = Add(output ?? 0, count);
            }
        }

        if (reading.IsDetail)
        {
            reading.Text(Field.UsageDetails, reading.PayloadOf(value, Payload.Json), source);
        }

        // A part of nothing: the count itself was 0 and left out.
        input ??= read + write > 0 ? 0 : null;
        output ??= reasoning > 0 ? 0 : null;
        new TokenCounts
        {
            Input = Sourced(input),
            Output = Sourced(output),
            CacheRead = Sourced(read > 0 ? read : null),
            CacheWrite = Sourced(write > 0 ? write : null),
            Reasoning = Sourced(reasoning > 0 ? reasoning : null),
            Total = Sourced(total),
        }.State(UsageAccounting.InputExcludesCache | UsageAccounting.OutputExcludesReasoning, reading);

        (long, Provenance)? Sourced(long? count) => count is { } c ? (c, source) : null;
    }

    /// <summary><c>{"input":0.001,"output":0.002,"total":0.003}</c>; without a total, what the parts add up to.</summary>
    /// <remarks>What a name contains says whether it is a part of the input or of the output.</remarks>
    public static bool TryCost(in Value value, Reading reading, out (long Pico, long? Input, long? Output) costs)
    {
        costs = default;
        using var document = Parse(value, reading);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } map)
        {
            return false;
        }

        var (total, input, output, other) = (default(double?), default(double?), default(double?), default(double?));
        foreach (var member in map.EnumerateObject())
        {
            if (!Numbers.TryDouble(member.Value, out var dollars) || dollars < 0)
            {
                continue;
            }

            var name = JsonStrings.NameOf(member);
            if (name.Equals("total", StringComparison.OrdinalIgnoreCase))
            {
                total = dollars;
            }
            else if (Has(name, "output") || Has(name, "completion") || Has(name, "reasoning"))
            {
                output = (output ?? 0) + dollars;
            }
            else if (Has(name, "input") || Has(name, "prompt") || Has(name, "cache"))
            {
                input = (input ?? 0) + dollars;
            }
            else
            {
                other = (other ?? 0) + dollars;
            }
        }

        if (total is null && input is null && output is null && other is null)
        {
            return false;
        }

        var isKnown = Numbers.TryPicoUsd(total ?? (input ?? 0) + (output ?? 0) + (other ?? 0), out var pico);
        costs = (pico, Numbers.PicoUsd(input), Numbers.PicoUsd(output));
        return isKnown;
    }

    /// <summary>Keeps the map of a cost that counts.</summary>
    public static void KeepCost(in Value value, Reading reading, Provenance source)
    {
        if (reading.IsDetail)
        {
            reading.Text(Field.CostDetails, reading.PayloadOf(value, Payload.Json), source);
        }
    }

    static bool IsOpenAi(JsonElement map)
    {
        var isAny = false;
        foreach (var member in map.EnumerateObject())
        {
            var name = JsonStrings.NameOf(member);
            isAny |= name is "prompt_tokens" or "input_tokens";
            if (
                name
                is not (
                    "prompt_tokens"
                    or "completion_tokens"
                    or "total_tokens"
                    or "prompt_tokens_details"
                    or "completion_tokens_details"
                    or "input_tokens"
                    or "output_tokens"
                    or "input_tokens_details"
                    or "output_tokens_details"
                )
            )
            {
                return false;
            }
        }

        return isAny;
    }

    static long Add(long a, long b) => Math.Min(a + b, TokenCounts.Max);

    static bool Has(string name, string word) => name.Contains(word, StringComparison.OrdinalIgnoreCase);

    static JsonDocument? Parse(in Value value, Reading reading) =>
        value.Kind is ValueKind.String or ValueKind.Map ? Json.TryParse(reading.PayloadOf(value, null).Utf8) : null;
}
