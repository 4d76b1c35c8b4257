using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Env;

/// <summary><c>clew env init|list|source|set|get|unset|clear|save</c></summary>
static class FileVerbs
{
    public static Command Init(Surroundings around) =>
        On(
            "init",
            "Make a file with a new trace id and the session and user that are set",
            around,
            [],
            (file, _) =>
            {
                if (file.Exists)
                {
                    throw new Refusal($"File '{file.Path}' is there already; 'clew env clear' removes it.");
                }

                var variables = Current(around);
                variables.TryAdd("CLEW_TRACE_ID", Guid.NewGuid().ToString());
                file.Write(variables);
                around.Output.WriteLine(file.Path);
            }
        );

    public static Command List(Surroundings around)
    {
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        return On(
            "list",
            "List the variables of a file",
            around,
            [json],
            (file, parsed) =>
            {
                var variables = file.Read();
                if (parsed.GetValue(json))
                {
                    var members = variables.Select(pair => $"{Text(pair.Key)}:{Text(pair.Value)}");
                    var whole = ClewJson.Parse("{" + string.Join(',', members) + "}");
                    around.Output.WriteLine(ClewJson.Text(whole, indented: true));
                }
                else
                {
                    around.Output.WriteTable(
                        ["NAME", "VALUE"],
                        variables.Select(pair => new[] { pair.Key, Shown.Cut(pair.Value, 200) })
                    );
                }
            }
        );
    }

    public static Command Source(Surroundings around)
    {
        var export = Flag.Yes("--export", "Print 'export NAME=VALUE' lines");
        return On(
            "source",
            """Print the variables for the shell: eval "$(clew env source --export)" """.TrimEnd(),
            around,
            [export],
            (file, parsed) =>
            {
                foreach (var (name, value) in file.Read())
                {
                    around.Output.WriteLine((parsed.GetValue(export) ? "export " : "") + EnvFile.Line(name, value));
                }
            }
        );
    }

    public static Command Set(Surroundings around)
    {
        var key = Flag.Needed("NAME", "The variable");
        var value = Flag.Needed("VALUE", "Its value");
        return On(
            "set",
            "Set a variable in a file",
            around,
            [key, value],
            (file, parsed) =>
            {
                var name = parsed.GetRequiredValue(key);
                if (
                    name.Length == 0
                    || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
                    || char.IsAsciiDigit(name[0])
                )
                {
                    throw new WrongUse($"'{name}' is not the name of a variable.");
                }

                var variables = file.Exists ? file.Read() : [];
                variables[name] = parsed.GetRequiredValue(value);
                file.Write(variables);
            }
        );
    }

    public static Command Get(Surroundings around)
    {
        var key = Flag.Needed("NAME", "The variable");
        return On(
            "get",
            "Print a variable of a file, else of the shell",
            around,
            [key],
            (file, parsed) =>
            {
                var name = parsed.GetRequiredValue(key);
                var value =
                    (file.Exists ? file.Read().GetValueOrDefault(name) : null)
                    ?? around.Environment.GetValueOrDefault(name)
                    ?? throw new Refusal($"The variable '{name}' is not set.");
                around.Output.WriteLine(value);
            }
        );
    }

    public static Command Unset(Surroundings around)
    {
        var key = Flag.Needed("NAME", "The variable");
        return On(
            "unset",
            "Remove a variable from a file",
            around,
            [key],
            (file, parsed) =>
            {
                var variables = file.Read();
                if (!variables.Remove(parsed.GetRequiredValue(key)))
                {
                    throw new Refusal($"There is no variable '{parsed.GetValue(key)}' in '{file.Path}'.");
                }

                file.Write(variables);
            }
        );
    }

    public static Command Clear(Surroundings around)
    {
        var yes = Consent.Flag();
        yes.Aliases.Add("--confirm");
        return On(
            "clear",
            "Delete a file of variables",
            around,
            [yes],
            (file, parsed) =>
            {
                var variables = file.Read();
                if (!parsed.GetValue(yes))
                {
                    Consent.Ask(around, $"'{file.Path}' with {variables.Count} variables");
                }

                File.Delete(file.Path);
            }
        );
    }

    public static Command Save(Surroundings around) =>
        On(
            "save",
            "Write the ids that are set in the shell into a file",
            around,
            [],
            (file, _) =>
            {
                var variables = file.Exists ? file.Read() : [];
                foreach (var (name, value) in Current(around))
                {
                    variables[name] = value;
                }

                file.Write(variables);
                around.Output.WriteLine(file.Path);
            }
        );

    static Dictionary<string, string> Current(Surroundings around) =>
        VariableFile
            .Usual.Where(around.Environment.ContainsKey)
            .ToDictionary(name => name, name => around.Environment[name], StringComparer.Ordinal);

    static Command On(
        string verbName,
        string meaning,
        Surroundings around,
        Symbol[] more,
        Action<VariableFile, ParseResult> action
    )
    {
        var name = VariableFile.NameFlag();
        var location = VariableFile.LocationFlag();
        var verb = new Command(verbName, meaning) { name, location };
        foreach (var symbol in more)
        {
            if (symbol is Option option)
            {
                verb.Add(option);
            }
            else
            {
                verb.Add((Argument)symbol);
            }
        }

        verb.SetAction(parsed =>
            action(VariableFile.Of(parsed.GetValue(name), parsed.GetRequiredValue(location), around), parsed)
        );
        return verb;
    }

    static string Text(string value) => ClewJson.OfText(value).GetRawText();
}
