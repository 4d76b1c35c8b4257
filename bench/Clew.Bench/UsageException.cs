namespace Clew.Bench;

/// <summary>The command line or the machine is not as it must be; the message says what to do.</summary>
sealed class UsageException(string message) : Exception(message);
