namespace Clew.Host.Access;

/// <summary>Marks an endpoint that anyone may call, whatever the server is bound to. It tells nothing about anyone.</summary>
sealed class OpenToAll;

/// <summary>Marks an endpoint that takes the token of <c>server.json</c> and no key.</summary>
sealed class OwnerOnly;
