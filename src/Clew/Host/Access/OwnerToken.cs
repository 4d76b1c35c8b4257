using Clew.Host.Admin;
using Microsoft.AspNetCore.Http;

namespace Clew.Host.Access;

/// <summary>
/// The token in <c>server.json</c>: whoever can read that file owns the data directory, and may administer the server.
/// New at every start. Web pages never may, whatever they know.
/// </summary>
sealed class OwnerToken(string token)
{
    public string Text => token;

    public bool IsPresentedBy(HttpRequest request) =>
        request.Headers.Origin.Count == 0
        && Credentials.Of(request.Headers) is { PublicKey: null } credentials
        && Secret.AreEqual(credentials.Secret, token);
}
