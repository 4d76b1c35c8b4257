namespace Clew.Dialects;

/// <summary>
/// Names of environments as Langfuse makes them: lower case, without its reserved prefix, at most 40 characters of
/// <c>a-z 0-9 - _</c>; what does not fit is <c>default</c>.
/// </summary>
static class LangfuseEnvironment
{
    const string Default = "default";
    const int MaxLength = 40;

    public static string Of(string name)
    {
        var text = name.ToLowerInvariant();
        while (text.StartsWith("langfuse", StringComparison.Ordinal))
        {
            text = text["langfuse".Length..];
            text = text.StartsWith('-') || text.StartsWith('_') ? text[1..] : text;
        }

        text = text.Length > MaxLength ? text[..MaxLength] : text;
        return text.Length > 0 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_')
            ? text
            : Default;
    }
}
