namespace Clew.Model;

/// <summary>
/// Who asks, decided before any endpoint runs. A request carries it as a feature:
/// <c>context.Features.GetRequiredFeature&lt;Caller&gt;()</c>.
/// </summary>
/// <param name="Project">The only project this request may read or write.</param>
/// <param name="PublicKey">The key that chose it; null for the local default.</param>
/// <param name="ScoresOnly">It showed the public key alone, as pages do that send feedback: it may send scores.</param>
sealed record Caller(string Project, string? PublicKey, bool ScoresOnly = false);

/// <summary>Marks an endpoint that a public key alone may call. It MUST look at <see cref="Caller.ScoresOnly"/>.</summary>
sealed class OpenToPublicKeys;

/// <summary>
/// Marks an endpoint that needs no key, because its address is signed. There is no <see cref="Caller"/> then; it MUST
/// check the signature, which says the project.
/// </summary>
sealed class OpenToSignatures;
