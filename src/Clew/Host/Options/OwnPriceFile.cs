using System.Security.Cryptography;
using Clew.Pricing;

namespace Clew.Host.Options;

/// <summary>The owner's price list, read and checked.</summary>
/// <param name="Fingerprint">Changes with the content of the file.</param>
sealed record OwnPriceFile(string Path, PriceTable Table, string Fingerprint)
{
    /// <summary>Larger is no price list.</summary>
    const int MaxBytes = 16 << 20;

    /// <returns>The list, or null and every error.</returns>
    public static (OwnPriceFile? File, IReadOnlyList<string> Errors) Read(string path)
    {
        byte[] utf8;
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
            {
                return (null, ["is larger than 16 MiB"]);
            }

            utf8 = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, [$"cannot be read: {e.Message}"]);
        }

        var (table, errors) = OwnPrices.Parse(utf8);
        return table is null
            ? (null, errors)
            : (new(path, table, Convert.ToHexStringLower(SHA256.HashData(utf8))[..12]), []);
    }
}
