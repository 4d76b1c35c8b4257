using Clew.Model;

namespace Clew.Pricing;

/// <summary>
/// Says what calls cost: by the user's own prices, and where those are silent by the ones that come with Clew. May be
/// used by any number of threads.
/// </summary>
/// <param name="own">Prices that win; null for none.</param>
/// <param name="builtIn">Null for the table that comes with Clew, which is then read when it is first needed.</param>
sealed class PriceBook(PriceTable? own = null, PriceTable? builtIn = null)
{
    // Senders use few models, and may send any number of names: a place is found by hash and simply overwritten.
    const int Places = 1024;

    readonly Known?[] known = new Known?[Places];

    PriceTable BuiltIn => builtIn ?? PriceTable.BuiltIn;

    /// <summary>What a call cost, or null if nobody knows: an unknown model, or no usage. Null is never 0.</summary>
    /// <param name="provider">As telemetry names it: <c>azure.ai.openai</c>, <c>aws.bedrock</c>, <c>openai.chat</c>.</param>
    /// <param name="responseModel">What answered; it counts before what was asked for, which may be a moving name.</param>
    /// <param name="usage">Normalised: input with the cached tokens, output with reasoning.</param>
    /// <param name="atUnixNano">When the call was made; prices change.</param>
    public CallCost? Price(
        string? provider,
        string? requestModel,
        string? responseModel,
        in Usage usage,
        long atUnixNano
    ) => Price(provider, requestModel, responseModel, BillableTokens.From(usage), atUnixNano);

    /// <summary>The same for usage that is known in more detail.</summary>
    public CallCost? Price(
        string? provider,
        string? requestModel,
        string? responseModel,
        in BillableTokens tokens,
        long atUnixNano
    )
    {
        if (tokens.IsEmpty || (requestModel is null && responseModel is null))
        {
            return null;
        }

        var found = Lookup(provider, requestModel, responseModel);
        return found.Own?.At(atUnixNano) is { } ownRow ? Bill.For(ownRow, tokens)
            : found.Free is { } free ? new CallCost(0, 0, 0, free)
            : found.BuiltIn?.At(atUnixNano) is { } row ? Bill.For(row, tokens)
            : null;
    }

    Known Lookup(string? provider, string? requestModel, string? responseModel)
    {
        ref var place = ref known[(uint)HashCode.Combine(provider, requestModel, responseModel) % Places];
        var there = Volatile.Read(ref place);
        if (there is null || !there.Is(provider, requestModel, responseModel))
        {
            there = Match(provider, requestModel, responseModel);
            if (there.IsSmall)
            {
                Volatile.Write(ref place, there);
            }
        }

        return there;
    }

    Known Match(string? provider, string? requestModel, string? responseModel)
    {
        var named = Providers.Named(provider);
        var own = MatchOwn(named, responseModel, requestModel);
        var free = FreeRoute(named, responseModel) ?? FreeRoute(named, requestModel);
        var answered = MatchBuiltIn(named, responseModel);
        // What a customer calls its deployment may be the name of a model that it is not.
        var mayAsk = responseModel is null || named is null || !Providers.HasDeployments(named);
        return new(provider, requestModel, responseModel)
        {
            Own = own,
            Free = free,
            BuiltIn = answered ?? (mayAsk ? MatchBuiltIn(named, requestModel) : null),
        };
    }

    /// <summary>What names a model whole counts before any wildcard.</summary>
    PriceSchedule? MatchOwn(string? provider, string? responseModel, string? requestModel)
    {
        if (own is null)
        {
            return null;
        }

        List<(string? Provider, string Id)> ids = [.. SpellingsOf(responseModel), .. SpellingsOf(requestModel)];
        return First(own.Find) ?? First(own.FindWildcard);

        PriceSchedule? First(Func<string?, string, PriceSchedule?> find) =>
            ids.Select(i => find(i.Provider, i.Id)).FirstOrDefault(s => s is not null);

        IEnumerable<(string?, string)> SpellingsOf(string? model)
        {
            var of = provider ?? Providers.Inferred(model);
            return ModelIds.SpellingsOf(model, Providers.IsBedrock(of)).Select(id => (of, id));
        }
    }

    PriceSchedule? MatchBuiltIn(string? provider, string? model)
    {
        if ((provider ?? Providers.Inferred(model)) is not { } of)
        {
            return null;
        }

        var spellings = ModelIds.SpellingsOf(model, Providers.IsBedrock(of));
        return Providers.TablesFor(of).SelectMany(_ => spellings, BuiltIn.Find).FirstOrDefault(s => s is not null);
    }

    /// <summary>OpenRouter's <c>:free</c> models; how the row is called, or null.</summary>
    static string? FreeRoute(string? provider, string? model)
    {
        const string Router = "openrouter/";
        return
            ModelIds.Plain(model) is { } id
            && id.EndsWith(":free", StringComparison.Ordinal)
            && Providers.IsOpenRouter(provider ?? Providers.Inferred(id))
            ? id.StartsWith(Router, StringComparison.Ordinal)
                ? id
                : Router + id
            : null;
    }

    /// <summary>What was found for one way to name a model.</summary>
    sealed class Known(string? provider, string? requestModel, string? responseModel)
    {
        const int LongestKept = 2 * ModelIds.MaxLength;

        public PriceSchedule? Own { get; init; }
        public string? Free { get; init; }
        public PriceSchedule? BuiltIn { get; init; }

        public bool IsSmall =>
            (provider?.Length ?? 0) + (requestModel?.Length ?? 0) + (responseModel?.Length ?? 0) <= LongestKept;

        public bool Is(string? otherProvider, string? otherRequest, string? otherResponse) =>
            provider == otherProvider && requestModel == otherRequest && responseModel == otherResponse;
    }
}
