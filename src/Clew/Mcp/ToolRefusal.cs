namespace Clew.Mcp;

/// <summary>A tool cannot do what it was asked. The message says what is wrong and what to change.</summary>
sealed class ToolRefusal(string message) : Exception(message);
