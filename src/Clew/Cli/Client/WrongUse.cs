namespace Clew.Cli.Client;

/// <summary>Arguments that do not go together, found only when the verb runs. One sentence; the exit code is 2.</summary>
sealed class WrongUse(string sentence) : Exception(sentence);
