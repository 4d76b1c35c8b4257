using Clew.Bench;
using Clew.Bench.Verbs;

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
try
{
    Arguments options = new(args);
    switch (options.Verb)
    {
        case "intake":
            await IntakeVerb.RunAsync(options, stop.Token);
            break;
        case "trace":
            await TraceVerb.RunAsync(options, stop.Token);
            break;
        case "latency":
            await LatencyVerb.RunAsync(options, stop.Token);
            break;
        case "patch":
            await PatchVerb.RunAsync(options, stop.Token);
            break;
        case "ask":
            await AskVerb.RunAsync(options, stop.Token);
            break;
        case "report":
            ReportVerb.Run(options);
            break;
        case "self-test":
            await SelfTestVerb.RunAsync(options, stop.Token);
            break;
        case "compress":
            CompressVerb.Run(options);
            break;
        default:
            await Console.Out.WriteLineAsync(Help.Text);
            return options.Verb is "" or "help" or "--help" ? 0 : 2;
    }
    return 0;
}
catch (UsageException e)
{
    await Console.Error.WriteLineAsync($"clew-bench: {e.Message}");
    return 2;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
