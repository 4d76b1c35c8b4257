using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Clew.Host.Access;

/// <summary>What a request says about who it is.</summary>
/// <param name="PublicKey">Null where the secret comes alone.</param>
readonly record struct Credentials(string? PublicKey, string Secret)
{
    const string ApiKeyHeader = "x-api-key";
    const string Basic = "Basic ";
    const string Bearer = "Bearer ";

    /// <summary>
    /// Null if the request claims nothing. A claim that cannot be read is a claim all the same, of an empty secret,
    /// which no key has: a sender with a broken setting must not end up in another project unnoticed.
    /// </summary>
    public static Credentials? Of(IHeaderDictionary headers)
    {
        var authorization = headers.Authorization;
        if (!StringValues.IsNullOrEmpty(authorization))
        {
            return OfAuthorization(authorization.ToString().Trim());
        }

        return headers.TryGetValue(ApiKeyHeader, out var key) && !StringValues.IsNullOrEmpty(key)
            ? new Credentials(null, key.ToString().Trim())
            : null;
    }

    static Credentials OfAuthorization(string value)
    {
        if (value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return new Credentials(null, value[Bearer.Length..].Trim());
        }

        if (!value.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            return new Credentials(null, "");
        }

        var encoded = value[Basic.Length..].Trim();
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return new Credentials(null, "");
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new Credentials(null, "") : new Credentials(pair[..colon], pair[(colon + 1)..]);
    }
}
