using Clew.Cli;
using Clew.Host;

return await CommandLine.RunAsync(args, Surroundings.OfThisProcess(), CancellationToken.None);
