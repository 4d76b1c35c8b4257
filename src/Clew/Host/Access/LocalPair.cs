using Clew.Host.Admin;

namespace Clew.Host.Access;

/// <summary>
/// The published pair for clients that insist on having keys. It means the project <c>default</c>, on loopback only,
/// where no key would mean the same.
/// </summary>
static class LocalPair
{
    public const string PublicKey = "pk-lf-local";
    public const string SecretKey = "sk-lf-local";
    public const string Project = "default";

    public static bool Is(Credentials credentials) =>
        Secret.AreEqual(credentials.Secret, SecretKey) && (credentials.PublicKey ?? PublicKey) == PublicKey;
}
