using System.Text.Json;

namespace Clew.Pricing;

/// <summary>The values of a row, and what is said when they are not what they should be.</summary>
ref partial struct PriceRowReader
{
    /// <summary>By <see cref="Rate"/>, in pico-dollars per token.</summary>
    long?[] Prices(string path, bool needsInput)
    {
        var prices = new long?[Rates.Count];
        var (start, seen) = (json.TokenStartIndex, 0);
        if (IsObject(path))
        {
            while (NextMember(RateNames, ref seen, path) is { } name)
            {
                prices[Array.IndexOf(RateNames, name)] = Price(path, name);
            }

            if (needsInput && (seen & 1) == 0)
            {
                Fail(path + ".input", "is missing; write 0 if it costs nothing.", start);
            }
        }

        return prices;
    }

    long? Price(string path, string name)
    {
        if (json.TokenType != JsonTokenType.Number || !json.TryGetDecimal(out var price))
        {
            Fail(
                $"{path}.{name}",
                "is not a number; write it without quotation marks, or leave it out if you do not know it."
            );
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
            Fail($"{path}.{name}", wrong);
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
                path is null ? json.GetString() : $"{path}.{json.GetString()}",
                i < known.Length
                    ? "is there twice; keep one."
                    : $"is not known here; there are {string.Join(", ", known)}."
            );
            json.Read();
            json.Skip();
        }

        return null;
    }

    readonly void Require(int seen, string member, long start, string[]? members = null)
    {
        if ((seen & (1 << Array.IndexOf(members ?? Members, member))) == 0)
        {
            Fail(members is null ? member : "tiers." + member, "is missing.", start);
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

    /// <param name="start">Of what is wrong; without it, of what was read last. Lines are counted only for this.</param>
    readonly void Fail(string? path, string wrong, long? start = null)
    {
        var line = 1 + utf8[..(int)(start ?? json.TokenStartIndex)].Count((byte)'\n');
        errors.Add($"Line {line}{(row > 0 ? $", row {row}" : "")}{(path is null ? "" : $", {path}")}: {wrong}");
    }
}
