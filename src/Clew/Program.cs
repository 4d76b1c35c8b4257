using Clew.Cli;
using Clew.Host;

if (OperatingSystem.IsWindows())
{
    // A console there has a code page of its own, which lacks most characters.
    Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
}

return await CommandLine.RunAsync(args, Surroundings.OfThisProcess(), CancellationToken.None);
