namespace Clew;

/// <summary>
/// Names of span attributes that Clew reads, for programs that set them by hand. The full list is in
/// <c>docs/attributes.md</c>.
/// </summary>
public static class SpanAttributes
{
    /// <summary>What went in, as text or JSON (OpenInference).</summary>
    public const string InputValue = "input.value";

    /// <summary><c>application/json</c> or <c>text/plain</c> (OpenInference). Without it Clew looks at the value.</summary>
    public const string InputMimeType = "input.mime_type";

    /// <summary>What came out, as text or JSON (OpenInference).</summary>
    public const string OutputValue = "output.value";

    /// <summary><c>application/json</c> or <c>text/plain</c> (OpenInference).</summary>
    public const string OutputMimeType = "output.mime_type";

    /// <summary>The chat that went in, a JSON array of messages (OpenTelemetry GenAI 1.37). Wins over <see cref="InputValue"/>.</summary>
    public const string InputMessages = "gen_ai.input.messages";

    /// <summary>The messages that came out (OpenTelemetry GenAI 1.37). Wins over <see cref="OutputValue"/>.</summary>
    public const string OutputMessages = "gen_ai.output.messages";

    /// <summary>The session or conversation that a trace belongs to.</summary>
    public const string SessionId = "session.id";

    /// <summary>The user on whose behalf the program ran.</summary>
    public const string UserId = "user.id";
}
