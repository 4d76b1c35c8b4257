using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Clew.Pricing;

/// <summary>Reads rows of prices from JSON, and says everything that is wrong with them at once.</summary>
ref partial struct PriceRowReader
{
    const int MaxLength = ModelIds.MaxLength;

    /// <summary>A dollar for a token.</summary>
    const decimal HighestPrice = 1_000_000;

    static readonly string[] Members =
    [
        "model",
        "provider",
        "aliases",
        "usdPerMillionTokens",
        "tiers",
        "effectiveFrom",
        // Not used, but there in the rows of the table that comes with Clew, which may be copied.
        "contextWindow",
        "maxOutputTokens",
        "source",
    ];

    static readonly string[] TierMembers = ["whenInputTokensOver", "usdPerMillionTokens"];

    static readonly string[] RateNames = [.. Enum.GetNames<Rate>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    readonly ReadOnlySpan<byte> utf8;
    readonly bool isOwn;
    readonly List<string> errors;
    Utf8JsonReader json;
    int row;
    string? lastProvider;

    PriceRowReader(ReadOnlySpan<byte> utf8, bool isOwn, List<string> errors)
    {
        this.utf8 = utf8;
        this.isOwn = isOwn;
        this.errors = errors;
        json = new(
            utf8,
            new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
        );
    }

    /// <param name="isOwn">The rows are a user's, with the liberties and the duties that this gives.</param>
    /// <param name="errors">Gets a sentence for each thing that is wrong; then what is returned is not complete.</param>
    public static List<PriceRow> Read(ReadOnlySpan<byte> utf8, bool isOwn, List<string> errors)
    {
        utf8 = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        if (!Utf8.IsValid(utf8))
        {
            errors.Add("The file is not UTF-8 text; save it as UTF-8.");
            return [];
        }

        var reader = new PriceRowReader(utf8, isOwn, errors);
        try
        {
            return reader.Rows();
        }
        catch (JsonException e)
        {
            var reason = e.Message.Split(" LineNumber:")[0];
            errors.Add($"Line {e.LineNumber + 1}: the file is not JSON from here on: {reason}");
        }
        catch (InvalidOperationException)
        {
            reader.Fail(null, @"a text has half a character in it (\ud800 to \udfff alone); write the whole one.");
        }

        return [];
    }

    List<PriceRow> Rows()
    {
        var rows = new List<PriceRow>();
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            Fail(null, """the file is not an array of rows; write it as [{"model": …}, …].""");
            return rows;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            row++;
            if (IsObject(null) && Row() is { } read)
            {
                rows.Add(read);
            }
        }

        // Throws if something follows.
        json.Read();
        return rows;
    }

    PriceRow? Row()
    {
        var (before, start) = (errors.Count, json.TokenStartIndex);
        string? model = null;
        string? provider = null;
        IReadOnlyList<string> aliases = [];
        DateOnly? from = null;
        long?[]? prices = null;
        var tiers = new List<(long Over, long?[] Prices)>();
        var seen = 0;
        while (NextMember(Members, ref seen) is { } member)
        {
            switch (member)
            {
                case "model":
                    model = Model();
                    break;
                case "provider":
                    provider = Provider();
                    break;
                case "aliases":
                    aliases = Aliases();
                    break;
                case "usdPerMillionTokens":
                    prices = Prices(member, needsInput: true);
                    break;
                case "tiers":
                    Tiers(tiers);
                    break;
                case "effectiveFrom":
                    from = Day();
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        Require(seen, "model", start);
        Require(seen, "usdPerMillionTokens", start);
        if (!isOwn)
        {
            Require(seen, "provider", start);
        }

        return errors.Count > before
            ? null
            : new()
            {
                IsOwn = isOwn,
                Provider = provider,
                Model = model!,
                Aliases = aliases,
                EffectiveFrom = from,
                Tiers = TiersOf(prices!, tiers, model!.Contains("claude", StringComparison.OrdinalIgnoreCase)),
            };
    }

    /// <summary>What a tier does not price has the price below every tier.</summary>
    static PriceTier[] TiersOf(long?[] prices, List<(long Over, long?[] Prices)> tiers, bool isClaude)
    {
        tiers.Sort((a, b) => a.Over.CompareTo(b.Over));
        return
        [
            new(0, new(prices, isClaude)),
            .. tiers.Select(t => new PriceTier(
                t.Over,
                new(t.Prices.Zip(prices, (own, low) => own ?? low).ToArray(), isClaude)
            )),
        ];
    }

    string? Model()
    {
        var model = Text("model");
        if (
            model?.TrimEnd('*') is { } plain
            && (plain.Contains('*') || (model.Length - plain.Length) > (isOwn ? 1 : 0))
        )
        {
            Fail(
                "model",
                isOwn ? "has a * that is not its last character; only the end may be left open." : "has a *."
            );
        }

        return model;
    }

    string? Provider()
    {
        var name = Text("provider");
        if (name is not null && isOwn)
        {
            var known = Providers.Named(name);
            if (known is null)
            {
                Fail("provider", $"\"{name}\" says nothing about who serves the model; leave it out to mean everyone.");
            }

            name = known;
        }

        // Rows of a provider stand together.
        return lastProvider = name == lastProvider ? lastProvider : name;
    }

    string[] Aliases()
    {
        var aliases = new List<string>();
        if (IsArray("aliases"))
        {
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                if (Text("aliases") is { } alias)
                {
                    aliases.Add(alias);
                    if (alias.Contains('*'))
                    {
                        Fail("aliases", $"\"{alias}\" has a *; only a model may end with one.");
                    }
                }
            }
        }

        return [.. aliases];
    }

    DateOnly? Day()
    {
        var text = Text("effectiveFrom");
        if (text is null)
        {
            return null;
        }

        if (
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 1970 and < 2200
        )
        {
            return day;
        }

        Fail("effectiveFrom", $"\"{text}\" is not a day; write it as 2026-08-01, in UTC.");
        return null;
    }

    void Tiers(List<(long Over, long?[] Prices)> tiers)
    {
        if (!IsArray("tiers"))
        {
            return;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (!IsObject("tiers"))
            {
                continue;
            }

            var (start, seen, over) = (json.TokenStartIndex, 0, 0L);
            long?[]? prices = null;
            while (NextMember(TierMembers, ref seen) is { } member)
            {
                if (member == "usdPerMillionTokens")
                {
                    prices = Prices("tiers.usdPerMillionTokens", needsInput: false);
                }
                else if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out over) || over <= 0)
                {
                    Fail("tiers.whenInputTokensOver", "is not a whole number above 0.");
                    json.Skip();
                }
            }

            Require(seen, "whenInputTokensOver", start, TierMembers);
            Require(seen, "usdPerMillionTokens", start, TierMembers);
            if (over > 0 && tiers.Exists(t => t.Over == over))
            {
                Fail("tiers.whenInputTokensOver", "is the same in two tiers; keep one of them.", start);
            }

            tiers.Add((over, prices ?? new long?[Rates.Count]));
        }
    }
}
