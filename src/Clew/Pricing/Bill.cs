namespace Clew.Pricing;

/// <summary>Tokens times rates. Whole numbers throughout, so nothing drifts; what is absurd is capped, not wrapped.</summary>
static class Bill
{
    /// <summary>Null where nothing was used, or where something was used whose price is not known.</summary>
    public static CallCost? For(PriceRow row, in BillableTokens tokens)
    {
        if (tokens.IsEmpty || Whole(row, tokens) is not var (input, output))
        {
            return null;
        }

        var isDoubtful = false;
        var cached = Count(tokens.CacheRead);
        var written = Count(tokens.CacheWrite);
        var writtenForAnHour = Count(tokens.CacheWrite1h);
        var cachedAudio = Count(tokens.CacheReadAudio);
        var cachedImage = Count(tokens.CacheReadImage);
        var audio = Rest(Count(tokens.InputAudio), cachedAudio);
        var image = Rest(Count(tokens.InputImage), cachedImage);
        var video = Count(tokens.InputVideo);
        var special = cached + written + writtenForAnHour + audio + image + video;
        var allIn = input is null ? special : Count(input);

        var tier = row.TierFor(Cap(Int128.Max(allIn, special)));
        var rates = tier.Rates;
        var costIn =
            (Rest(allIn, special) * rates[Rate.Input])
            + (Rest(cached, cachedAudio + cachedImage) * rates[Rate.CacheRead])
            + (cachedAudio * rates[Rate.CacheReadAudio])
            + (cachedImage * rates[Rate.CacheReadImage])
            + (written * rates[Rate.CacheWrite])
            + (writtenForAnHour * rates[Rate.CacheWrite1h])
            + (audio * rates[Rate.InputAudio])
            + (image * rates[Rate.InputImage])
            + (video * rates[Rate.InputVideo]);

        var thought = Count(tokens.Reasoning);
        var spoken = Count(tokens.OutputAudio);
        var drawn = Count(tokens.OutputImage);
        var filmed = Count(tokens.OutputVideo);
        var made = thought + spoken + drawn + filmed;
        var allOut = output is null ? made : Count(output);
        if (Int128.Max(allOut, made) > 0 && !rates.HasOutput)
        {
            return null;
        }

        var costOut = !rates.HasOutput
            ? 0
            : (Rest(allOut, made) * rates[Rate.Output])
                + (thought * rates[Rate.Reasoning])
                + (spoken * rates[Rate.OutputAudio])
                + (drawn * rates[Rate.OutputImage])
                + (filmed * rates[Rate.OutputVideo]);
        isDoubtful |= (input is null && special == 0) || (output is null && made == 0 && rates.HasOutput);
        return new(Cap(costIn + costOut), Cap(costIn), Cap(costOut), tier.LabelIn(row), isDoubtful);

        Int128 Count(long? tokens)
        {
            isDoubtful |= tokens < 0;
            return tokens > 0 ? tokens.Value : 0;
        }

        Int128 Rest(Int128 whole, Int128 part)
        {
            isDoubtful |= part > whole;
            return part > whole ? 0 : whole - part;
        }
    }

    /// <summary>
    /// Input and output as far as they are known. A report that has only a total is one of input where output is not
    /// charged, as for embeddings, or costs the same; otherwise nobody can say what it cost.
    /// </summary>
    static (long? Input, long? Output)? Whole(PriceRow row, in BillableTokens tokens)
    {
        var hasOutput = row.Tiers[0].Rates.HasOutput;
        return tokens switch
        {
            // Some write 0 for what they do not know.
            { Input: 0, Output: 0, Total: > 0 } => OfTotal(row, tokens.Total),
            { Total: null } or { Input: not null, Output: not null } => (tokens.Input, tokens.Output),
            { Input: { } input, Total: { } total } => (input, hasOutput ? Difference(total, input) : null),
            { Output: { } output, Total: { } total } => (Difference(total, output), output),
            _ => OfTotal(row, tokens.Total),
        };
    }

    static (long? Input, long? Output)? OfTotal(PriceRow row, long? total) =>
        row.Tiers.All(t => !t.Rates.HasOutput || t.Rates[Rate.Input] == t.Rates[Rate.Output]) ? (total, 0) : null;

    static long? Difference(long total, long part) => part >= 0 && total >= part ? total - part : null;

    static long Cap(Int128 value) => value > long.MaxValue ? long.MaxValue : (long)value;
}
