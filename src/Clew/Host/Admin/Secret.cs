using System.Security.Cryptography;
using System.Text;

namespace Clew.Host.Admin;

/// <summary>Random keys, and the hash that is kept in place of a secret.</summary>
static class Secret
{
    /// <summary>96 bits: unique without asking anyone.</summary>
    public static string NewPublicKey() => "pk-clew-" + Random(12);

    /// <summary>256 bits: cannot be guessed, so that a plain hash of it needs neither salt nor slowness.</summary>
    public static string NewSecretKey() => "sk-clew-" + Random(32);

    public static string NewToken() => Random(32);

    /// <summary>SHA-256 of the text, lower-case hex.</summary>
    public static string Hash(string secret)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(secret), hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Compares in a time that does not depend on where the texts differ.</summary>
    public static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    static string Random(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));
}
