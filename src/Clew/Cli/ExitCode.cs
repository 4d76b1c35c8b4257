namespace Clew.Cli;

static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    /// <summary>Ctrl-C, by the custom of shells: 128 and the number of the signal.</summary>
    public const int Interrupted = 130;
}
