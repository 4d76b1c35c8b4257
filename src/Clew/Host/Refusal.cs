namespace Clew.Host;

/// <summary>
/// A reason not to go on that the person at the keyboard can change. The message is one sentence; it is printed as it
/// is, and the process ends with exit code 1.
/// </summary>
sealed class Refusal(string sentence, Exception? inner = null) : Exception(sentence, inner);
