using Clew.Host;

namespace Clew.Cli.Client;

/// <summary>Colours for a terminal; plain text for everything else, and where NO_COLOR is set.</summary>
sealed record Paint(bool IsOn)
{
    public static Paint For(Surroundings around) =>
        new(
            around.IsTerminal
                && !around.Environment.ContainsKey("NO_COLOR")
                && around.Environment.GetValueOrDefault("TERM") != "dumb"
        );

    public string Bold(string text) => In("1", text);

    public string Dim(string text) => In("2", text);

    public string Red(string text) => In("31", text);

    public string Green(string text) => In("32", text);

    public string Yellow(string text) => In("33", text);

    public string Cyan(string text) => In("36", text);

    string In(string code, string text) => IsOn && text.Length > 0 ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
