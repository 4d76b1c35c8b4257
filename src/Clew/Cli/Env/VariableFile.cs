using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Env;

/// <summary>A file of variables: <c>./.clew-env[.NAME]</c>, or in the configuration directory <c>env/[NAME].env</c>.</summary>
sealed record VariableFile(string Path)
{
    /// <summary>The ids that scripts hand from one command to the next.</summary>
    public static readonly string[] Usual =
    [
        "CLEW_TRACE_ID",
        "CLEW_SESSION_ID",
        "CLEW_USER_ID",
        "CLEW_LAST_OBSERVATION_ID",
        "CLEW_PARENT_OBSERVATION_ID",
    ];

    public static Option<string?> NameFlag() => Flag.Text("--name", "NAME", "One of several files");

    public static Option<string> LocationFlag()
    {
        var flag = new Option<string>("--location")
        {
            Description = "project (this directory) or global (default: project)",
            HelpName = "WHERE",
            DefaultValueFactory = _ => "project",
        };
        flag.AcceptOnlyFromAmong("project", "global");
        return flag;
    }

    public static VariableFile Of(string? name, string location, Surroundings around)
    {
        if (name is not null && (name.Length == 0 || name.IndexOfAny(['/', '\\', ':']) >= 0))
        {
            throw new Refusal($"'{name}' is not the name of a file of variables; use letters, digits and dashes.");
        }

        return new VariableFile(
            location == "global"
                ? System.IO.Path.Combine(Profiles.Directory(around), "env", (name ?? "global") + ".env")
            : name is null ? ".clew-env"
            : $".clew-env.{name}"
        );
    }

    public bool Exists => File.Exists(Path);

    public Dictionary<string, string> Read() =>
        Exists ? EnvFile.Read(Path) : throw new Refusal($"There is no file '{Path}'; 'clew env init' makes it.");

    public void Write(IReadOnlyDictionary<string, string> variables)
    {
        if (System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        TextFile.Write(Path, string.Concat(variables.Select(pair => EnvFile.Line(pair.Key, pair.Value) + "\n")));
    }
}
