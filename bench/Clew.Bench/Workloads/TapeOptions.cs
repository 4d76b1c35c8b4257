using Clew.Bench.Text;

namespace Clew.Bench.Workloads;

/// <summary>Reads the options that describe a tape, the same for every verb.</summary>
static class TapeOptions
{
    public static WorkloadOptions Read(Arguments arguments)
    {
        ulong seed = (ulong)arguments.Number("seed", 1);
        string? corpus = arguments.Optional("corpus");
        ITextSource? text = corpus is null ? null : new CorpusText(corpus, 64 << 20, new Rng(seed));
        return new WorkloadOptions(seed, arguments.Number("open", 200), text, WorkloadOptions.DefaultEpoch);
    }
}
