using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Clew.Pricing;

/// <summary>Reads rows of prices from JSON, and says everything that is wrong with them at once.</summary>
ref struct PriceRowReader
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
        var (before, line) = (errors.Count, Line());
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
                    prices = Prices(member);
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

        Require(seen, "model", line);
        Require(seen, "usdPerMillionTokens", line);
        if (!isOwn)
        {
            Require(seen, "provider", line);
        }

        if (prices is not null && prices[(int)Rate.Input] is null)
        {
            Fail("usdPerMillionTokens.input", "is missing; write 0 if it costs nothing.", line);
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

            var (line, seen, over) = (Line(), 0, 0L);
            long?[]? prices = null;
            while (NextMember(TierMembers, ref seen) is { } member)
            {
                if (member == "usdPerMillionTokens")
                {
                    prices = Prices("tiers.usdPerMillionTokens");
                }
                else if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out over) || over <= 0)
                {
                    Fail("tiers.whenInputTokensOver", "is not a whole number above 0.");
                    json.Skip();
                }
            }

            Require(seen, "whenInputTokensOver", line, TierMembers);
            Require(seen, "usdPerMillionTokens", line, TierMembers);
            if (over > 0 && tiers.Exists(t => t.Over == over))
            {
                Fail("tiers.whenInputTokensOver", "is the same in two tiers; keep one of them.", line);
            }

            tiers.Add((over, prices ?? new long?[Rates.Count]));
        }
    }

    /// <summary>By <see cref="Rate"/>, in pico-dollars per token.</summary>
    long?[] Prices(string path)
    {
        var prices = new long?[Rates.Count];
        var seen = 0;
        if (IsObject(path))
        {
            while (NextMember(RateNames, ref seen, path + ".") is { } name)
            {
                prices[Array.IndexOf(RateNames, name)] = Price($"{path}.{name}");
            }
        }

        return prices;
    }

    long? Price(string path)
    {
        if (json.TokenType != JsonTokenType.Number || !json.TryGetDecimal(out var price))
        {
            Fail(path, "is not a number; write it without quotation marks, or leave it out if you do not know it.");
            json.Skip();
            return null;
        }

        var wrong =
            price < 0 ? "is below 0; a price is 0 or more."
            : price > HighestPrice ? "is over 1000000; prices are in US dollars for a million tokens."
            : decimal.Round(price, 6) != price ? "has more than six decimals; round it."
            : null;
        if (wrong is not null)
        {
            Fail(path, wrong);
            return null;
        }

        return (long)(price * 1_000_000);
    }

    /// <summary>Goes to the value of the next member; skips and reports those that are not known or come twice.</summary>
    string? NextMember(string[] known, ref int seen, string? path = null)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var i = 0;
            while (i < known.Length && !json.ValueTextEquals(known[i]))
            {
                i++;
            }

            if (i < known.Length && (seen & (1 << i)) == 0)
            {
                seen |= 1 << i;
                json.Read();
                return known[i];
            }

            Fail(
                path + json.GetString(),
                i < known.Length
                    ? "is there twice; keep one."
                    : $"is not known here; there are {string.Join(", ", known)}."
            );
            json.Read();
            json.Skip();
        }

        return null;
    }

    readonly void Require(int seen, string member, int line, string[]? members = null)
    {
        if ((seen & (1 << Array.IndexOf(members ?? Members, member))) == 0)
        {
            Fail(members is null ? member : "tiers." + member, "is missing.", line);
        }
    }

    string? Text(string path)
    {
        var text = json.TokenType == JsonTokenType.String ? json.GetString()!.Trim() : null;
        var wrong =
            text is null ? "is not text; write it in quotation marks."
            : text.Length == 0 ? "is empty; leave it out or give it a value."
            : text.Length > MaxLength ? $"is longer than {MaxLength} characters."
            : null;
        if (wrong is null)
        {
            return text;
        }

        Fail(path, wrong);
        json.Skip();
        return null;
    }

    bool IsObject(string? path) => Is(JsonTokenType.StartObject, path, "is not an object; write it as { … }.");

    bool IsArray(string path) => Is(JsonTokenType.StartArray, path, "is not an array; write it as [ … ].");

    bool Is(JsonTokenType type, string? path, string wrong)
    {
        if (json.TokenType == type)
        {
            return true;
        }

        Fail(path, wrong);
        json.Skip();
        return false;
    }

    /// <summary>Counted from 1, of what was read last.</summary>
    readonly int Line() => 1 + utf8[..(int)json.TokenStartIndex].Count((byte)'\n');

    readonly void Fail(string? path, string wrong, int? line = null) =>
        errors.Add(
            $"Line {line ?? Line()}{(row > 0 ? $", row {row}" : "")}{(path is null ? "" : $", {path}")}: {wrong}"
        );
}
