using System.Globalization;

namespace Clew.Bench;

/// <summary>The command line: a verb, then --name value pairs and --flags.</summary>
sealed class Arguments
{
    readonly Dictionary<string, string> _values = [];

    public Arguments(string[] args)
    {
        Verb = args.Length > 0 && !args[0].StartsWith("--", StringComparison.Ordinal) ? args[0] : "";
        for (int i = Verb.Length > 0 ? 1 : 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
                throw new UsageException($"'{args[i]}' stands alone; options are --name value");
            bool hasValue = i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal);
            _values[args[i][2..]] = hasValue ? args[++i] : "true";
        }
    }

    public string Verb { get; }

    public bool Flag(string name) => _values.Remove(name);

    public string Text(string name, string otherwise) => _values.Remove(name, out string? value) ? value : otherwise;

    public string? Optional(string name) => _values.Remove(name, out string? value) ? value : null;

    public int Number(string name, int otherwise)
    {
        if (!_values.Remove(name, out string? value))
            return otherwise;
        return int.TryParse(value, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new UsageException($"--{name} needs a number, not '{value}'");
    }

    /// <summary>Complains about options nobody asked for: misspelt ones would silently measure something else.</summary>
    public void End()
    {
        if (_values.Count > 0)
            throw new UsageException($"unknown option --{_values.Keys.First()}");
    }
}
