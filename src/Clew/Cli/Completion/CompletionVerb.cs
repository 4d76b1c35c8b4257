using System.CommandLine;
using Clew.Host;

namespace Clew.Cli.Completion;

/// <summary><c>clew completion SHELL</c>: a script that lets the shell ask the program itself.</summary>
static class CompletionVerb
{
    const string Bash = """
        _clew() {
          local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]}
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(clew "[suggest:${#line}]" "$line" 2>/dev/null)" -- "$word"))
        }
        complete -o default -F _clew clew
        """;

    const string Zsh = """
        #compdef clew
        _clew() {
          local line=${BUFFER[1,CURSOR]}
          local -a words_found
          words_found=("${(@f)$(clew "[suggest:${#line}]" "$line" 2>/dev/null)}")
          compadd -a words_found
          _files
        }
        compdef _clew clew
        """;

    const string Pwsh = """
        Register-ArgumentCompleter -Native -CommandName clew -ScriptBlock {
          param($word, $line, $position)
          $text = $line.ToString()
          clew "[suggest:$position]" "$text" | Where-Object { $_ -like "$word*" } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }
        """;

    public static Command Create(Surroundings around)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or pwsh" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "pwsh");
        var verb = new Command("completion", "Print a script that completes words: source <(clew completion bash)")
        {
            shell,
        };
        verb.SetAction(parsed =>
            around.Output.WriteLine(
                parsed.GetValue(shell) switch
                {
                    "bash" => Bash,
                    "zsh" => Zsh,
                    _ => Pwsh,
                }
            )
        );
        return verb;
    }
}
